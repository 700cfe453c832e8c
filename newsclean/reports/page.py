"""The report on one page: its blocks in order, what became of each, and what came out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from newsclean.document import Document, RelatedLink
from newsclean.page import LabelledPage, Node, Role
from newsclean.reports.figures import FAMILIES, disputed, shares
from newsclean.reports.render import render
from newsclean.reports.sources import facts

_LABEL = 80  # characters of an element's name
_FORMS = {"heading": "h", "item": "i", "quote": "q", "code": "c"}
_TEXT = {
    Role.SUBHEADING: "h",
    Role.LIST_ITEM: "i",
    Role.QUOTATION: "q",
    Role.CODE: "c",
}


class Account(NamedTuple):
    """All blocks that one cleaner gave one role for one reason."""

    role: Role
    family: str
    cleaner: str
    reason: str
    words: str
    """The reason in words."""
    blocks: int
    length: float
    """Words in them."""


class Row(NamedTuple):
    """One block, as the template shows it."""

    place: int
    role: Role
    family: str
    form: str
    account: int
    text: str
    evidence: str
    score: str
    node: int
    disputed: bool


def page_report(document: Document, *, name: str = "", index: str = "") -> str:
    """One self-contained HTML page about a document: no outside resource, light and dark.

    Args:
        document: What is reported on.
        name: What the input is called, where that is not the page's address.
        index: Address of the index page that this report belongs to, for a link back.
    """
    accounts, places = _accounts(document.labelled)
    counted = shares(document)
    kept = sum(share.words for share in counted if share.role.kept)
    return render(
        "page.html",
        style="report.css",
        script="page.js",
        document=document,
        name=name or document.url or "",
        index=index,
        facts=facts(document),
        shares=counted,
        kept=kept,
        words=sum(share.words for share in counted),
        accounts=accounts,
        cleaners=list(dict.fromkeys(account.cleaner for account in accounts)),
        rows=list(_rows(document.labelled, places)),
        text=[
            (b.index, _TEXT.get(d.role, ""), b.text) for b, d in document.labelled if d.role.kept
        ],
        sections=_sections(document.related),
        elements=[_element(node) for node in document.labelled.page.nodes],
    )


def _accounts(labelled: LabelledPage) -> tuple[list[Account], list[int]]:
    """The accounts in the order in which they first appear, and the account of each block."""
    places: dict[tuple[Role, str, str], int] = {}
    accounts: list[Account] = []
    found = []
    for block, decision in labelled:
        key = (decision.role, decision.cleaner, decision.reason)
        place = places.setdefault(key, len(accounts))
        if place == len(accounts):
            family, words = FAMILIES[decision.role], labelled.meaning(decision)
            accounts.append(Account(key[0], family, key[1], key[2], words, 0, 0.0))
        so_far = accounts[place]
        accounts[place] = so_far._replace(
            blocks=so_far.blocks + 1, length=so_far.length + block.length
        )
        found.append(place)
    return accounts, found


def _rows(labelled: LabelledPage, places: Sequence[int]) -> Iterator[Row]:
    for (block, decision), place in zip(labelled, places, strict=True):
        yield Row(
            block.index,
            decision.role,
            FAMILIES[decision.role],
            _FORMS.get(block.form, ""),
            place,
            block.text,
            decision.evidence,
            "" if decision.score is None else f"{decision.score:.2f}",
            block.node,
            disputed(block, decision),
        )


def _sections(links: Sequence[RelatedLink]) -> dict[str, list[tuple[RelatedLink, str]]]:
    """Related links by section, each with the address to link to."""
    sections: dict[str, list[tuple[RelatedLink, str]]] = {}
    for link in links:
        sections.setdefault(link.section or "", []).append((link, _safe(link.url)))
    return sections


def _safe(url: str | None) -> str:
    """An address that may be followed; "" for scripts, data and the like."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _element(node: Node) -> tuple[int, str] | tuple[int, str, int]:
    """An element for the script: its parent, its name as in a selector, a third where hidden."""
    label = node.selector
    if len(label) > _LABEL:
        label = label[: _LABEL - 1] + "…"
    return (node.parent, label, 1) if node.hidden else (node.parent, label)
