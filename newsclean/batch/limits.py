"""Limits of time and memory, kept from outside of the workers: code stuck in C is ended too."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

import psutil

from newsclean.document import Failure

_TICK = 0.1  # seconds between two looks at the workers


class Ended(str):
    """How a worker ended, in words, with the code of the error record that it makes."""

    code: str

    def __new__(cls, code: str, words: str) -> Self:
        """Words with a code."""
        self = super().__new__(cls, words)
        self.code = code
        return self


def lost(how: Ended) -> Failure:
    """What stands for a page whose worker ended."""
    died = how.code == "worker_died"
    return Failure(how.code, f"its process died: {how}" if died else str(how))


class Watched(Protocol):
    """A worker, as far as the watchdog knows one."""

    verdict: tuple[int, Ended] | None
    """Why it was ended, and at which step."""

    @property
    def pid(self) -> int:
        """Its process."""
        ...

    @property
    def step(self) -> int:
        """Odd while it is at an item; no two items have the same."""
        ...

    def kill(self) -> None:
        """End its process at once."""
        ...


class Watchdog:
    """A thread that ends workers which take too long over one item, or too much memory.

    A thread of its own, as the parent may wait for a slow reader of the output meanwhile.

    Args:
        timeout: Seconds for one item; no limit where None.
        max_memory: Resident memory of one worker in bytes; no limit where None.
    """

    def __init__(self, timeout: float | None, max_memory: int | None) -> None:
        self._timeout = timeout
        self._max_memory = max_memory
        self._watched: dict[Watched, tuple[psutil.Process, int, float]] = {}
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="newsclean-watchdog", daemon=True)

    def __enter__(self) -> Self:
        if self._timeout or self._max_memory:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def watch(self, worker: Watched) -> None:
        """Begin to watch a worker that has just started."""
        # One that is dead already needs no watching.
        with self._lock, contextlib.suppress(psutil.Error):
            self._watched[worker] = (psutil.Process(worker.pid), 0, 0.0)

    def forget(self, worker: Watched) -> None:
        """Watch a worker no longer: from here on its process number may become another's."""
        with self._lock:
            self._watched.pop(worker, None)

    def _run(self) -> None:
        last = time.monotonic()
        while not self._over.wait(_TICK):
            now = time.monotonic()
            # A machine that slept, or a batch that was stopped, is no document's fault.
            passed, last = min(now - last, 10 * _TICK), now
            with self._lock:
                for worker, verdict in list(self._verdicts(passed)):
                    worker.verdict = verdict
                    worker.kill()
                    del self._watched[worker]

    def _verdicts(self, passed: float) -> Iterator[tuple[Watched, tuple[int, Ended]]]:
        for worker, (process, before, spent) in self._watched.items():
            step = worker.step
            spent = spent + passed if step == before and step % 2 else 0.0
            self._watched[worker] = (process, step, spent)
            if self._timeout and spent > self._timeout:
                words = f"stopped after {self._timeout:g} s"
                yield worker, (step, Ended("timeout", words))
            elif self._max_memory and _resident(process) > self._max_memory:
                words = f"took more than {self._max_memory >> 20:,} MiB of memory"
                yield worker, (step, Ended("out_of_memory", words))


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it has just ended
        return 0
