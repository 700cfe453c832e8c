"""`newsclean explain`: what became of some words of a page, and why."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Sequence
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from newsclean.batch import read_source
from newsclean.batch.inputs import shown
from newsclean.commands.options import chosen_pipeline, cleaning_options
from newsclean.commands.printing import harmless, print_text
from newsclean.document import Document
from newsclean.errors import InputError
from newsclean.extraction import Metadata, extract
from newsclean.finding import Found, elsewhere, find
from newsclean.page import Kind

_SHOWN = 5  # places; --all shows the others too
_TEXT = 400  # characters of a block
_ELEMENTS = 3  # around a block; json shows all


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
    try:
        source = sys.stdin.buffer.read() if file == "-" else read_source(file)
        document = extract(source, url=url, kind=kind, pipeline=pipeline, metadata=metadata)
    except InputError as error:
        raise InputError(f"{shown(file)}: {error}") from error
    page = document.labelled.page
    places = find(page, words)
    others = [] if places and places[0].how != "near" else elsewhere(page, words)
    if form == "json":
        answer = {
            "words": words,
            "found": places[0].how if places else None,
            "places": [[_facts(document, index) for index in p.blocks] for p in places],
            "elsewhere": others,
        }
        print_text(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        console = Console(highlight=False)
        with console.capture() as said:
            _print(console, document, places if every else places[:_SHOWN], others)
            _print_more(console, document, file, places, every=every)
        print_text(said.get().strip("\n"))
    sys.exit(0 if places else 1)


def _facts(document: Document, index: int) -> dict[str, Any]:
    """One block and its decision as plain data."""
    block, decision = document.labelled.page.blocks[index], document.labelled.decisions[index]
    return {
        "block": index,
        "text": block.text,
        "kept": decision.role.kept,
        "role": str(decision.role),
        "cleaner": decision.cleaner,
        "reason": decision.reason,
        "why": document.labelled.meaning(decision),
        "evidence": decision.evidence,
        "score": None if decision.score is None else round(decision.score, 4),
        "element": _path(document, index),
    }


def _path(document: Document, index: int) -> str:
    """The elements around a block, outermost first, as a selector; "" in a dump."""
    page = document.labelled.page
    return " > ".join(reversed([node.selector for node in page.ancestors(page.blocks[index])]))


def _print(
    console: Console, document: Document, places: Sequence[Found], others: Sequence[str]
) -> None:
    if not places:
        _line(console, "No block of the page holds these words.", "bold")
    elif places[0].how == "near":
        _line(console, "No block holds just these words. The nearest:", "bold")
    for where in others:
        _line(console, f"They stand in {where}.")
    for place in places:
        _line(console, "")
        if len(place.blocks) > 1:
            _line(console, f"The words run over {len(place.blocks)} blocks.", "bold")
        for index in place.blocks:
            _print_block(console, document, index)


def _print_block(console: Console, document: Document, index: int) -> None:
    facts = _facts(document, index)
    verdict = "kept" if facts["kept"] else "put aside"
    head = Text(f"Block {index + 1} of {len(document.labelled.decisions)} was ")
    head.append(f"{verdict} as {facts['role']}", "bold green" if facts["kept"] else "bold yellow")
    console.print(head, soft_wrap=True)
    text = facts["text"]
    _line(console, "  " + (text if len(text) <= _TEXT else text[:_TEXT] + "…"), "italic")
    rows = [("cleaner", facts["cleaner"]), ("why", f"{facts['why']} ({facts['reason']})")]
    rows.append(("evidence", facts["evidence"]))
    if facts["score"] is not None:
        rows.append(("scorer", f"{facts['score']:.2f} belief that it is main text, 0 to 1"))
    path = facts["element"].split(" > ")
    near = path[-_ELEMENTS:]
    rows.append(("element", " > ".join(["…", *near] if len(near) < len(path) else near)))
    for name, value in rows:
        if value:
            row = Text(f"  {name:<10}", "dim")
            row.append(harmless(value), "not dim")
            console.print(row, soft_wrap=True)


def _print_more(
    console: Console, document: Document, file: str, places: Sequence[Found], *, every: bool
) -> None:
    """What was left out, and what to do next."""
    _line(console, "")
    if not every and len(places) > _SHOWN:
        _line(console, f"And {len(places) - _SHOWN} more places: --all shows them.")
    said = document.labelled.decisions
    for name in dict.fromkeys(said[index].cleaner for place in places for index in place.blocks):
        _line(console, f"What {name} does: newsclean cleaners {name}", "dim")
    page = shlex.quote(shown(file))
    _line(
        console, f"The whole page, block by block: newsclean inspect {page} -o report.html", "dim"
    )


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(harmless(text), style), soft_wrap=True)
