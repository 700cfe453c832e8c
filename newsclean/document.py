"""What comes out: the document and its related links, or why there is none."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from newsclean.page import Block, Decision, Kind, LabelledPage, Notice, Role

SCHEMA_VERSION = 1

Position = Literal["inside", "beside", "after"]


class Failure(NamedTuple):
    """Why an input gave no document: a stable code and one line."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """A story that the page offers for reading on."""

    title: str
    """The link's own headline, without kicker, time, number or "Read more:"."""
    url: str | None = None
    """Address without tracking parameters, absolute where the page's own is known and as written
    where it is not; None in a dump that shows no links."""
    section: str | None = None
    """Words above the first list that shows it ("Most read"), None where there are none."""
    sections: tuple[str, ...] = ()
    """All sections that show it, in page order."""
    category: str | None = None
    """Its kicker ("WORLD")."""
    summary: str | None = None
    """Its teaser text."""
    position: Position = "after"
    """Where it stands: inside the article, beside (before it in the page) or after it."""
    blocks: tuple[int, ...] = ()
    """The blocks it came from."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "title": self.title,
            "url": self.url,
            "section": self.section,
            "sections": list(self.sections),
            "category": self.category,
            "summary": self.summary,
            "position": self.position,
        }


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned page."""

    text: str
    """Main text: paragraphs separated by an empty line, list items marked "- ", no headline."""
    title: str | None
    date: str | None
    """Day of publication, ISO 8601 (YYYY-MM-DD)."""
    authors: tuple[str, ...]
    dateline: str | None
    """Place line before the first paragraph ("HONG KONG")."""
    language: str | None
    """Language code as declared ("en", "pt")."""
    site_name: str | None
    url: str | None
    """Canonical address, else the address given."""
    kind: Kind
    related: tuple[RelatedLink, ...]
    confidence: float
    """Expected quality of `text`, 0 to 1."""
    is_article: bool
    warnings: tuple[Notice, ...]
    labelled: LabelledPage = field(repr=False)
    """Every block with its decision."""

    @property
    def blocks(self) -> tuple[tuple[Block, Decision], ...]:
        """Every block of the page with its role, reason, cleaner and evidence."""
        return tuple(self.labelled)

    def to_dict(self, *, blocks: bool = False) -> dict[str, Any]:
        """Plain data, ready for JSON; with `blocks`, every block and its decision too."""
        data: dict[str, Any] = {
            "schema": SCHEMA_VERSION,
            "title": self.title,
            "date": self.date,
            "authors": list(self.authors),
            "dateline": self.dateline,
            "language": self.language,
            "site_name": self.site_name,
            "url": self.url,
            "kind": self.kind,
            "text": self.text,
            "related": [link.to_dict() for link in self.related],
            "confidence": round(self.confidence, 4),
            "is_article": self.is_article,
            "warnings": [{"code": n.code, "message": n.message} for n in self.warnings],
        }
        if blocks:
            data["blocks"] = [
                {
                    "text": block.text,
                    "role": str(decision.role),
                    "reason": decision.reason,
                    "cleaner": decision.cleaner,
                    "evidence": decision.evidence,
                    "score": None if decision.score is None else round(decision.score, 4),
                }
                for block, decision in self.labelled
            ]
        return data

    def to_json(self, *, blocks: bool = False, indent: int | None = None) -> str:
        """`to_dict()` as JSON; non-ASCII characters stand as they are."""
        return json.dumps(self.to_dict(blocks=blocks), ensure_ascii=False, indent=indent)

    def to_markdown(self, *, related: bool = False) -> str:
        """The document as Markdown; with `related`, ends with the related links by section."""
        from newsclean.writing.markdown import markdown

        return markdown(self, related=related)

    def words_by_role(self) -> dict[Role, int]:
        """How many words of the page went where."""
        counts: dict[Role, int] = {}
        for block, decision in self.labelled:
            counts[decision.role] = counts.get(decision.role, 0) + len(block.text.split())
        return counts

    def report(self) -> str:
        """One self-contained HTML page that shows each block, what became of it, and why."""
        from newsclean.reports import page_report

        return page_report(self)

    def _repr_html_(self) -> str:
        from newsclean.reports import notebook_html

        return notebook_html(self)
