"""clean_many(): pages in, documents out, in order; a page that fails gives its reason instead."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from newsclean.attempt import MAX_MEMORY, TIMEOUT, Attempt, check_limits
from newsclean.document import Document, Failure
from newsclean.errors import InputError, UnreadableError
from newsclean.extraction import Metadata
from newsclean.page import Kind
from newsclean.pipeline import Pipeline
from newsclean.site import SiteProfile

Content = bytes | str | os.PathLike[str]


class Source(NamedTuple):
    """A page to clean, and what is known of it."""

    content: Content
    """The page itself, as bytes or str, or the path of its file, which a worker will read."""
    url: str | None = None
    kind: Kind | None = None
    """"html" or "text"; detected where not given."""


def clean_many(
    sources: Iterable[Content | Source],
    *,
    jobs: int | None = None,
    pipeline: Pipeline | None = None,
    metadata: Metadata = "declared",
    sites: Mapping[str, SiteProfile] | None = None,
    timeout: float | None = TIMEOUT,
    max_memory: int | None = MAX_MEMORY,
) -> Iterator[Document | Failure]:
    """Clean pages in worker processes; one result for each source, in their order.

    Sources are taken as they are needed, at most 64 a worker ahead of the result that was asked
    for last, so that memory stays flat however many there are. Leaving the loop ends the workers.
    The first result takes a second or so, in which the workers start. A script must guard its top
    level with `if __name__ == "__main__":`, as they import it.

    Args:
        sources: Pages as bytes or str, paths of files as `os.PathLike`, or either in a `Source`
            with its address. A str is always a page, never a path.
        jobs: Number of worker processes; as many as there are usable cores where not given.
        pipeline: The cleaners to run, picklable; `Pipeline.default()` where not given.
        metadata: As for `extract`.
        sites: What each site's other pages taught, as `newsclean.site.learn_sites` gives it, used
            for sources with an address.
        timeout: Seconds that a page may take, as long as it likes where None.
        max_memory: Bytes that a worker process may take, without limit where None.

    Yields:
        A document; or a `Failure` with a code of docs/output.md and one line that says why there
        is none. A page that ends its worker process, or is over a limit, costs no other page.

    Raises:
        ConfigError: `jobs` is less than 1, or a limit is not above 0.
        InputError: `sources` is one page instead of many.
        BatchError: the pipeline cannot be sent to a process, or no worker process can start (when
            the first result is asked for).
    """
    # They import multiprocessing, which `import newsclean` should not cost.
    from newsclean.batch.limits import lost
    from newsclean.batch.runner import run

    if isinstance(sources, bytes | str | os.PathLike | Source):
        raise InputError("clean_many takes many sources; give one in a list, or to extract()")
    check_limits(jobs, timeout, max_memory)
    task = _CleanSource(Attempt(pipeline, metadata, sites))
    return run(
        map(_as_source, sources),
        task,
        lost=lambda _, how: lost(how),
        jobs=jobs,
        timeout=timeout,
        max_memory=max_memory,
    )


@dataclass(frozen=True, slots=True)
class _CleanSource:
    """What a worker does."""

    attempt: Attempt

    def __call__(self, source: Source | Failure) -> Document | Failure:
        if isinstance(source, Failure):
            return source
        content, url, kind = source
        if isinstance(content, os.PathLike):
            from newsclean.batch.unpacking import read_source

            try:
                content = read_source(content)
            except UnreadableError as error:
                return Failure(error.code, str(error))
        return self.attempt(content, url, kind)


def _as_source(given: Any) -> Source | Failure:
    """The source, or what is wrong with it: not every object could be sent to a worker."""
    content: Any = given.content if isinstance(given, Source) else given
    if not isinstance(content, bytes | str | os.PathLike):
        message = f"a source is bytes, str or a path, not {type(content).__name__}"
        return Failure("bad_input", message)
    return given if isinstance(given, Source) else Source(content)
