"""What worker processes run in tests: tasks of the batch runner, and a cleaner."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from threadpoolctl import threadpool_info

from newsclean import Claim, Role, View


def square(number: int) -> int:
    return number * number


def numpy_threads(_: int) -> list[int]:
    """How many threads each library that numpy computes with would use."""
    return [library["num_threads"] for library in threadpool_info()]


def slow_first(number: int) -> int:
    time.sleep(0.3 if number == 0 else 0)
    return number


def die_at_seven(number: int) -> int:
    if number % 10 == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def exit_at_three(number: int) -> int:
    if number == 3:
        os._exit(5)
    return number


def die_once(path: str) -> str:
    """Dies the first time that it sees a path, as when the system runs out of memory for once."""
    marker = Path(path)
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def noisy(number: int) -> int:
    print("noise on standard output", flush=True)  # noqa: T201  # what the test is about
    return number


def lost(item: object, how: str) -> str:
    return f"lost {item}: {how}"


@dataclass(frozen=True)
class _Bad:
    """A cleaner that claims nothing, and does harm at a page with a word of its own."""

    name: ClassVar[str]
    word: ClassVar[str]
    roles: ClassVar = frozenset({Role.BOILERPLATE})
    reasons: ClassVar = {"none": "never given"}
    after: ClassVar = ()
    examples: ClassVar = ()

    def claims(self, view: View) -> Iterable[Claim]:
        if any(self.word in block.text for block in view.page.blocks):
            self.harm()
        return ()

    def harm(self) -> None:
        raise NotImplementedError


class Deadly(_Bad):
    """A cleaner that ends its process at a page that says so."""

    name: ClassVar = "deadly"
    word: ClassVar = "kill me"

    def harm(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


def stuck_at_five(number: int) -> int:
    """Item 5 keeps C code busy that never looks at signals or other threads."""
    if number == 5:
        sum(range(1 << 60))
    return number


def greedy_at_five(number: int) -> int:
    """Item 5 takes 450 MiB and keeps them."""
    if number == 5:
        held = bytearray(450 << 20)
        time.sleep(60)
        del held
    return number


def ten_kilobytes(number: int) -> bytes:
    return bytes(10_000)


def code_of(item: object, how: object) -> str:
    return f"{item} {how.code}"  # type: ignore[attr-defined]


class Stuck(_Bad):
    """A cleaner that some pages keep busy in C code that never looks at signals."""

    name: ClassVar = "stuck"
    word: ClassVar = "keep me"

    def harm(self) -> None:
        sum(range(1 << 60))
