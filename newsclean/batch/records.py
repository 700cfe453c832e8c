"""What a batch says of each input: a document, or why there is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from newsclean.document import Document
from newsclean.document import Failure as Failure

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


def document_record(name: str, document: Document) -> dict[str, Any]:
    """The record of a document: its input's name, then `Document.to_dict()`."""
    return {"input": name, **document.to_dict()}


def error_record(name: str, failure: Failure) -> dict[str, Any]:
    """The record of an input that gave no document."""
    return {"input": name, "error": {"code": failure.code, "message": failure.message}}


def to_line(record: Mapping[str, Any]) -> bytes:
    """A record as one line of JSON in UTF-8, whatever its strings hold."""
    line = json.dumps(record, ensure_ascii=False)
    for character, escape in _LINE_ENDS:
        line = line.replace(character, escape)
    return line.encode("utf-8", "replace") + b"\n"


def failed(name: str, place: str, failure: Failure) -> Outcome:
    """The outcome of an input that gave no document."""
    return Outcome(name, place, to_line(error_record(name, failure)), failure)


def succeeded(name: str, place: str, document: Document, form: Format) -> Outcome:
    """The outcome of an input that gave a document, rendered in a format."""
    return Outcome(
        name,
        place,
        _render(name, document, form),
        is_article=document.is_article,
        words={str(role): count for role, count in document.words_by_role().items()},
    )


def _render(name: str, document: Document, form: Format) -> bytes:
    if form == "jsonl":
        return to_line(document_record(name, document))
    if form == "json":
        text = json.dumps(document_record(name, document), ensure_ascii=False, indent=2)
    else:
        text = document.text if form == "text" else document.to_markdown()
    return text.rstrip("\n").encode("utf-8", "replace") + b"\n"
