"""A labelled page to a document."""

from __future__ import annotations

from typing import Literal

from newsclean.document import Document
from newsclean.metadata import describe
from newsclean.page import LabelledPage, Notice, Role
from newsclean.related.merge import merge
from newsclean.scoring.judgement import judgement
from newsclean.writing.text import main_text

__all__ = ["write"]


def write(
    labelled: LabelledPage, *, metadata: Literal["declared", "full"] = "declared"
) -> Document:
    """Make the document of a labelled page; what was decided is no longer changed."""
    page = labelled.page
    text = main_text(labelled)
    facts = describe(labelled, full=metadata == "full")
    confidence, article = judgement(labelled)
    notices = page.notices + facts.notices
    if not text and page.blocks:
        notices += (Notice("no_main_text", "nothing on the page reads as main text"),)
    elif text and not article:
        notices += (Notice("not_an_article", "the page looks like a list, a shop or a form"),)
    return Document(
        text=text,
        title=facts.title,
        date=facts.date,
        authors=facts.authors,
        dateline=_only(labelled, Role.DATELINE),
        language=facts.language,
        site_name=facts.site_name,
        url=facts.url,
        kind=page.kind,
        related=merge(link for decision in labelled.decisions for link in decision.related),
        confidence=confidence,
        is_article=article,
        warnings=notices,
        labelled=labelled,
    )


def _only(labelled: LabelledPage, role: Role) -> str | None:
    return next((block.text for block, decision in labelled if decision.role is role), None)
