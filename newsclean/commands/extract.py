"""`newsclean extract`: one page, printed."""

from __future__ import annotations

import json
import shlex
import sys

import click

from newsclean.batch.inputs import shown
from newsclean.commands.options import chosen_pipeline, cleaning_options
from newsclean.commands.printing import print_text, table
from newsclean.commands.reading import cleaned
from newsclean.document import Document
from newsclean.extraction import Metadata
from newsclean.page import Kind


@click.command(
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
@click.option("--url", help="Address of the page: makes links absolute, tells a dump's headline.")
@click.option("--related", is_flag=True, help="Print only the related links.")
@click.option("--blocks", is_flag=True, help="With json: every block, its role and the reason.")
@cleaning_options
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
    site_settings: str | None,
) -> None:
    """Clean one page and print the document. FILE may be - for standard input."""
    if blocks and (form != "json" or related):
        raise click.UsageError("--blocks goes with --format json, without --related")
    if related and form == "markdown":
        raise click.UsageError("--related goes with --format text or json")
    pipeline = chosen_pipeline(pipeline_file, without, site_settings)
    document = cleaned(file, url=url, kind=kind, pipeline=pipeline, metadata=metadata)
    for notice in document.warnings:
        click.echo(f"{shown(file)}: {notice.message} ({notice.code})", err=True)
    if document.warnings and file != "-":
        page = shlex.quote(shown(file))
        click.echo(f"To see what became of it: newsclean inspect {page} -o report.html", err=True)
    if related:
        _print_related(document, as_json=form == "json")
    elif form == "json":
        print_text(document.to_json(blocks=blocks, indent=2))
    elif form == "markdown":
        print_text(document.to_markdown())
    else:
        print_text(document.text)


def _print_related(document: Document, *, as_json: bool) -> None:
    if as_json:
        links = [link.to_dict() for link in document.related]
        print_text(json.dumps(links, ensure_ascii=False, indent=2))
        return
    columns = ("title", "section", "category", "url")
    rows = [[getattr(link, column) or "" for column in columns] for link in document.related]
    if not sys.stdout.isatty():
        print_text(
            "\n".join("\t".join(" ".join(cell.split()) for cell in r) for r in (columns, *rows))
        )
        return
    from rich.console import Console

    Console().print(table(columns, rows))
