"""`newsclean clean`: files and folders, cleaned in parallel."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator

import click

from newsclean.batch import (
    CleanTask,
    FolderOutput,
    Format,
    JsonlOutput,
    StreamOutput,
    Summary,
    find_inputs,
)
from newsclean.batch import clean as clean_batch
from newsclean.batch.inputs import shown
from newsclean.commands.options import chosen_pipeline, cleaning_options
from newsclean.extraction import Metadata
from newsclean.page import Kind

_STOPPED_BY_CTRL_C = 130  # 128 and the number of the signal, as shells have it
_STOPPED_BY_CLOSED_PIPE = 141


@click.command(
    "clean",
    epilog="""\b
Examples:
  newsclean clean pages/ -o pages.jsonl
  newsclean clean pages/ more.html.gz -o texts/
  newsclean clean 'crawl/**/*.html' -o crawl-md/ --format markdown --jobs 8
  newsclean clean pages/ -o - | grep -c '"is_article": true'

\b
Exit code: 0 where every input gave a document, 1 where some were errors, 2 for wrong usage.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT",
    type=click.Path(allow_dash=True),
    help="A name that ends in .jsonl, - for JSONL on standard output, or else a folder.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "text", "markdown", "json"]),
    help="A folder's files: text (the default), markdown or json.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Worker processes; one a core where not given."
)
@click.option("--quiet", is_flag=True, help="No progress bar and no summary.")
@cleaning_options
def clean_command(
    paths: tuple[str, ...],
    output: str,
    form: Format | None,
    jobs: int | None,
    quiet: bool,
    kind: Kind | None,
    metadata: Metadata,
    pipeline_file: str | None,
    without: tuple[str, ...],
    site_settings: str | None,
) -> None:
    """Clean files, folders and glob patterns of pages in parallel.

    Takes .html, .htm, .xhtml, .txt and .md files, also gzipped. Every input gives one record, or
    one file named after it; one that cannot be cleaned gives an error record.
    """
    to_folder = output != "-" and not output.endswith(".jsonl")
    form = form or ("text" if to_folder else "jsonl")
    if to_folder is (form == "jsonl"):
        raise click.UsageError(
            f"{output!r} is a folder: it takes --format text, markdown or json"
            if to_folder
            else f"{output!r} takes --format jsonl only; give a folder for {form} files"
        )
    task = CleanTask(form, chosen_pipeline(pipeline_file, without, site_settings), kind, metadata)
    sink: FolderOutput | JsonlOutput | StreamOutput
    if output == "-":
        sink = StreamOutput(sys.stdout.buffer)
    else:
        sink = FolderOutput(output, form) if to_folder else JsonlOutput(output)
    skip = output if to_folder else None
    try:
        with _progress(paths, skip, shown=not quiet and sys.stderr.isatty()) as watch:
            inputs = find_inputs(paths, skip=skip)
            summary = clean_batch(inputs, sink, task, jobs=jobs, watch=watch)
    except KeyboardInterrupt:
        kept = sink.unfinished if isinstance(sink, JsonlOutput) else output
        click.echo(f"Stopped. What was done is in {shown(os.fspath(kept))}.", err=True)
        sys.exit(_STOPPED_BY_CTRL_C)
    except BrokenPipeError:
        # Or the interpreter would trip over the same pipe when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(_STOPPED_BY_CLOSED_PIPE)
    if not summary.inputs:
        raise click.UsageError("no pages were found in: " + ", ".join(map(shown, paths)))
    if not quiet:
        click.echo(str(summary), err=True)
    sys.exit(1 if summary.errors else 0)


@contextlib.contextmanager
def _progress(
    paths: tuple[str, ...], skip: str | None, *, shown: bool
) -> Iterator[Callable[[Summary], None] | None]:
    """A progress bar on stderr; gives the function that moves it on."""
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeLeft())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        pages = bar.add_task("counting", total=None)
        bar.update(pages, total=sum(1 for _ in find_inputs(paths, skip=skip)))

        def watch(summary: Summary) -> None:
            rate = summary.inputs / max(summary.seconds, 1e-9)
            said = f"{rate:,.0f} pages/s, {summary.errors.total():,} errors"
            bar.update(pages, completed=summary.inputs, description=said)

        yield watch
