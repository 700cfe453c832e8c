"""`newsclean clean`: files, folders, archives and tables, cleaned in parallel."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from newsclean.batch import (
    MAX_MEMORY,
    TIMEOUT,
    CleanTask,
    Columns,
    CountTask,
    FolderOutput,
    Format,
    Input,
    JsonlOutput,
    ParquetOutput,
    StreamOutput,
    find_inputs,
    learn_profiles,
    open_inputs,
)
from newsclean.batch import clean as clean_batch
from newsclean.batch.inputs import shown
from newsclean.batch.summary import counted
from newsclean.commands.options import chosen_pipeline, cleaning_options
from newsclean.commands.progress import progress
from newsclean.extraction import Metadata
from newsclean.page import Kind

_STOPPED_BY_CTRL_C = 130  # 128 and the number of the signal, as shells have it
_STOPPED_BY_CLOSED_PIPE = 141
_RECORDS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")

_Sink = FolderOutput | JsonlOutput | StreamOutput


@click.command(
    "clean",
    epilog="""\b
Examples:
  newsclean clean pages/ -o pages.jsonl
  newsclean clean pages/ more.html.gz -o texts/
  newsclean clean 'crawl/**/*.html' -o crawl-md/ --format markdown --jobs 8
  newsclean clean crawl.warc.gz -o crawl.parquet --resume
  newsclean clean pages.csv --html-column page --url-column address -o pages.jsonl.gz
  find pages/ -name '*.html' | newsclean clean - -o - | grep -c '"is_article": true'

\b
Exit code: 0 where every input gave a document, 1 where some were errors, 2 for wrong usage or an
output that cannot be written, 130 after Ctrl-C.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT",
    type=click.Path(allow_dash=True),
    help="A name that ends in .jsonl, .jsonl.gz, .jsonl.zst or .parquet, - for JSONL on standard "
    "output, or else a folder.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "text", "markdown", "json"]),
    help="A folder's files: text (the default), markdown or json.",
)
@click.option("--resume", is_flag=True, help="Go on with a batch that was broken off.")
@click.option(
    "--site-profiles",
    is_flag=True,
    help="Read all pages twice, and put aside what repeats on the pages of a site.",
)
@click.option("--html-column", metavar="NAME", help="Column of tables that holds pages in HTML.")
@click.option("--text-column", metavar="NAME", help="Column of tables that holds text dumps.")
@click.option("--url-column", metavar="NAME", help="Column of tables that holds addresses.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=TIMEOUT,
    show_default=True,
    help="Seconds that a document may take; 0 for no limit.",
)
@click.option(
    "--max-memory",
    type=click.IntRange(min=0),
    default=MAX_MEMORY >> 20,
    show_default=True,
    help="MiB of memory that a worker may take; 0 for no limit.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Worker processes; one a core where not given."
)
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@cleaning_options
def clean_command(
    paths: tuple[str, ...],
    output: str,
    form: Format | None,
    resume: bool,
    site_profiles: bool,
    html_column: str | None,
    text_column: str | None,
    url_column: str | None,
    timeout: float,
    max_memory: int,
    jobs: int | None,
    quiet: bool,
    kind: Kind | None,
    metadata: Metadata,
    pipeline_file: str | None,
    without: tuple[str, ...],
    site_settings: str | None,
) -> None:
    """Clean files, folders, glob patterns, archives and tables in parallel.

    Takes .html, .htm, .xhtml, .shtml, .php, .asp, .aspx, .jsp, .mhtml, .mht, .txt, .text and .md
    files, WARC, WET and ARC archives, also packed as .gz, .bz2, .xz and .zst, and with
    --html-column or --text-column Parquet, Arrow, JSONL and CSV; a file that is named, or matched
    by a pattern, whatever its name. As PATH, - stands for a list of paths on standard input. Every
    page gives one record, or one file named after it; one that cannot be cleaned gives an error
    record.
    """
    columns = Columns(text_column, html_column, url_column)
    if url_column and not columns:
        raise click.UsageError("--url-column goes with --html-column or --text-column")
    if resume and output == "-":
        raise click.UsageError("--resume needs an output that is a file or a folder")
    sink, form, skip = _sink(output, form)
    task = CleanTask(form, chosen_pipeline(pipeline_file, without, site_settings), kind, metadata)
    named = tuple(_listed(paths))
    skipped: Counter[str] = Counter()

    def files(skipped: Counter[str] | None = None) -> Iterator[Input]:
        return find_inputs(named, skip=skip, tables=bool(columns), skipped=skipped)

    limits: dict[str, Any] = {
        "timeout": timeout or None,
        "max_memory": max_memory << 20 or None,
        "jobs": jobs,
    }
    profiles = None
    try:
        if site_profiles:
            with progress(files, quiet=quiet) as watch:
                profiles = learn_profiles(
                    open_inputs(files(), columns=columns),
                    _profiles_path(sink),
                    CountTask(kind),
                    watch=watch,
                    resume=resume,
                    **limits,
                )
            task = replace(task, sites=profiles)
        with progress(files, quiet=quiet) as watch:
            summary = clean_batch(
                open_inputs(files(skipped), columns=columns, skipped=skipped),
                sink,
                task,
                watch=watch,
                resume=resume,
                skipped=skipped,
                **limits,
            )
        if profiles:
            profiles.path.unlink(missing_ok=True)
    except KeyboardInterrupt:
        if isinstance(sink, StreamOutput):
            click.echo("Stopped.", err=True)
        else:
            kept = sink.unfinished if isinstance(sink, JsonlOutput) else output
            click.echo(
                f"Stopped. What was done is in {shown(os.fspath(kept))}; --resume goes on.",
                err=True,
            )
        sys.exit(_STOPPED_BY_CTRL_C)
    except BrokenPipeError:
        # Or the interpreter would trip over the same pipe when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(_STOPPED_BY_CLOSED_PIPE)
    if not summary.inputs:
        there = f" (left out: {counted(skipped)})" if skipped else ""
        raise click.UsageError("no pages were found in: " + ", ".join(map(shown, paths)) + there)
    if not quiet:
        click.echo(str(summary), err=True)
    sys.exit(1 if summary.errors else 0)


def _sink(output: str, form: Format | None) -> tuple[_Sink, Format, str | None]:
    """Where the records go, in which form, and which path is never an input."""
    to_folder = output != "-" and not output.endswith(_RECORDS)
    form = form or ("text" if to_folder else "jsonl")
    if to_folder is (form == "jsonl"):
        raise click.UsageError(
            f"{output!r} is a folder: it takes --format text, markdown or json"
            if to_folder
            else f"{output!r} takes --format jsonl only; give a folder for {form} files"
        )
    if output == "-":
        return StreamOutput(sys.stdout.buffer), form, None
    if to_folder:
        return FolderOutput(output, form), form, output
    if output.endswith(".parquet"):
        return ParquetOutput(output), form, output
    return JsonlOutput(output), form, output


def _profiles_path(sink: _Sink) -> Path:
    """Where the first pass puts what it learns: beside the manifest of the output."""
    if isinstance(sink, StreamOutput):
        folder = tempfile.TemporaryDirectory(prefix="newsclean-")
        click.get_current_context().call_on_close(folder.cleanup)
        return Path(folder.name) / "sites"
    return sink.manifest.with_suffix(".sites")


def _listed(paths: tuple[str, ...]) -> Iterator[str]:
    """The paths, with those of standard input, a line each or between NULs, in the place of -."""
    for path in paths:
        if path != "-":
            yield path
            continue
        raw = sys.stdin.buffer.read()
        # As `find -print0` has it: then a name may hold line ends.
        names = raw.split(b"\0") if b"\0" in raw else raw.replace(b"\r\n", b"\n").split(b"\n")
        yield from (os.fsdecode(name) for name in names if name)
