"""A document in a notebook cell. Everything that came from a page is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.document import Document

_SHOWN = 1200  # characters of text; a cell is for a look


def notebook_html(document: Document) -> str:
    """Title, facts, the beginning of the text, the related links and where the words went."""
    facts = {
        "date": document.date,
        "authors": ", ".join(document.authors),
        "site": document.site_name,
        "language": document.language,
        "confidence": f"{document.confidence:.2f}",
        "warnings": ", ".join(notice.code for notice in document.warnings),
    }
    rows = "".join(
        f"<tr><th style='text-align:left'>{name}</th><td>{escape(value)}</td></tr>"
        for name, value in facts.items()
        if value
    )
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in document.text[:_SHOWN].split("\n\n"))
    more = "<p>…</p>" if len(document.text) > _SHOWN else ""
    links = "".join(
        f"<li>{escape(link.section + ': ' if link.section else '')}{escape(link.title)}</li>"
        for link in document.related
    )
    counts = ", ".join(
        f"{escape(role)} {count}" for role, count in document.words_by_role().items()
    )
    return (
        f"<div><h3>{escape(document.title or '(no title)')}</h3><table>{rows}</table>"
        f"{paragraphs}{more}"
        + (f"<details><summary>Related links</summary><ul>{links}</ul></details>" if links else "")
        + f"<small>Words by role: {counts}</small></div>"
    )
