"""The `newsclean` command: argument parsing over the API, and nothing else."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

import newsclean
from newsclean import catalogue
from newsclean.batch import (
    CleanTask,
    FolderOutput,
    Format,
    JsonlOutput,
    StreamOutput,
    Summary,
    find_inputs,
    read_source,
)
from newsclean.batch import clean as clean_batch
from newsclean.batch.inputs import shown
from newsclean.document import Document
from newsclean.errors import InputError, NewscleanError
from newsclean.extraction import Metadata, extract
from newsclean.page import Kind
from newsclean.pipeline import Pipeline

if TYPE_CHECKING:
    from rich.table import Table

_STOPPED_BY_CTRL_C = 130  # 128 and the number of the signal, as shells have it
_STOPPED_BY_CLOSED_PIPE = 141

_F = TypeVar("_F", bound=Callable[..., Any])


class _TreeError(click.ClickException):
    """An error of newsclean's own tree."""

    exit_code = 2


class _OneLineErrors(click.Group):
    """Prints an error of newsclean's tree as one line and exits with 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NewscleanError as error:
            raise _TreeError(" ".join(str(error).split())) from error


def _cleaning_options(command: _F) -> _F:
    for option in (
        click.option(
            "--without",
            metavar="NAME",
            multiple=True,
            help="Leave out a cleaner; may be given more than once.",
        ),
        click.option(
            "--pipeline",
            "pipeline_file",
            metavar="TOML",
            type=click.Path(dir_okay=False),
            help="File that says which cleaners run, and their options.",
        ),
        click.option(
            "--metadata",
            type=click.Choice(["declared", "full"]),
            default="declared",
            show_default=True,
            help="Take title, date and authors from what the page declares, or search it too.",
        ),
        click.option(
            "--kind",
            type=click.Choice(["html", "text"]),
            help="What the input is; detected where not given.",
        ),
    ):
        command = option(command)
    return command


def _pipeline(pipeline_file: str | None, without: tuple[str, ...]) -> Pipeline:
    pipeline = Pipeline.from_toml(pipeline_file) if pipeline_file else Pipeline.default()
    for name in without:
        pipeline = pipeline.without(name)
    return pipeline


@click.group(cls=_OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(newsclean.__version__, prog_name="newsclean")
def main() -> None:
    """Turn raw news page dumps, HTML or plain text, into clean documents."""


@main.command(
    "extract",
    epilog="""\b
Examples:
  newsclean extract page.html
  newsclean extract dump.txt --format markdown
  curl -s https://example.org/story | newsclean extract - --url https://example.org/story
  newsclean extract page.html --related
  newsclean extract page.html --format json --blocks""",
)
@click.argument("file", type=click.Path(allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.option("--url", help="Address of the page, to make its links absolute.")
@click.option("--related", is_flag=True, help="Print only the related links.")
@click.option("--blocks", is_flag=True, help="With json: every block, its role and the reason.")
@_cleaning_options
def extract_command(
    file: str,
    form: str,
    url: str | None,
    related: bool,
    blocks: bool,
    kind: Kind | None,
    metadata: Metadata,
    pipeline_file: str | None,
    without: tuple[str, ...],
) -> None:
    """Clean one page and print the document. FILE may be - for standard input."""
    if blocks and (form != "json" or related):
        raise click.UsageError("--blocks goes with --format json, without --related")
    if related and form == "markdown":
        raise click.UsageError("--related goes with --format text or json")
    pipeline = _pipeline(pipeline_file, without)
    try:
        source = sys.stdin.buffer.read() if file == "-" else read_source(file)
        document = extract(source, url=url, kind=kind, pipeline=pipeline, metadata=metadata)
    except InputError as error:
        raise InputError(f"{shown(file)}: {error}") from error
    for notice in document.warnings:
        click.echo(f"{shown(file)}: {notice.message} ({notice.code})", err=True)
    if related:
        _print_related(document, as_json=form == "json")
    elif form == "json":
        _print(document.to_json(blocks=blocks, indent=2))
    elif form == "markdown":
        _print(document.to_markdown())
    else:
        _print(document.text)


@main.command(
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
@_cleaning_options
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
    task = CleanTask(form, _pipeline(pipeline_file, without), kind, metadata)
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


@main.command(
    "cleaners",
    epilog="""\b
Examples:
  newsclean cleaners
  newsclean cleaners related_links""",
)
@click.argument("name", required=False)
def cleaners_command(name: str | None) -> None:
    """List the cleaners in the order in which they run, or describe one."""
    if name:
        _print(catalogue.describe(name))
        return
    text, broken = catalogue.listing()
    _print(text)
    if broken:
        raise broken[0]


def _print_related(document: Document, *, as_json: bool) -> None:
    if as_json:
        links = [link.to_dict() for link in document.related]
        _print(json.dumps(links, ensure_ascii=False, indent=2))
        return
    columns = ("title", "section", "category", "url")
    rows = [[getattr(link, column) or "" for column in columns] for link in document.related]
    if not sys.stdout.isatty():
        _print("\n".join("\t".join(" ".join(cell.split()) for cell in r) for r in (columns, *rows)))
        return
    from rich.console import Console

    Console().print(_table(columns, rows))


def _table(columns: tuple[str, ...], rows: list[list[str]]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _print(text: str) -> None:
    """Print in UTF-8, whatever the terminal's encoding and whatever the page held."""
    click.echo(text.encode("utf-8", "replace"))


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
