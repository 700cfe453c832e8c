"""Runs `extract` on a case in a process of its own, under a limit of time and of memory.

`python -m tests.torture.limited` is a process that has loaded nothing else: it reads what to run, a
JSON object a line, and writes the outcomes in the same way. `Apart` starts one.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from functools import cache
from typing import Self

from newsclean import NewscleanError, extract
from tests.torture.cases import CASES

SECONDS = 10.0
MEMORY = 1 << 30
"""Bytes of address space, the interpreter and its libraries counted."""
_PATIENCE = 900.0
"""Seconds by the clock, for what waits and spends no CPU time; machines can be busy."""


@dataclass(frozen=True)
class Outcome:
    """What became of a case."""

    case: str
    size: int
    """Bytes or characters of the source."""
    seconds: float
    """CPU time of `extract`, without making the source."""
    peak: int
    """Bytes of memory that the whole process took at most, less what it had before `extract`."""
    codes: tuple[str, ...] = ()
    """Warning codes, or the error's code alone."""
    text: str = ""
    failure: str = ""
    """What ended it: "" for a document or an error of the tree."""


def run(case: str, size: int, seconds: float = SECONDS, memory: int = MEMORY) -> Outcome:
    """Run a case in a fork, ended from outside when its time is up."""
    _load()
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        _in_child(case, size, seconds, memory, into)
    os.close(into)
    told = _read(out, _PATIENCE)
    os.close(out)
    if told is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if told is None or os.WIFSIGNALED(status):
        what = "took too long" if told is None or os.WTERMSIG(status) in _TIMERS else "died"
        return Outcome(case, size, seconds, 0, failure=f"{what} (status {status})")
    data = json.loads(told)
    return Outcome(case, **{**data, "codes": tuple(data["codes"])})


class Apart:
    """Runs cases from a process of their own, to be used in a `with` statement.

    What a long test run has loaded (Ray, Spark) would count against the limit of memory.
    """

    def __enter__(self) -> Self:
        """Start the process."""
        command = [sys.executable, "-m", __name__]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._process.communicate()

    def run(self, case: str, size: int, seconds: float = SECONDS, memory: int = MEMORY) -> Outcome:
        """As the function of this name does."""
        into, out = self._process.stdin, self._process.stdout
        assert into is not None
        assert out is not None
        asked = {"case": case, "size": size, "seconds": seconds, "memory": memory}
        into.write(json.dumps(asked) + "\n")
        into.flush()
        data = json.loads(out.readline())
        return Outcome(**{**data, "codes": tuple(data["codes"])})


@cache
def _load() -> None:
    """Read models and tables, so that no case is charged for them."""
    extract("<p>The ferry sails again, said the harbour master on Monday.</p>" * 3)
    extract("The ferry sails again, said the harbour master on Monday.\n" * 3, kind="text")


_TIMERS = (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM)


def _in_child(case: str, size: int, seconds: float, memory: int, into: int) -> None:
    code = 1
    try:
        source = CASES[case](size)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        before = _peak()
        # A limit of CPU time ends even a loop inside a C library.
        spent = time.process_time()
        limit = int(spent + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        told = _told(source)
        told["seconds"] = time.process_time() - spent
        told["peak"] = max(0, _peak() - before)
        if float(str(told["seconds"])) > seconds:
            told["failure"] = "took too long"
        with os.fdopen(into, "w", encoding="utf-8") as pipe:
            json.dump(told | {"size": len(source)}, pipe)
        code = 0
    finally:
        os._exit(code)


def _told(source: bytes | str) -> dict[str, object]:
    try:
        document = extract(source)
    except NewscleanError as error:
        return {"codes": [error.code], "text": "", "failure": "" if str(error) else "no message"}
    except BaseException as error:  # noqa: BLE001 (that is what is looked for)
        return {"codes": [], "text": "", "failure": f"{type(error).__name__}: {error}"[:300]}
    codes = [notice.code for notice in document.warnings]
    failure = "" if document.text or codes else "no text and no code"
    return {"codes": codes, "text": document.text[:20_000], "failure": failure}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _read(pipe: int, seconds: float) -> str | None:
    """All that comes through a pipe; None where its other end stays open too long."""
    parts: list[bytes] = []
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if not select.select([pipe], [], [], left)[0]:
            break
        part = os.read(pipe, 1 << 16)
        if not part:
            return b"".join(parts).decode()
        parts.append(part)
    return None


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(asdict(run(**json.loads(line)))) + "\n")
        sys.stdout.flush()
