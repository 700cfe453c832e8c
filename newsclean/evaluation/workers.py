"""Runs a system in a process of its own, so that one that hangs or dies costs one page."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import socket
import time
from multiprocessing.connection import Connection
from types import TracebackType
from typing import NamedTuple, NoReturn, Self

from newsclean.batch import read_source
from newsclean.errors import BatchError
from newsclean.evaluation.corpus import GoldPage
from newsclean.evaluation.peers import System

TIMEOUT = 30.0
"""Seconds that a system has for a page."""
_START = 120.0  # seconds to import a system

_PROCESSES = multiprocessing.get_context("spawn")


class Answer(NamedTuple):
    """What a system gave for a page."""

    text: str
    seconds: float
    """Processor time of the call; 0 where it did not end."""
    error: str = ""
    """Why there is no text: its exception, "no answer within 30 s", "died: SIGSEGV"."""


class Worker:
    """A process that holds one system. Started when first asked, and again where it was lost."""

    def __init__(self, system: System, timeout: float = TIMEOUT) -> None:
        self.system = system
        self.timeout = timeout
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def ask(self, page: GoldPage) -> Answer:
        """The system's answer for a page. Raises `BatchError` where it cannot be loaded."""
        line = self._line or self._started()
        try:
            line.send((page.path, page.url, page.kind))
            if not line.poll(self.timeout):
                self.close()
                return Answer("", 0.0, f"no answer within {self.timeout:g} s")
            answer: Answer = line.recv()
        except (EOFError, OSError):
            return Answer("", 0.0, f"died: {self.close()}")
        return answer

    def close(self) -> str:
        """End the process at once; how it ended."""
        line, process = self._line, self._process
        self._line = self._process = None
        if not line or not process:
            return ""
        line.close()
        process.join(0.2)  # it may be ending by itself
        process.kill()
        process.join()
        code = process.exitcode or 0
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"

    def _started(self) -> Connection:
        line, theirs = _PROCESSES.Pipe()
        process = _PROCESSES.Process(target=_serve, args=(theirs, self.system), daemon=True)
        process.start()
        theirs.close()
        self._line, self._process = line, process
        try:
            error = line.recv() if line.poll(_START) else f"no answer within {_START:g} s"
        except (EOFError, OSError):
            error = f"died: {self.close()}"
        if error:
            self.close()
            raise BatchError(f"{self.system.name} does not load: {error}")
        return line


def _serve(line: Connection, system: System) -> None:
    """A worker's life: texts for pages, until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent alone answers Ctrl-C
    # Peers print and log; some would fetch lists of domains. Neither belongs into a measurement.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _no_network)
    with line, contextlib.suppress(EOFError, OSError):
        try:
            extract = system.load()
        except Exception as error:  # noqa: BLE001  # anybody's code
            line.send(repr(error))
            return
        line.send("")
        while True:
            path, url, kind = line.recv()
            start = time.process_time()
            try:
                source = read_source(path)
                start = time.process_time()
                text = extract(source, url, kind)
                answer = Answer(text, time.process_time() - start)
            except Exception as error:  # noqa: BLE001  # anybody's code
                answer = Answer("", time.process_time() - start, repr(error)[:200])
            line.send(answer)


def _no_network(*_: object) -> NoReturn:
    raise OSError("an evaluation does not use the network")
