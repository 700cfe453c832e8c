"""A document in a notebook cell: a few thousand characters, whatever the page."""

from __future__ import annotations

from newsclean.document import Document
from newsclean.reports.figures import shares
from newsclean.reports.render import render

_SHOWN = 600  # characters of text; a cell is for a look
_LINE = 160  # characters of a title or another fact
_LINKS = 5


def notebook_html(document: Document) -> str:
    """Title, facts, the beginning of the text, some related links and where the words went."""
    facts = {
        "date": document.date,
        "authors": ", ".join(document.authors),
        "site": document.site_name,
        "language": document.language,
        "confidence": f"{document.confidence:.2f}",
        "warnings": ", ".join(notice.code for notice in document.warnings),
    }
    counted = shares(document)
    return render(
        "notebook.html",
        title=_short(document.title or "(no title)", _LINE),
        facts={name: _short(value, _LINE) for name, value in facts.items() if value},
        paragraphs=_short(document.text, _SHOWN).split("\n\n"),
        links=[_short(link.title, _LINE) for link in document.related[:_LINKS]],
        more=len(document.related) - _LINKS,
        shares=counted,
        words=sum(share.words for share in counted),
    )


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
