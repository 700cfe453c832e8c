"""A batch from end to end: every input read, cleaned, written and counted."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from newsclean.attempt import MAX_MEMORY, TIMEOUT, Attempt
from newsclean.batch.fingerprint import fingerprint
from newsclean.batch.inputs import Input
from newsclean.batch.limits import Ended, lost
from newsclean.batch.manifest import Manifest
from newsclean.batch.outputs import Output, Resumable
from newsclean.batch.records import Format, Outcome, failed, succeeded
from newsclean.batch.runner import run
from newsclean.batch.sites import SiteProfiles
from newsclean.batch.sources import page_source
from newsclean.batch.summary import Summary
from newsclean.batch.unpacking import MAX_BYTES
from newsclean.document import Failure
from newsclean.errors import BatchError, NewscleanError
from newsclean.extraction import Metadata
from newsclean.page import Kind
from newsclean.pipeline import Pipeline

# A stretch of the output that is brought to the disk at once. It follows from the records alone,
# so that a batch that is resumed packs them as one that never stopped.
_STRETCH_RECORDS = 64
_STRETCH_BYTES = 1 << 20


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
    sites: SiteProfiles | None = None
    """What the sites' other pages taught, from `learn_profiles`."""

    def __call__(self, item: Input) -> Outcome:
        """The outcome of one input."""
        if item.failure:
            return failed(item, item.failure)
        try:
            source = page_source(item, self.max_bytes)
            site = self.sites.of(item) if self.sites else None
        except NewscleanError as error:
            return failed(item, Failure(error.code, str(error)))
        except MemoryError:
            return failed(item, Failure("out_of_memory", "memory ran out"))
        attempt = Attempt(self.pipeline, self.metadata)
        result = attempt(source, item.url, self.kind or item.kind, site)
        if isinstance(result, Failure):
            return failed(item, result)
        return succeeded(item, result, self.form)


def clean(
    inputs: Iterable[Input],
    output: Output,
    task: CleanTask,
    *,
    jobs: int | None = None,
    watch: Callable[[Summary], object] | None = None,
    resume: bool = False,
    timeout: float | None = TIMEOUT,
    max_memory: int | None = MAX_MEMORY,
    skipped: Counter[str] | None = None,
) -> Summary:
    """Clean inputs in parallel and write one record, or file, for each, in their order.

    Outputs other than streams have a manifest beside them until the batch has ended. A batch that
    was broken off, in whatever way, goes on from there with `resume` and ends with the same
    output as one that was not.

    Args:
        inputs: As `find_inputs` gives them, or `open_inputs`, which looks into archives and
            tables.
        output: Opened here, and closed even where the batch is broken off.
        task: What is done with each input; its `form` must be one that the output takes.
        jobs: Number of worker processes; as many as there are usable cores where not given.
        watch: Called after each input with the accounts so far.
        resume: Go on with a batch that was broken off; where there is none, begin.
        timeout: Seconds that a document may take; as long as it takes where None.
        max_memory: Bytes that a worker may take; without limit where None.
        skipped: What `find_inputs` and `open_inputs` count, for the accounts.

    Raises:
        BatchError: the output cannot be written; worker processes cannot start; a batch was broken
            off here and is not to be resumed, or was one of other settings.
    """
    manifest = None
    settings = {}
    if isinstance(output, Resumable):
        manifest = Manifest(output.manifest)
        settings = fingerprint(task)
        _take_up(manifest, settings, output, resume=resume)
        if manifest.complete and not output.unfinished.exists():
            manifest.remove()
            return manifest.summary
        inputs = manifest.rest(inputs)
    summary = manifest.summary if manifest else Summary()
    if skipped is not None:
        summary.skipped = skipped
    began = time.monotonic()
    outcomes = run(
        inputs,
        task,
        lost=_lost,
        jobs=jobs,
        timeout=timeout,
        max_memory=max_memory,
        weigh=_weight,
    )
    # Closed, so that the workers end even where an error holds on to this frame.
    with output, contextlib.closing(outcomes):
        if manifest and not summary.inputs:
            manifest.start(settings)
        records = weight = 0
        for outcome in outcomes:
            outcome = output.write(outcome)
            summary.add(outcome)
            if manifest and isinstance(output, Resumable):
                manifest.add(outcome.name, outcome.place)
                records, weight = records + 1, weight + len(outcome.body)
                if records >= _STRETCH_RECORDS or weight >= _STRETCH_BYTES:
                    manifest.commit(output.commit(), summary)
                    records = weight = 0
            summary.seconds = time.monotonic() - began
            if watch:
                watch(summary)
        if manifest and isinstance(output, Resumable):
            manifest.commit(output.commit(), summary, complete=True)
    if manifest:
        manifest.remove()
    return summary


def _take_up(
    manifest: Manifest, settings: dict[str, str], output: Resumable, *, resume: bool
) -> None:
    """Read what was done before, where there is something."""
    if not manifest.path.exists():
        return
    manifest.read(settings if resume else None)
    if manifest.summary.inputs and not resume:
        raise BatchError(
            f"{output.unfinished} is of a batch that was broken off after "
            f"{manifest.summary.inputs:,} inputs: go on with it (--resume), "
            f"or remove {manifest.path} to start anew"
        )
    output.position = manifest.position


def _lost(item: Input, how: Ended) -> Outcome:
    return failed(item, lost(how))


def _weight(item: Input) -> int:
    return len(item.content) if item.content else 0
