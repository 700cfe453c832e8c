"""`newsclean explain`: what became of some words of a page, and why."""

from __future__ import annotations

import json
import sys

import click

from newsclean.batch.inputs import shown
from newsclean.commands.options import chosen_pipeline, cleaning_options
from newsclean.commands.printing import print_text
from newsclean.commands.reading import cleaned
from newsclean.extraction import Metadata
from newsclean.finding import elsewhere, find
from newsclean.page import Kind

_SHOWN = 5  # places; --all shows the others too


@click.command(
    "explain",
    epilog="""\b
Examples:
  newsclean explain page.html "the mayor said on Monday"
  newsclean explain dump.txt "Most read" --all
  newsclean explain page.html "the mayor said" --format json

\b
Exit code: 0 where a block was found, 1 where none was, 2 for wrong usage.""",
)
@click.argument("file", metavar="PAGE", type=click.Path(allow_dash=True))
@click.argument("words")
@click.option(
    "--all", "every", is_flag=True, help=f"Show every place, not only the first {_SHOWN}."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.option("--url", help="Address of the page.")
@cleaning_options
def explain_command(
    file: str,
    words: str,
    every: bool,
    form: str,
    url: str | None,
    kind: Kind | None,
    metadata: Metadata,
    pipeline_file: str | None,
    without: tuple[str, ...],
    site_settings: str | None,
) -> None:
    """Say what became of WORDS on a page, and why. PAGE may be - for standard input.

    Case and punctuation do not matter, and the words may run on from one block to the next. Where
    no block holds them, the blocks that come nearest are shown.
    """
    if not words.strip():
        raise click.UsageError("give some words that stand on the page")
    pipeline = chosen_pipeline(pipeline_file, without, site_settings)
    document = cleaned(file, url=url, kind=kind, pipeline=pipeline, metadata=metadata)
    from newsclean.commands.explanation import as_data, as_text  # rich is slow to load

    page = document.labelled.page
    places = find(page, words)
    others = [] if places and places[0].how != "near" else elsewhere(page, words)
    if form == "json":
        answer = {"words": words, **as_data(document, places, others)}
        print_text(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        most = len(places) if every else _SHOWN
        print_text(as_text(document, shown(file), places, others, most=most))
    sys.exit(0 if places else 1)
