"""Runs one task over many items in worker processes; results come in the order of the items.

A worker takes a chunk of items and sends back results as they come. Where it dies, the items that
it still owed are done again, each alone, so that no more than the one that killed it is lost. The
parent never sends to a worker that is not waiting for work, so neither can block the other; and it
takes no new items while results ahead of the next one fill the window, so memory stays flat.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar, cast

from newsclean.errors import BatchError

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNK = 16  # items; a worker's chunks double up to it, so that a small batch is spread out too
_WINDOW = 4 * _CHUNK  # items under way or waiting for their turn, for each worker
_PULSE = 0.02  # seconds between a busy worker's messages; one for each item is slow
_PATIENCE = 5  # seconds for a worker without work to end by itself

# A fresh interpreter for each worker: forking a process that has threads (a progress bar) can hang.
_PROCESSES = multiprocessing.get_context("spawn")


def usable_cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    items: Iterable[Item],
    task: Callable[[Item], Result],
    *,
    lost: Callable[[Item, str], Result],
    jobs: int | None = None,
) -> Iterator[Result]:
    """Yield `task(item)` for each item, in order.

    Args:
        items: Read as they are needed, never far ahead.
        task: Runs in the workers, so it and its results must be picklable. It should turn errors
            into results: an exception that leaves it ends its worker.
        lost: Makes the result of an item whose worker died, given the item and how it died.
        jobs: Number of workers; as many as there are usable cores where not given.

    Raises:
        BatchError: the task cannot be sent to a process, or no worker process can start.
    """
    jobs = jobs or usable_cores()
    try:
        pickle.dumps(task)
    except Exception as error:
        raise BatchError(f"the task cannot be sent to worker processes: {error}") from error
    pool = _Pool(items, task, lost, jobs)
    try:
        yield from pool.results()
    finally:
        pool.close()


class _Worker(Generic[Item, Result]):
    """A process, the line to it, and the items it still owes results for."""

    def __init__(self, task: Callable[[Item], Result]) -> None:
        self.connection, theirs = _PROCESSES.Pipe()
        self.process = _PROCESSES.Process(target=_serve, args=(theirs, task), daemon=True)
        self.owed: deque[tuple[int, Item]] = deque()
        self.chunk = 1
        self.ready = False
        with _ctrl_c_held_back():
            self.process.start()
        # Or the end of the worker would not show as the end of the line.
        theirs.close()

    def give(self, work: list[tuple[int, Item]]) -> bool:
        """Send items; False where the worker is dead."""
        try:
            self.connection.send([item for _, item in work])
        except OSError:
            return False
        self.owed.extend(work)
        self.chunk = min(2 * self.chunk, _CHUNK)
        return True

    def close(self, *, at_once: bool) -> str:
        """End the process, without waiting for its present item if `at_once`; how it ended."""
        self.connection.close()
        if at_once:
            self.process.kill()
        self.process.join(_PATIENCE)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        code = self.process.exitcode or 0
        self.process.close()
        return f"ended by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


class _Pool(Generic[Item, Result]):
    """The workers of one run, what they owe, and the results that wait for their turn."""

    def __init__(
        self,
        items: Iterable[Item],
        task: Callable[[Item], Result],
        lost: Callable[[Item, str], Result],
        jobs: int,
    ) -> None:
        self._fresh = enumerate(items)
        self._task = task
        self._lost = lost
        self._jobs = jobs
        self._workers: list[_Worker[Item, Result]] = []
        self._again: deque[tuple[int, Item]] = deque()
        self._suspects: set[int] = set()
        self._finished: dict[int, Result] = {}
        self._taken = 0
        self._given_out = 0

    def results(self) -> Iterator[Result]:
        """The results in the order of the items."""
        while True:
            self._hand_out()
            if not any(worker.owed for worker in self._workers):
                return
            lines = {worker.connection: worker for worker in self._workers}
            for line in wait(lines):
                self._receive(lines[cast(Connection, line)])
            while self._given_out in self._finished:
                yield self._finished.pop(self._given_out)
                self._given_out += 1

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.close(at_once=bool(worker.owed))

    def _hand_out(self) -> None:
        for worker in [worker for worker in self._workers if not worker.owed]:
            self._give(worker, self._take(worker.chunk))
        while len(self._workers) < self._jobs and (work := self._take(1)):
            self._workers.append(worker := _Worker(self._task))
            self._give(worker, work)

    def _take(self, size: int) -> list[tuple[int, Item]]:
        if self._again:
            # Alone, so that the one that kills its worker is told from the others.
            return [self._again.popleft()]
        room = self._given_out + self._jobs * _WINDOW - self._taken
        work = list(islice(self._fresh, min(size, room)))
        self._taken += len(work)
        return work

    def _give(self, worker: _Worker[Item, Result], work: list[tuple[int, Item]]) -> None:
        if work and not worker.give(work):
            self._again.extendleft(reversed(work))
            self._bury(worker)

    def _receive(self, worker: _Worker[Item, Result]) -> None:
        try:
            results = worker.connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        worker.ready = True  # its first message holds no results
        for result in results:
            index, _ = worker.owed.popleft()
            self._finished[index] = result

    def _bury(self, worker: _Worker[Item, Result]) -> None:
        """Take a dead worker off the list; what it owed is done again, except a second killer."""
        self._workers.remove(worker)
        how = worker.close(at_once=False)
        if not worker.ready:
            raise BatchError(f"a worker process did not start ({how})")
        if not worker.owed:
            return
        index, item = worker.owed.popleft()
        self._again.extendleft(reversed(worker.owed))
        if index in self._suspects:
            self._finished[index] = self._lost(item, how)
        else:
            # It may be innocent: done but not sent yet, or ended by the system for want of memory.
            self._suspects.add(index)
            self._again.appendleft((index, item))


def _serve(line: Connection, task: Callable[[Item], Result]) -> None:
    """A worker's life: results for items, until the parent hangs up."""
    # The parent alone answers Ctrl-C. Nothing that a plug-in prints may get into the output.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(2, 1)
    # Pages leave next to no cycles; looking for them after every 700 objects took a sixth of the
    # time.
    gc.set_threshold(50_000, 20, 50)
    with line, contextlib.suppress(EOFError, OSError):
        line.send([])
        while True:
            results: list[Result] = []
            sent = time.monotonic()
            for item in line.recv():
                results.append(task(item))
                if time.monotonic() - sent > _PULSE:
                    line.send(results)
                    results = []
                    sent = time.monotonic()
            line.send(results)


@contextlib.contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    """Keep Ctrl-C from a process that is just starting, and give it to this one afterwards."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # it would start with the process, and lift the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
