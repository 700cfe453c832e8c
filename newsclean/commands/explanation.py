"""What became of the blocks that hold some words: as text for a terminal, and as data."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from newsclean.commands.printing import harmless
from newsclean.document import Document
from newsclean.finding import Found

_TEXT = 400  # characters of a block
_ELEMENTS = 3  # around a block; the data has all


def as_data(document: Document, places: Sequence[Found], others: Sequence[str]) -> dict[str, Any]:
    """Plain data, ready for JSON; `others` are the places that are no text."""
    return {
        "found": places[0].how if places else None,
        "places": [[_facts(document, index) for index in place.blocks] for place in places],
        "elsewhere": list(others),
    }


def as_text(
    document: Document, name: str, places: Sequence[Found], others: Sequence[str], *, most: int
) -> str:
    """Text for standard output, coloured where that is a terminal that wants it.

    Args:
        document: The page.
        name: What the user called it.
        places: Where the words stand.
        others: Where they stand besides, as no text.
        most: How many places are shown.
    """
    console = Console(highlight=False)
    with console.capture() as said:
        _print(console, document, places[:most], others)
        _print_more(console, document, name, places, most)
    return said.get().strip("\n")


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
    console: Console, document: Document, name: str, places: Sequence[Found], most: int
) -> None:
    """What was left out, and what to do next."""
    _line(console, "")
    if len(places) > most:
        _line(console, f"And {len(places) - most} more places: --all shows them.")
    said = document.labelled.decisions
    asked = (said[index].cleaner for place in places[:most] for index in place.blocks)
    for cleaner in dict.fromkeys(asked):
        _line(console, f"What {cleaner} does: newsclean cleaners {cleaner}", "dim")
    page = shlex.quote(name)
    _line(
        console, f"The whole page, block by block: newsclean inspect {page} -o report.html", "dim"
    )


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(harmless(text), style), soft_wrap=True)
