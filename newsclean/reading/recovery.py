"""Finds the article of a page that shows none: in `<noscript>`, in JSON, behind an open comment.

Pages that scripts fill in often hold their article once more for search engines. It is only taken
where the page itself has next to no running text, and a notice says where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape, unescape
from itertools import islice

from newsclean.page import Node, Notice, Page
from newsclean.prose import prose_words, tells
from newsclean.reading.json_values import objects, parsed, strings

_MOST_TRIED = 50  # texts of scripts that are looked at
_TASTED = 5_000  # characters of a string that show whether it reads as a paragraph
_OPENINGS = (
    (re.compile("<!--"), "-->", "comment"),
    (re.compile("<script\\b[^<>]*>", re.I), "</script>", "script"),
    (re.compile("<style\\b[^<>]*>", re.I), "</style>", "style"),
    (re.compile("<title\\b[^<>]*>", re.I), "</title>", "title"),
    (re.compile("<textarea\\b[^<>]*>", re.I), "</textarea>", "textarea"),
)
_PARAGRAPH = re.compile(r"<(?:p|h[1-6]|div|article|section|main)\b", re.I)
_JSON = re.compile(r"<script\b[^<>]{0,500}\btype\s*=\s*[\"']?application/json\b[^<>]{0,500}>", re.I)
_END = re.compile("</script", re.I)
_MARKUP = re.compile(r"<(?:p|br|div|h[1-6])\b", re.I)
_TAGS = re.compile(r"<[^<>]{0,2000}>")


def recovered(page: Page, reader: Callable[[str, str], Page]) -> Page:
    """The page as it is, or with the article that it does not show.

    Args:
        page: A page of HTML as read.
        reader: Reads HTML at an address.
    """
    if _tells(page):
        return page
    mended = _mended(page.source)
    if mended is not None:
        source, what = mended
        again = reader(source, page.url)
        if _tells(again):
            message = f"a {what} that is never closed was closed before the first paragraph in it"
            return replace(again, notices=(*again.notices, Notice("markup_mended", message)))
    if (shown := _without_noscript(page)) is not None:
        message = "the text stands in <noscript> only"
        return replace(shown, notices=(*page.notices, Notice("text_from_noscript", message)))
    for what, markup in islice(_from_scripts(page), _MOST_TRIED):
        story = reader(markup, page.url)
        if _tells(story):
            message = f"the text stands in {what} only"
            return replace(
                _joined(page, story),
                notices=(*page.notices, Notice("text_from_script", message)),
            )
    return page


def _tells(page: Page) -> bool:
    """Whether the page shows running text enough for an article, and needs no recovery."""
    nodes = page.nodes
    return tells(
        (block.text, block.length)
        for block in page.blocks
        if block.node < 0 or not nodes[block.node].hidden
    )


def _mended(source: str) -> tuple[str, str] | None:
    """The source with the first of its open ends closed, and what was open."""
    for opening, closing, what in _OPENINGS:
        # Behind the last end, the first opening swallows all that follows.
        found = opening.search(source, _last_end(source, closing))
        paragraph = _PARAGRAPH.search(source, found.end()) if found else None
        if paragraph:
            place = paragraph.start()
            return f"{source[:place]}{closing}{source[place:]}", what
    return None


def _last_end(source: str, closing: str) -> int:
    return max(source.rfind(closing), source.rfind(closing.upper()), 0)


def _without_noscript(page: Page) -> Page | None:
    """The page with what stands in `<noscript>` shown; None where that is no article."""
    inside: list[bool] = []
    nodes: list[Node] = []
    for node in page.nodes:
        own = node.tag == "noscript"
        inside.append(own or (node.parent >= 0 and inside[node.parent]))
        if inside[-1]:
            node = node._replace(hidden=False, tag="div" if own else node.tag)
        nodes.append(node)
    if not any(inside):
        return None
    shown = replace(page, nodes=tuple(nodes))
    return shown if _tells(shown) else None


def _from_scripts(page: Page) -> Iterator[tuple[str, str]]:
    """What kind of script holds a text, and the text as HTML, for each that holds one."""
    for script in page.head.json_ld:
        for value in objects(parsed(script)):
            body = value.get("articleBody")
            if isinstance(body, str) and len(body) > 200:
                title = value.get("headline")
                yield "JSON-LD", _markup([body], title if isinstance(title, str) else "")
    for opening in _JSON.finditer(page.source):
        end = _END.search(page.source, opening.end())
        data = parsed(page.source[opening.end() : end.start() if end else len(page.source)])
        texts = [text for text in strings(data) if _reads(text)]
        if texts:
            yield "a script's JSON", _markup(list(dict.fromkeys(texts)), "")


def _reads(text: str) -> bool:
    """Whether a string of a script reads as a paragraph, or as the HTML of some."""
    if len(text) < 60 or " " not in text:
        return False
    bare = unescape(_TAGS.sub(" ", text[:_TASTED])).strip()
    return bool(bare) and bare[0] not in "{[(<" and prose_words(bare, len(bare.split())) > 0


def _markup(texts: list[str], title: str) -> str:
    """Texts as the HTML of an article; those that are no HTML have a paragraph a line."""
    parts = [f"<h1>{escape(title)}</h1>"] if title else []
    for text in texts:
        if _MARKUP.search(text):
            parts.append(f"<div>{text}</div>")
        else:
            lines = unescape(_TAGS.sub("", text)).splitlines()
            parts += [f"<p>{escape(line)}</p>" for line in lines if line.strip()]
    return f"<article>{''.join(parts)}</article>"


def _joined(page: Page, story: Page) -> Page:
    """One page of two: all of the first, then the blocks of the second."""
    blocks, nodes, offset = len(page.blocks), len(page.nodes), len(page.text)
    moved = tuple(
        block._replace(
            index=block.index + blocks,
            start=block.start + offset,
            end=block.end + offset,
            node=block.node + nodes if block.node >= 0 else -1,
        )
        for block in story.blocks
    )
    inner = tuple(
        node._replace(
            parent=node.parent + nodes if node.parent >= 0 else -1,
            first=node.first + blocks,
            end=node.end + blocks,
        )
        for node in story.nodes
    )
    return replace(
        page,
        text=page.text + story.text,
        blocks=page.blocks + moved,
        nodes=page.nodes + inner,
    )
