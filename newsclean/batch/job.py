"""A batch from end to end: every input read, cleaned, written and counted."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from newsclean.batch.inputs import MAX_BYTES, Input, read_source
from newsclean.batch.outputs import Output
from newsclean.batch.records import Failure, Format, Outcome, failed, succeeded
from newsclean.batch.runner import run
from newsclean.errors import NewscleanError
from newsclean.extraction import Metadata, extract
from newsclean.page import Kind, Role
from newsclean.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class CleanTask:
    """What a worker does with an input: read, clean, render. Never raises for a bad input."""

    form: Format = "jsonl"
    pipeline: Pipeline | None = None
    """The cleaners to run; the default ones where None."""
    kind: Kind | None = None
    """What all inputs are; detected for each where None."""
    metadata: Metadata = "declared"
    max_bytes: int = MAX_BYTES
    """Largest input, in bytes after unpacking."""

    def __call__(self, item: Input) -> Outcome:
        """The outcome of one input."""
        if item.failure:
            return failed(item.name, item.place, item.failure)
        try:
            source = read_source(item.path, max_bytes=self.max_bytes)
            document = extract(
                source, kind=self.kind, pipeline=self.pipeline, metadata=self.metadata
            )
            for notice in document.warnings:
                if notice.code == "empty_input":
                    return failed(item.name, item.place, Failure(*notice))
            return succeeded(item.name, item.place, document, self.form)
        except NewscleanError as error:
            return failed(item.name, item.place, Failure(error.code, str(error)))
        except MemoryError:
            return failed(item.name, item.place, Failure("out_of_memory", "memory ran out"))
        except Exception as error:  # noqa: BLE001  # one record, not the batch
            return failed(item.name, item.place, Failure("internal_error", repr(error)))


@dataclass(slots=True)
class Summary:
    """The accounts of a batch, as far as it has come."""

    documents: int = 0
    articles: int = 0
    """Documents that are articles."""
    errors: Counter[str] = field(default_factory=Counter)
    """Inputs without a document, by error code."""
    words: Counter[str] = field(default_factory=Counter)
    """Words of the documents' pages by role."""
    seconds: float = 0.0

    @property
    def inputs(self) -> int:
        """Records written: one for each input."""
        return self.documents + self.errors.total()

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if outcome.failure:
            self.errors[outcome.failure.code] += 1
            return
        self.documents += 1
        self.articles += outcome.is_article
        self.words.update(outcome.words)

    def __str__(self) -> str:
        rate = f" ({self.inputs / self.seconds:,.0f} pages/s)" if self.seconds else ""
        lines = [
            f"{self.inputs:,} inputs in {self.seconds:,.1f} s{rate}: {self.documents:,} documents "
            f"({self.articles:,} articles), {self.errors.total():,} errors"
        ]
        if self.errors:
            lines.append(f"  errors: {_listed(self.errors)}")
        for title, kept in (("words kept", True), ("words put aside", False)):
            words = Counter({k: n for k, n in self.words.items() if Role(k).kept is kept})
            if words:
                lines.append(f"  {title}: {words.total():,} ({_listed(words)})")
        return "\n".join(lines)


def clean(
    inputs: Iterable[Input],
    output: Output,
    task: CleanTask,
    *,
    jobs: int | None = None,
    watch: Callable[[Summary], object] | None = None,
) -> Summary:
    """Clean inputs in parallel and write one record, or file, for each, in their order.

    Args:
        inputs: As `find_inputs` gives them.
        output: Opened here, and closed even where the batch is broken off.
        task: What is done with each input; its `form` must be one that the output takes.
        jobs: Number of worker processes; as many as there are usable cores where not given.
        watch: Called after each input with the accounts so far.

    Raises:
        BatchError: the output cannot be written, or worker processes cannot start.
    """
    summary = Summary()
    began = time.monotonic()
    with output:
        for outcome in run(inputs, task, lost=_lost, jobs=jobs):
            summary.add(output.write(outcome))
            summary.seconds = time.monotonic() - began
            if watch:
                watch(summary)
    return summary


def _lost(item: Input, how: str) -> Outcome:
    return failed(item.name, item.place, Failure("worker_died", f"its process died: {how}"))


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.most_common() if count)
