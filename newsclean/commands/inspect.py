"""`newsclean inspect`: pages one can look at, of what was done to pages and why."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsclean.batch import find_inputs
from newsclean.batch.inputs import shown
from newsclean.commands.options import chosen_pipeline, cleaning_options
from newsclean.commands.printing import print_text
from newsclean.commands.reading import cleaned
from newsclean.extraction import Metadata
from newsclean.page import Kind

if TYPE_CHECKING:
    from newsclean.reports.job import InspectTask

_PAGE = (".html", ".htm")


@click.command(
    "inspect",
    epilog="""\b
Examples:
  newsclean inspect page.html -o report.html
  newsclean inspect pages/ -o reports/
  curl -s https://example.org/story | newsclean inspect - -o report.html

\b
Exit code: 0 where every input gave a report, 1 where some were errors, 2 for wrong usage.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PAGE...", type=click.Path())
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT",
    type=click.Path(allow_dash=True),
    help="For one page: a name that ends in .html, or - for standard output. Else a folder.",
)
@click.option("--url", help="Address of the page: makes links absolute, tells a dump's headline.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Worker processes; one a core where not given."
)
@click.option("--quiet", is_flag=True, help="Do not say where the report is.")
@cleaning_options
def inspect_command(
    paths: tuple[str, ...],
    output: str,
    url: str | None,
    jobs: int | None,
    quiet: bool,
    kind: Kind | None,
    metadata: Metadata,
    pipeline_file: str | None,
    without: tuple[str, ...],
    site_settings: str | None,
) -> None:
    """Show what became of each block of a page, and why, as a page for the browser.

    One PAGE gives one file. A folder, a pattern or several give a folder: a report for each page,
    and index.html with their figures and those that want a look first.
    """
    from newsclean.reports.job import InspectTask, write_page  # jinja2 is slow to load
    from newsclean.reports.page import page_report

    pipeline = chosen_pipeline(pipeline_file, without, site_settings)
    if output == "-" or output.lower().endswith(_PAGE):
        if len(paths) > 1 or os.path.isdir(paths[0]):
            raise click.UsageError(f"several pages give a folder of reports: not {output!r}")
        path = paths[0]
        document = cleaned(path, url=url, kind=kind, pipeline=pipeline, metadata=metadata)
        html = page_report(document, name="standard input" if path == "-" else shown(path))
        if output == "-":
            print_text(html)
            return
        write_page(Path(output), html)
        _say(f"The report is in {shown(output)}: open it in a browser.", quiet=quiet)
        return
    if url:
        raise click.UsageError("--url goes with one page, and a name that ends in .html")
    errors = _folder(paths, output, InspectTask(pipeline, kind, metadata), jobs, quiet=quiet)
    sys.exit(1 if errors else 0)


def _folder(
    paths: tuple[str, ...], output: str, task: InspectTask, jobs: int | None, *, quiet: bool
) -> int:
    """Write the reports and their index; gives the number of inputs without a report."""
    from rich.console import Console
    from rich.progress import track

    from newsclean.reports.job import INDEX, inspect_all

    console = Console(stderr=True)
    watched = console.is_terminal and not quiet
    # Looking for the inputs twice costs little beside cleaning them.
    total = sum(1 for _ in find_inputs(paths, skip=output)) if watched else None
    lines = inspect_all(
        find_inputs(paths, skip=output),
        Path(output),
        task,
        name=", ".join(map(shown, paths)),
        jobs=jobs,
    )
    pages = errors = 0
    for line in track(
        lines, "inspecting", total=total, console=console, transient=True, disable=not watched
    ):
        pages += 1
        errors += bool(line.error)
    if not pages:
        raise click.UsageError("no pages were found in: " + ", ".join(map(shown, paths)))
    said = f"{pages:,} reports" if not errors else f"{pages - errors:,} reports, {errors:,} errors"
    _say(f"{said}. Open {shown(os.path.join(output, INDEX))} in a browser.", quiet=quiet)
    return errors


def _say(words: str, *, quiet: bool) -> None:
    if not quiet:
        click.echo(words, err=True)
