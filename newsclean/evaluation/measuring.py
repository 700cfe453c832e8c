"""Runs systems over labelled pages and scores what they give."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from newsclean.evaluation.corpus import GoldCorpus, GoldPage
from newsclean.evaluation.peers import System
from newsclean.evaluation.results import Evaluation, PageResult, SystemResult
from newsclean.evaluation.workers import TIMEOUT, Answer, Worker
from newsclean.metrics import holds, score, strange_lines

Watch = Callable[[str, int], object]


def evaluate(
    corpus: GoldCorpus,
    systems: Sequence[System],
    *,
    name: str = "",
    timeout: float = TIMEOUT,
    jobs: int = 1,
    watch: Watch | None = None,
) -> Evaluation:
    """Measure systems on labelled pages, each in processes of its own.

    Args:
        corpus: From `open_corpus()`.
        systems: The first is the one that the others are compared with.
        name: What the evaluation calls the corpus.
        timeout: Seconds that a system has for a page; where they are over, the page scores 0
            and the next one gets a new process.
        jobs: Processes at a time. More than one makes the times less exact.
        watch: Called after each page with the system's name and the pages done.

    Raises:
        BatchError: a system cannot be loaded.
    """
    results = tuple(
        # Only of the first are single pages shown, and lines of all would fill the memory.
        _measured(corpus.pages, one, timeout, jobs, watch, lines=one is systems[0])
        for one in systems
    )
    return Evaluation(name, results, corpus.notices)


def _measured(
    pages: Sequence[GoldPage],
    system: System,
    timeout: float,
    jobs: int,
    watch: Watch | None,
    *,
    lines: bool,
) -> SystemResult:
    found = []
    with _answers(pages, system, timeout, jobs) as answers:
        for page, answer in zip(pages, answers, strict=True):
            found.append(_result(page, answer, lines=lines))
            if watch:
                watch(system.name, len(found))
    return SystemResult(system.name, system.version, tuple(found))


@contextlib.contextmanager
def _answers(
    pages: Sequence[GoldPage], system: System, timeout: float, jobs: int
) -> Iterator[Iterator[Answer]]:
    idle: SimpleQueue[Worker] = SimpleQueue()
    with contextlib.ExitStack() as stack:
        for _ in range(min(jobs, len(pages))):
            worker = stack.enter_context(Worker(system, timeout))
            worker.ask(pages[0])  # a first call pays for what is loaded late; it is not counted
            idle.put(worker)

        def ask(page: GoldPage) -> Answer:
            worker = idle.get()
            try:
                return worker.ask(page)
            finally:
                idle.put(worker)

        with ThreadPoolExecutor(jobs) as pool:
            try:
                yield pool.map(ask, pages)
            finally:
                pool.shutdown(cancel_futures=True)


def _result(page: GoldPage, answer: Answer, *, lines: bool) -> PageResult:
    """The scores of an answer; with `lines`, what it missed and what it has too much."""
    text = answer.text
    wanted: tuple[bool, ...] = ()
    absent: tuple[bool, ...] = ()
    if page.gold is None:
        wanted = tuple(holds(text, page.wanted))
        absent = tuple(not there for there in holds(text, page.unwanted))
        found = None
    else:
        found = score(text, page.gold)
    return PageResult(
        id=page.id,
        site=page.site,
        dataset=page.dataset,
        f1=found.f1 if found else None,
        precision=found.precision if found else None,
        recall=found.recall if found else None,
        seconds=answer.seconds,
        error=answer.error,
        wanted=wanted,
        unwanted=absent,
        missed=tuple(strange_lines(page.gold, text)) if page.gold and lines else (),
        extra=tuple(strange_lines(text, page.gold)) if page.gold and lines else (),
    )
