"""Title, date, authors, language, site and address of a page.

What a page declares (JSON-LD, OpenGraph, meta elements) is read by trafilatura and htmldate. In
the declared mode they see only the page's head, so that they cost little and can take nothing
from a teaser card; in the full mode they see the page without its related links. A dump declares
what its header says; in the full mode the day is looked for near its headline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree, html

from newsclean.days import day_near_headline
from newsclean.headlines import without_site
from newsclean.page import Head, LabelledPage, Notice, Page, Role
from newsclean.reading.addresses import Addresses
from newsclean.related.addresses import without_tracking

if TYPE_CHECKING:
    from trafilatura.settings import Document as Declared

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=[-_]|$)")
_LONGEST_SEARCHED = 4_000_000
"""Characters of a page whose body is searched for facts; searching takes many times reading."""
_CARD_WORDS = 80  # an element with more words than this is not a teaser card


class Facts(NamedTuple):
    """What is known about a page apart from its text."""

    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    site_name: str | None = None
    url: str | None = None
    notices: tuple[Notice, ...] = ()


def describe(labelled: LabelledPage, *, full: bool = False) -> Facts:
    """Collect the facts about a labelled page; `full` also searches the page's body."""
    page = labelled.page
    head = page.head
    shown = next((b.text for b, d in labelled if d.role is Role.TITLE), "")
    named = (d.evidence.split("; ") for _, d in labelled if d.role is Role.BYLINE)
    bylines = tuple(dict.fromkeys(name for names in named for name in names if name))
    if page.kind == "text":
        return _facts_of_dump(labelled, shown, bylines, full=full)
    notices: tuple[Notice, ...] = ()
    if full and (len(page.source) > _LONGEST_SEARCHED or _hostile(page)):
        full = False
        notices = (Notice("metadata_cut", "the page is too large or too deep to search its body"),)
    tree = _whole(labelled) if full else _head_only(head)
    declared, failed = _declared(page, tree, extensive=full)
    authors = _names(declared)
    return Facts(
        title=_whole_characters(_title(shown, head, declared.title)) or None,
        date=declared.date or None,
        authors=authors or bylines,
        language=_language(head),
        site_name=_whole_characters(declared.sitename or "") or None,
        url=head.canonical or head.get("og:url") or page.url or None,
        notices=notices + failed,
    )


def _facts_of_dump(
    labelled: LabelledPage, shown: str, bylines: tuple[str, ...], *, full: bool
) -> Facts:
    """What a dump's header says, and the page's JSON-LD where that stands in the dump too."""
    page = labelled.page
    head = page.head
    declared: Declared | None = None
    failed: tuple[Notice, ...] = ()
    if head.json_ld:
        declared, failed = _declared(page, _head_only(head), extensive=False)
    day = head.date or (declared and declared.date)
    if full and not day:
        day, unread = _shown_day(labelled)
        failed += unread
    named = tuple(name for key, name in head.meta if key == "author")
    site = head.get("og:site_name") or (declared and declared.sitename) or ""
    return Facts(
        title=shown or head.title or (declared and declared.title) or None,
        date=day or None,
        authors=named or (_names(declared) if declared else ()) or bylines,
        language=_language(head),
        site_name=_whole_characters(site) or None,
        url=page.url or head.canonical or None,
        notices=failed,
    )


def _names(declared: Declared) -> tuple[str, ...]:
    names = (declared.author or "").split(";")
    return tuple(_whole_characters(name.strip()) for name in names if name.strip())


def _whole_characters(text: str) -> str:
    """Text without halves of surrogate pairs, which JSON can hold and no file can."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _hostile(page: Page) -> bool:
    return any(notice.code in ("too_deep", "too_many_tags") for notice in page.notices)


def _title(shown: str, head: Head, declared: str | None) -> str:
    """The headline as shown, else as declared, without the site's name."""
    if shown:
        return shown
    return without_site(head.get("og:title", "twitter:title") or declared or head.title, head)


def _language(head: Head) -> str | None:
    for value in (head.language, head.get("og:locale", "language", "dc.language")):
        found = _LANGUAGE.match(value)
        if found:
            return found[0].lower()
    return None


def _declared(
    page: Page, tree: html.HtmlElement, *, extensive: bool
) -> tuple[Declared, tuple[Notice, ...]]:
    from trafilatura.metadata import extract_metadata
    from trafilatura.settings import Document as Declared

    try:
        return extract_metadata(tree, default_url=page.url or None, extensive=extensive), ()
    except Exception as error:  # noqa: BLE001 (a page can break the libraries in any way)
        return Declared(), (_failed(error),)


def _shown_day(labelled: LabelledPage) -> tuple[str, tuple[Notice, ...]]:
    try:
        return day_near_headline(labelled), ()
    except Exception as error:  # noqa: BLE001 (the same)
        return "", (_failed(error),)


def _failed(error: Exception) -> Notice:
    return Notice("metadata_failed", f"{type(error).__name__}: {error}"[:200])


def _head_only(head: Head) -> html.HtmlElement:
    """A document of the head's declarations alone."""
    root = html.Element("html")  # trafilatura takes no plain element
    top = etree.SubElement(root, "head")
    etree.SubElement(root, "body")
    etree.SubElement(top, "title").text = _xml(head.title)
    for name, content in head.meta:
        kind = "property" if ":" in name else "name"
        etree.SubElement(top, "meta", {kind: _xml(name), "content": _xml(content)})
    if head.canonical:
        etree.SubElement(top, "link", rel="canonical", href=_xml(head.canonical))
    for script in head.json_ld:
        etree.SubElement(top, "script", type="application/ld+json").text = _xml(script)
    return root


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _xml(text: str) -> str:
    return _NOT_XML.sub(" ", text)


def _whole(labelled: LabelledPage) -> html.HtmlElement:
    """The page without the cards that hold its related links."""
    page = labelled.page
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(page.source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # nothing in it
        return _head_only(page.head)
    related = {link.url for d in labelled.decisions for link in d.related if link.url}
    addresses = Addresses(page.url)
    for base in root.iter("base"):
        addresses.rebase(base.get("href", ""))
    for anchor in list(root.iter("a")):
        href = anchor.get("href")
        if href and without_tracking(addresses.absolute(href)) in related:
            _remove_card(anchor)
    return root


def _remove_card(anchor: html.HtmlElement) -> None:
    card = anchor
    parent = card.getparent()
    while parent is not None and parent.tag not in ("body", "html"):
        words = sum(
            len(text.split()) for text, _ in zip(parent.itertext(), range(40), strict=False)
        )
        if words > _CARD_WORDS or parent.find(".//h1") is not None:
            break
        card, parent = parent, parent.getparent()
    if parent is not None:
        parent.remove(card)
