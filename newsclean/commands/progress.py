"""How far a batch has come: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator

import click

from newsclean.batch import Input, Summary

_EVERY = 30.0  # seconds between two lines in a log
_PULSE = 0.1  # seconds between two moves of the bar

Watch = Callable[[Summary], None]


@contextlib.contextmanager
def progress(files: Callable[[], Iterable[Input]], *, quiet: bool) -> Iterator[Watch | None]:
    """Show progress on standard error; gives the function that moves it on.

    Args:
        files: Finds the files of the batch, once more, to count them.
        quiet: Show nothing.
    """
    if quiet:
        yield None
        return
    count = _Count(files)
    count.start()
    try:
        if sys.stderr.isatty():
            with _bar(count) as watch:
                yield watch
        else:
            yield _log(count)
    finally:
        count.stop()


class _Count(threading.Thread):
    """Counts the files while the first are being cleaned."""

    def __init__(self, files: Callable[[], Iterable[Input]]) -> None:
        super().__init__(name="newsclean-count", daemon=True)
        self._files = files
        self._over = threading.Event()
        self.total: int | None = None

    def run(self) -> None:
        total = 0
        for _ in self._files():
            total += 1
            if self._over.is_set():
                return
        self.total = total

    def stop(self) -> None:
        """Count no further."""
        self._over.set()
        self.join()


@contextlib.contextmanager
def _bar(count: _Count) -> Iterator[Watch]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        shown = 0.0

        def watch(summary: Summary) -> None:
            nonlocal shown
            if time.monotonic() - shown > _PULSE:
                shown = time.monotonic()
                bar.update(
                    task, total=count.total, completed=summary.files, description=_said(summary)
                )

        yield watch


def _log(count: _Count) -> Watch:
    shown = time.monotonic()
    earlier: float | None = None

    def watch(summary: Summary) -> None:
        nonlocal shown, earlier
        # Of a batch that was resumed: what was done before says nothing of how fast it is now.
        earlier = summary.files if earlier is None and summary.earlier else earlier or 0.0
        now = time.monotonic()
        if now - shown < _EVERY:
            return
        shown = now
        left = ""
        if count.total and earlier < summary.files < count.total and summary.seconds:
            speed = (summary.files - earlier) / summary.seconds
            seconds = (count.total - summary.files) / speed
            left = f", {time.strftime('%H:%M:%S', time.gmtime(seconds))} left"
        click.echo(_said(summary) + left, err=True)

    return watch


def _said(summary: Summary) -> str:
    what = "pages learned from" if summary.learning else "documents"
    return (
        f"{summary.inputs:,} {what}, {summary.rate:,.0f} pages/s, {summary.errors.total():,} errors"
    )
