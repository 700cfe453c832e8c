"""Where on a page the facts about it stand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsclean import wording
from newsclean.document import Document
from newsclean.page import Head, Page, Role

_MOST_PLACES = 3  # that are named for one fact
_LONGEST = 500  # characters of a declaration that may be a title, a date or a name


class Fact(NamedTuple):
    """One fact of a document with the places that say it."""

    name: str
    value: str
    source: str
    """In words; "" for a fact that is not known."""


def facts(document: Document) -> list[Fact]:
    """The facts of a document, each with where the page says it."""
    page = document.labelled.page
    said = list(_said(page))
    shown = [
        (f"{decision.role} on the page (block {block.index + 1})", decision.evidence or block.text)
        if decision.role is Role.BYLINE
        else (f"{decision.role} on the page (block {block.index + 1})", block.text)
        for block, decision in document.labelled
        if decision.role in (Role.TITLE, Role.DATELINE, Role.BYLINE)
    ]
    if page.url and all(words != page.url for _, words in said):
        said.insert(0, ("the address given", page.url))

    def fact(name: str, value: str | None, holds: Callable[[str, str], bool]) -> Fact:
        if not value:
            return Fact(name, "", "")
        places = dict.fromkeys(where for where, words in (*shown, *said) if holds(words, value))
        named = list(places)[:_MOST_PLACES]
        more = f" and {len(places) - len(named)} more" if len(places) > len(named) else ""
        return Fact(name, value, ", ".join(named) + more or "worked out from the page")

    return [
        fact("title", document.title, _has_words),
        fact("date", document.date, str.startswith),
        *(fact("author", author, _has_words) for author in document.authors or ("",)),
        fact("dateline", document.dateline, _is),
        fact("site", document.site_name, _is),
        fact("language", document.language, _is_language),
        fact("address", document.url, _is),
    ]


def _has_words(text: str, value: str) -> bool:
    words = wording.key(value)
    return bool(words) and f" {words} " in f" {wording.key(text)} "


def _is(text: str, value: str) -> bool:
    return text.strip() == value.strip()


def _is_language(text: str, value: str) -> bool:
    return text.lower().replace("_", "-").partition("-")[0] == value


def _said(page: Page) -> Iterator[tuple[str, str]]:
    """Every declaration of a page: where it stands, and its words."""
    head = page.head
    if page.kind == "text":
        yield "the line above the text", head.title
        yield "the line above the text", head.date
        yield from _json_ld(head)
        return
    yield "<html lang>", head.language
    yield from ((f"<meta> {name}", content) for name, content in head.meta)
    yield "<title>", head.title
    yield "<link rel=canonical>", head.canonical
    yield from _json_ld(head)


def _json_ld(head: Head) -> Iterator[tuple[str, str]]:
    for script in head.json_ld:
        try:
            stack = [("JSON-LD", json.loads(script))]
        except (ValueError, RecursionError):
            continue
        while stack:
            where, value = stack.pop()
            if isinstance(value, dict):
                stack.extend((_inside(where, key), item) for key, item in reversed(value.items()))
            elif isinstance(value, list):
                stack.extend((where, item) for item in reversed(value))
            elif isinstance(value, str) and len(value) <= _LONGEST:
                yield where, value


def _inside(where: str, key: str) -> str:
    """The place of a value: the two innermost keys tell enough."""
    outer = where.removeprefix("JSON-LD").strip().rpartition(".")[2]
    name = key[:40]
    return f"JSON-LD {outer}.{name}" if outer and not outer.startswith("@") else f"JSON-LD {name}"
