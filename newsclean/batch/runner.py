"""Runs one task over many items in worker processes; results come in the order of the items.

A worker takes a chunk of items and sends back results as they come. Where it dies, or is ended for
want of time or memory, the items that it still owed are done again, and no more than the one that
it was at is lost. The parent never sends to a worker that is not waiting for work, so neither can
block the other; and it takes no new items while those ahead fill the window, counted and weighed,
so memory stays flat.
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
from collections.abc import Callable, Generator, Iterable, Iterator
from ctypes import c_uint64
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Generic, NamedTuple, TypeVar, cast

from threadpoolctl import threadpool_limits

from newsclean.batch.limits import Ended, Watchdog
from newsclean.errors import BatchError

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNK = 16  # items; a worker's chunks double up to it, so that a small batch is spread out too
_WINDOW = 4 * _CHUNK  # items under way or waiting for their turn, for each worker
_WEIGHT = 32 << 20  # bytes of items under way and results waiting, for all workers together
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
    lost: Callable[[Item, Ended], Result],
    jobs: int | None = None,
    timeout: float | None = None,
    max_memory: int | None = None,
    weigh: Callable[[Item], int] | None = None,
) -> Generator[Result, None, None]:
    """Yield `task(item)` for each item, in order.

    Args:
        items: Read as they are needed, never far ahead.
        task: Runs in the workers, so it and its results must be picklable. It should turn errors
            into results: an exception that leaves it ends its worker.
        lost: Makes the result of an item whose worker died, given the item and how it died, a
            str with a `code`: `timeout`, `out_of_memory` or `worker_died`.
        jobs: Number of workers; as many as there are usable cores where not given.
        timeout: Seconds for one item, as long as it takes where not given. A worker that takes
            longer is ended.
        max_memory: Resident memory of one worker in bytes, without limit where not given. A
            worker that takes more is ended, and the item gets one more try.
        weigh: How many bytes of memory an item takes, where that is much.

    Raises:
        BatchError: the task cannot be sent to a process, or no worker process can start.
    """
    jobs = jobs or usable_cores()
    try:
        pickle.dumps(task)
    except Exception as error:
        raise BatchError(f"the task cannot be sent to worker processes: {error}") from error
    with Watchdog(timeout, max_memory) as watchdog:
        pool = _Pool(items, task, lost, jobs, timeout, weigh, watchdog)
        try:
            yield from pool.results()
        finally:
            pool.close()


class _Piece(NamedTuple, Generic[Item]):
    """An item on its way through the pool."""

    number: int
    item: Item
    weight: int


class _Worker(Generic[Item, Result]):
    """A process, the line to it, and the items it still owes results for."""

    def __init__(self, task: Callable[[Item], Result], timeout: float | None) -> None:
        self.connection, theirs = _PROCESSES.Pipe()
        self._steps = _PROCESSES.RawValue(c_uint64, 0)
        self._process = _PROCESSES.Process(
            target=_serve, args=(theirs, task, self._steps, timeout), daemon=True
        )
        self.owed: deque[_Piece[Item]] = deque()
        self.answered = 0
        self.chunk = 1
        self.ready = False
        self.verdict: tuple[int, Ended] | None = None
        with _ctrl_c_held_back():
            self._process.start()
        self.pid = cast(int, self._process.pid)
        # Or the end of the worker would not show as the end of the line.
        theirs.close()

    @property
    def step(self) -> int:
        """Twice the items that it has finished, and one more while it is at one."""
        return int(self._steps.value)

    @property
    def at(self) -> int:
        """Where in `owed` the item stands that it was at when it ended."""
        # Between two items it was sending the results of the one before.
        at = (self.step - 1) // 2 - self.answered
        return min(max(at, 0), len(self.owed) - 1)

    def give(self, work: list[_Piece[Item]]) -> bool:
        """Send items; False where the worker is dead."""
        try:
            self.connection.send([piece.item for piece in work])
        except OSError:
            return False
        self.owed.extend(work)
        self.chunk = min(2 * self.chunk, _CHUNK)
        return True

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def close(self, *, at_once: bool) -> Ended:
        """End the process, without waiting for its present item if `at_once`; how it ended."""
        self.connection.close()
        if at_once:
            self._process.kill()
        self._process.join(_PATIENCE)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        code = self._process.exitcode or 0
        self._process.close()
        if self.verdict:
            return self.verdict[1]
        words = f"ended by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return Ended("worker_died", words)


class _Pool(Generic[Item, Result]):
    """The workers of one run, what they owe, and the results that wait for their turn."""

    def __init__(
        self,
        items: Iterable[Item],
        task: Callable[[Item], Result],
        lost: Callable[[Item, Ended], Result],
        jobs: int,
        timeout: float | None,
        weigh: Callable[[Item], int] | None,
        watchdog: Watchdog,
    ) -> None:
        self._fresh = enumerate(items)
        self._task = task
        self._lost = lost
        self._jobs = jobs
        self._timeout = timeout
        self._weigh = weigh or (lambda _: 0)
        self._watchdog = watchdog
        self._workers: list[_Worker[Item, Result]] = []
        self._again: deque[_Piece[Item]] = deque()
        self._suspects: set[int] = set()
        self._finished: dict[int, tuple[Result, int]] = {}
        self._weight = 0
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
                result, weight = self._finished.pop(self._given_out)
                self._weight -= weight
                self._given_out += 1
                yield result

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            self._watchdog.forget(worker)
            worker.close(at_once=bool(worker.owed))

    def _hand_out(self) -> None:
        for worker in [worker for worker in self._workers if not worker.owed]:
            self._give(worker, self._take(worker.chunk))
        while len(self._workers) < self._jobs and (work := self._take(1)):
            worker = _Worker(self._task, self._timeout)
            self._workers.append(worker)
            self._watchdog.watch(worker)
            self._give(worker, work)

    def _take(self, size: int) -> list[_Piece[Item]]:
        if self._again:
            return [self._again.popleft()]
        work: list[_Piece[Item]] = []
        last = self._given_out + self._jobs * _WINDOW
        while len(work) < size and self._taken < last and self._weight < _WEIGHT:
            found = next(self._fresh, None)
            if found is None:
                break
            piece = _Piece(*found, self._weigh(found[1]))
            work.append(piece)
            self._taken += 1
            self._weight += piece.weight
        return work

    def _give(self, worker: _Worker[Item, Result], work: list[_Piece[Item]]) -> None:
        if work and not worker.give(work):
            self._again.extendleft(reversed(work))
            self._bury(worker)

    def _receive(self, worker: _Worker[Item, Result]) -> None:
        try:
            message = worker.connection.recv_bytes()
        except (EOFError, OSError):
            self._bury(worker)
            return
        worker.ready = True  # its first message holds no results
        results: list[Result] = pickle.loads(message)
        for result in results:
            worker.answered += 1
            self._finish(worker.owed.popleft(), result, len(message) // len(results))

    def _finish(self, piece: _Piece[Item], result: Result, weight: int) -> None:
        self._finished[piece.number] = (result, weight)
        self._weight += weight - piece.weight

    def _bury(self, worker: _Worker[Item, Result]) -> None:
        """Take a dead worker off the list; what it owed is done again, except a proven killer."""
        self._workers.remove(worker)
        self._watchdog.forget(worker)
        how = worker.close(at_once=False)
        if not worker.ready:
            raise BatchError(f"a worker process did not start ({how})")
        if not worker.owed:
            return
        suspect = worker.owed[worker.at]
        proven = suspect.number in self._suspects
        if worker.verdict:
            # In the moment before it was ended it may have gone on to the next.
            proven = worker.verdict[0] == worker.step and (proven or how.code == "timeout")
        if proven:
            worker.owed.remove(suspect)
            self._finish(suspect, self._lost(suspect.item, how), 0)
        else:
            # It may be innocent: ended by the system for want of memory, or by what went before.
            self._suspects.add(suspect.number)
        self._again.extendleft(reversed(worker.owed))


def _serve(
    line: Connection, task: Callable[[Item], Result], steps: c_uint64, timeout: float | None
) -> None:
    """A worker's life: results for items, until the parent hangs up."""
    # The parent alone answers Ctrl-C. Nothing that a plug-in prints may get into the output.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(2, 1)
    # Pages leave next to no cycles; looking for them after every 700 objects took a sixth of the
    # time.
    gc.set_threshold(50_000, 20, 50)
    # The workers share the cores already. Left alone, numpy's BLAS has every one of them wait on
    # all cores for products that take a fraction of a millisecond: two workers were slower than
    # one, and take half the time now.
    threadpool_limits(1)
    with line, contextlib.suppress(EOFError, OSError):
        line.send_bytes(pickle.dumps([]))
        while True:
            results: list[Result] = []
            sent = time.monotonic()
            for item in line.recv():
                if timeout and hasattr(signal, "setitimer"):
                    # Where the parent was killed nobody else ends it.
                    signal.setitimer(signal.ITIMER_PROF, 2 * timeout + 1)
                steps.value += 1
                results.append(task(item))
                steps.value += 1
                if time.monotonic() - sent > _PULSE:
                    line.send_bytes(pickle.dumps(results))
                    results = []
                    sent = time.monotonic()
            line.send_bytes(pickle.dumps(results))


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
