"""What a batch says of each input: a document, or why there is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from newsclean.batch.inputs import Input
from newsclean.document import Document, Failure

Format = Literal["jsonl", "json", "text", "markdown"]

# They end lines for some readers (str.splitlines, JavaScript), though not for JSON.
_LINE_ENDS = (("\x85", "\\u0085"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input, ready to be written and counted."""

    name: str
    """The input's name, as the record shows it."""
    place: str
    """Its path below the folder that all inputs share."""
    body: bytes
    """What is written: a record with its line end, or a whole file. Of a failure, its record."""
    failure: Failure | None = None
    is_article: bool = False
    words: Mapping[str, int] = field(default_factory=dict)
    """Words of the page by role."""
    share: float = 1.0
    """How much of its file the input is."""


def document_record(
    name: str, document: Document, columns: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The record of a document: its input's name, `Document.to_dict()`, its table's columns."""
    return {"input": name, **document.to_dict(), **_carried(columns)}


def error_record(
    name: str, failure: Failure, columns: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The record of an input that gave no document."""
    error = {"code": failure.code, "message": failure.message}
    return {"input": name, "error": error, **_carried(columns)}


def to_line(record: Mapping[str, Any]) -> bytes:
    """A record as one line of JSON in UTF-8, whatever its strings hold."""
    line = json.dumps(record, ensure_ascii=False)
    for character, escape in _LINE_ENDS:
        line = line.replace(character, escape)
    return line.encode("utf-8", "replace") + b"\n"


def failed(item: Input, failure: Failure) -> Outcome:
    """The outcome of an input that gave no document."""
    line = to_line(error_record(item.name, failure, item.columns))
    return Outcome(item.name, item.place, line, failure, share=item.share)


def unplaced(outcome: Outcome, failure: Failure) -> Outcome:
    """The outcome of an input whose document has no place in the output."""
    line = to_line(error_record(outcome.name, failure))
    return Outcome(outcome.name, outcome.place, line, failure, share=outcome.share)


def succeeded(item: Input, document: Document, form: Format) -> Outcome:
    """The outcome of an input that gave a document, rendered in a format."""
    return Outcome(
        item.name,
        item.place,
        _render(item, document, form),
        is_article=document.is_article,
        words={str(role): count for role, count in document.words_by_role().items()},
        share=item.share,
    )


def _render(item: Input, document: Document, form: Format) -> bytes:
    if form == "jsonl":
        return to_line(document_record(item.name, document, item.columns))
    if form == "json":
        record = document_record(item.name, document, item.columns)
        text = json.dumps(record, ensure_ascii=False, indent=2)
    else:
        text = document.text if form == "text" else document.to_markdown()
    return text.rstrip("\n").encode("utf-8", "replace") + b"\n"


def _carried(columns: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"columns": dict(columns)} if columns else {}
