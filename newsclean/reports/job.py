"""Reports on many pages: one for each, and an index of them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from newsclean.batch import Ended, Input, read_source, run
from newsclean.batch.limits import lost
from newsclean.errors import BatchError, NewscleanError
from newsclean.extraction import Metadata, extract
from newsclean.page import Kind
from newsclean.pipeline import Pipeline
from newsclean.reports.figures import Figures, figures
from newsclean.reports.folder import index_report
from newsclean.reports.page import page_report

INDEX = "index.html"
PAGES = "pages"
"""The folder of the pages' reports, beside the index."""

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_NAME = 60  # characters of an input's name in its report's


class Inspected(NamedTuple):
    """One input's line in the index, and its report ("" where there is no document)."""

    figures: Figures
    html: str = ""


@dataclass(frozen=True, slots=True)
class InspectTask:
    """What a worker does with an input: read, clean, report. Never raises for a bad input."""

    pipeline: Pipeline | None = None
    """The cleaners to run; the default ones where None."""
    kind: Kind | None = None
    metadata: Metadata = "declared"

    def __call__(self, item: Input) -> Inspected:
        """The report on one input."""
        if item.failure:
            return Inspected(Figures(item.name, error=item.failure.message))
        try:
            source = read_source(item.path)
            document = extract(
                source, kind=self.kind, pipeline=self.pipeline, metadata=self.metadata
            )
            html = page_report(document, name=item.name, index=f"../{INDEX}")
            return Inspected(figures(item.name, "", document), html)
        except (NewscleanError, MemoryError) as error:
            return Inspected(Figures(item.name, error=str(error) or "memory ran out"))
        except Exception as error:  # noqa: BLE001  # one line of the index, not the batch
            return Inspected(Figures(item.name, error=f"an error of newsclean's own: {error!r}"))


def inspect_all(
    inputs: Iterable[Input],
    folder: Path,
    task: InspectTask,
    *,
    name: str,
    jobs: int | None = None,
) -> Iterator[Figures]:
    """Write a report for each input and, at the end, the index; yields the figures of each.

    Args:
        inputs: As `find_inputs` gives them.
        folder: Gets `index.html`, and the folder `pages` with the reports, whose names are the
            input's number and name.
        task: What is done with each input.
        name: What the index calls the inputs together.
        jobs: Number of worker processes; as many as there are usable cores where not given.

    Raises:
        BatchError: a report cannot be written, or worker processes cannot start.
    """
    lines: list[Figures] = []
    for number, (line, html) in enumerate(run(inputs, task, lost=_lost, jobs=jobs), 1):
        if html:
            file = f"{number:05}-{_slug(line.name)}.html"
            write_page(folder / PAGES / file, html)
            line = line._replace(link=f"{PAGES}/{file}")
        lines.append(line)
        yield line
    write_page(folder / INDEX, index_report(lines, name=name))


def write_page(path: Path, html: str) -> None:
    """Write a page in UTF-8, and the folders around it. Raises `BatchError` where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(html.encode("utf-8"))
    except OSError as error:
        raise BatchError(f"cannot write {path}: {error.strerror or error}") from error


def _slug(name: str) -> str:
    """What is plain in a name, its end first: the folders say less than the file."""
    return _NOT_IN_NAMES.sub("-", name.lower())[-_NAME:].strip("-") or "page"


def _lost(item: Input, how: Ended) -> Inspected:
    return Inspected(Figures(item.name, error=lost(how).message))
