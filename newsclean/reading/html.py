"""HTML to `Page`: one pass over the parser's events, whatever the nesting."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any, cast

from lxml import etree

from newsclean.page import Block, Form, Head, Image, Link, Node, Notice, Page
from newsclean.reading.addresses import LONGEST, Addresses
from newsclean.reading.elements import (
    EMPHASIS,
    FORMS,
    HEADINGS,
    PARTS,
    PHRASING_ONLY,
    TOKEN_ATTRIBUTES,
    VOID,
    hides,
)
from newsclean.reading.inline import collapse, squeezed, visible
from newsclean.wording import length

# What is unclosed or endless is not read for every block that follows it.
_LEAD = 64  # inline elements around a block that are looked at
_NAMED = 8  # of these with names, whose names are read
_NAMES = 8_000  # characters of an element's class and id words
_CELL = 160  # characters; more are no cell of a table of facts
# A template that is a part of the page: the inside of a web component, made by the server.
_SHADOW = ("shadowrootmode", "shadowroot")
_ENDLESS = f"addresses of more than {LONGEST:,} characters were not read"


def read_html(text: str, url: str) -> Page:
    """Read decoded HTML into a page. Never raises for what the markup says."""
    reader = _Reader(url)
    # The stubs want a target that also takes bytes, which this parser never gives.
    target = cast("Any", reader)
    parser: etree.HTMLParser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    try:
        parser.feed(text.encode("utf-8", "replace"))
        parser.close()
    except etree.XMLSyntaxError:
        pass  # an empty document, or a break that the parser does not mend: what was read stands
    return reader.page(text)


class _Open:
    """An open block-level element."""

    __slots__ = ("attributes", "form", "level", "lists", "node", "tag")

    def __init__(
        self, tag: str, attributes: Mapping[str, str], form: Form, level: int, lists: int
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.form = form
        self.level = level
        self.lists = lists
        self.node = -1


class _Reader:
    """Parser target: collects text between block boundaries; makes a node when it holds text.

    Its methods run for every tag of a page, so they do at once only what cannot wait: names,
    classes and hiding are read when an element turns out to hold a block, as less than half do.
    """

    def __init__(self, url: str) -> None:
        self._addresses = Addresses(url)
        self._open: list[_Open] = [_Open("", {}, "paragraph", 0, 0)]
        self._inline: list[str] = []
        self._skipping = 0
        self._capture: list[str] | None = None
        # The block being read: strings are text, tuples open a link, None closes it.
        self._pieces: list[str | tuple[str, str] | None] = []
        self._has_text = False
        self._has_links = False
        self._link: tuple[str, str] | None = None
        self._lead = ""
        self._broken = False
        self._abuts = False  # the last thing read was the end of an inline element
        self._blocks: list[Block] = []
        self._offset = 0
        self._texts: list[str] = []
        self._nodes: list[tuple[int, str, str, bool, int, str, str]] = []
        self._ends: list[int] = []
        self._images: list[Image] = []
        self._title: list[str] = []
        self._meta: list[tuple[str, str]] = []
        self._json_ld: list[str] = []
        self._canonical = ""
        self._language = ""

    # Parser events

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._skipping:
            self._skipping += tag not in VOID
            return
        part = PARTS.get(tag) or self._unknown()
        if part == "container":
            if self._has_text:
                self._add_block()
            elif self._pieces:
                self._restart()
            around = self._open[-1]
            form = around.form
            if form == "cell" and tag == "p":
                form = "paragraph"  # a table that only lays the page out
            self._open.append(_Open(tag, attributes, form, around.level, around.lists))
        elif part == "inline":
            self._start_inline(tag, attributes)
        elif part == "form":
            self._start_form(tag, attributes)
        elif part == "break":
            self._line_break()
        elif part == "void":
            self._void(tag, attributes)
        elif part == "template" and not attributes.keys().isdisjoint(_SHADOW):
            self._start_form(tag, attributes)
        else:
            self._skipping = 1
            if tag == "script" and "ld+json" in attributes.get("type", "").lower():
                self._capture = []

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= tag not in VOID
            if not self._skipping and self._capture is not None:
                self._json_ld.append("".join(self._capture))
                self._capture = None
            return
        part = PARTS.get(tag) or self._unknown()
        if part == "container" or part == "form" or part == "template":
            if self._has_text:
                self._add_block()
            elif self._pieces:
                self._restart()
            stack = self._open
            if stack[-1].tag == tag and len(stack) > 1:
                node = stack.pop().node
                if node >= 0:
                    self._ends[node] = len(self._blocks)
            else:
                self._end_misnested(tag)
        elif part == "inline":
            if self._inline:
                self._inline.pop()
            self._abuts = tag != "a"
            if tag == "a" and self._link is not None:
                self._link = None
                self._pieces.append(None)

    def data(self, data: str) -> None:
        if self._skipping:
            if self._capture is not None:
                self._capture.append(data)
        elif self._has_text:
            self._pieces.append(data)
            self._abuts = False
            if self._broken and not data.isspace():
                self._broken = False
        elif not data.isspace():
            if self._open[-1].tag == "title":
                self._title.append(data)
                return
            self._has_text = True
            self._broken = False
            self._lead = self._names_around() if self._inline else ""
            self._pieces.append(data)
        elif self._open[-1].form == "code":
            self._pieces.append(data)

    def close(self) -> None:
        self._flush()
        while len(self._open) > 1:
            self._close_node()

    # Elements

    def _unknown(self) -> str:
        """What a tag that HTML does not know does to the text, by where it stands."""
        return "inline" if self._open[-1].tag in PHRASING_ONLY else "container"

    def _start_inline(self, tag: str, attributes: Mapping[str, str]) -> None:
        tokens = ""
        if attributes:
            tokens = attributes.get("class", "").lower()
            if "id" in attributes:
                tokens += " " + attributes["id"].lower()
            tokens = tokens[:_NAMES]
        if self._abuts and self._in_link_only():
            self._add_block()  # parts of a teaser card, set apart by its style sheet
        self._inline.append(f"{tag} {tokens}" if tag in EMPHASIS else tokens)
        if tag == "a" and "href" in attributes:
            self._link = (self._addresses.absolute(attributes["href"]), tokens)
            self._pieces.append(self._link)
            self._has_links = True

    def _in_link_only(self) -> bool:
        """Whether all the text of the block being read stands in the link that is open."""
        return self._has_text and self._link is not None and self._pieces[0] is self._link

    def _names_around(self) -> str:
        """Class and id words of the inline elements around, the outermost first."""
        return " ".join(islice(filter(None, self._inline[:_LEAD]), _NAMED))[:_NAMES]

    def _start_form(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element that says what the text in it is: a heading, an item, a quotation."""
        self._flush()
        if tag == "html":
            self._language = attributes.get("lang") or attributes.get("xml:lang") or ""
        around = self._open[-1]
        form = FORMS.get(tag, around.form)
        lists = around.lists + (tag in ("ul", "ol"))
        level = HEADINGS.get(tag) or (max(1, lists) if form == "item" else around.level)
        self._open.append(_Open(tag, attributes, form, level, lists))

    def _end_misnested(self, tag: str) -> None:
        if any(element.tag == tag for element in self._open[-16:]):
            while self._open[-1].tag != tag:
                self._close_node()
            self._close_node()

    def _close_node(self) -> None:
        node = self._open.pop().node
        if node >= 0:
            self._ends[node] = len(self._blocks)

    def _void(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "img":
            alt = attributes.get("alt")
            if alt and not alt.isspace():
                address = self._link[0] if self._link else ""
                self._images.append(Image(" ".join(alt.split()), address, len(self._blocks)))
        elif tag == "meta":
            name = (
                attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            )
            content = attributes.get("content", "").strip()
            if name and content:
                name = name.strip().lower()
                self._meta.append((name, content))
                if name == "og:url":
                    self._addresses.declare(content)
        elif tag == "link":
            if attributes.get("rel", "").lower() == "canonical" and not self._canonical:
                self._canonical = attributes.get("href", "").strip()
                self._addresses.declare(self._canonical)
        elif tag == "base" and attributes.get("href"):
            self._addresses.rebase(attributes["href"])

    def _line_break(self) -> None:
        if self._open[-1].form == "code":
            self._pieces.append("\n")
        elif self._broken:
            self._flush()
        elif self._has_text:
            self._pieces.append("\n")
            self._broken = True

    # Blocks

    def _flush(self) -> None:
        """End the block being read, if it has words."""
        if self._has_text:
            self._add_block()
        elif self._pieces:
            self._restart()

    def _restart(self) -> None:
        """Start with no text; a link that is still open goes on."""
        self._has_text = self._broken = False
        self._pieces = [self._link] if self._link else []
        self._has_links = self._link is not None

    def _add_block(self) -> None:
        element = self._open[-1]
        pieces = self._pieces
        links: tuple[Link, ...] = ()
        if element.form == "code":
            text = "".join(p for p in pieces if isinstance(p, str)).strip("\n").rstrip()
        elif not self._has_links:
            text = visible(squeezed("".join(pieces)))  # type: ignore[arg-type]
        elif len(pieces) <= 3 and isinstance(pieces[0], tuple) and isinstance(pieces[1], str):
            text = visible(squeezed(pieces[1]))  # the link is all there is
            links = (Link(pieces[0][0], 0, len(text), pieces[0][1]),)
            if len(pieces) == 3 and pieces[2] is not None:
                text, links = collapse(pieces)
        else:
            text, links = collapse(pieces)
        self._restart()
        if not text:
            return
        index = len(self._blocks)
        start, self._offset = self._offset, self._offset + len(text) + 1
        self._texts.append(text)
        form = element.form
        if form == "cell" and len(text) > _CELL:
            form = "paragraph"  # a table that only lays the page out
        self._blocks.append(
            Block(
                index,
                start,
                self._offset,
                text,
                form,
                element.level if form in ("heading", "item") else 0,
                element.node if element.node >= 0 else self._node(index),
                links,
                self._lead,
                length=text.count(" ") + 1.0 if text.isascii() else length(text),
            )
        )

    def _node(self, block: int) -> int:
        """The node of the innermost open element; elements become nodes when they hold text."""
        fresh = len(self._open)
        while fresh > 1 and self._open[fresh - 1].node < 0:
            fresh -= 1
        parent = self._open[fresh - 1].node
        hidden = parent >= 0 and self._nodes[parent][3]
        for element in self._open[fresh:]:
            attributes = element.attributes
            tokens = name = classes = ""
            if attributes:
                tokens = classes = attributes.get("class", "")
                if len(attributes) > 1 or not tokens:
                    name = attributes.get("id", "")
                    for attribute in TOKEN_ATTRIBUTES:
                        if attribute in attributes:
                            tokens = f"{tokens} {attributes[attribute]}"
                    hidden = hidden or hides(attributes)
                tokens = tokens.lower().strip()[:_NAMES]
            hidden = hidden or element.tag in ("noscript", "dialog")
            element.node = len(self._nodes)
            self._nodes.append((parent, element.tag, tokens, hidden, block, name, classes))
            self._ends.append(block + 1)
            parent = element.node
        return self._open[-1].node

    def page(self, source: str) -> Page:
        """The page read; call after `close`."""
        self.close()
        head = Head(
            title=" ".join("".join(self._title).split()),
            meta=tuple(self._meta),
            json_ld=tuple(self._json_ld),
            canonical=self._addresses.absolute(self._canonical) if self._canonical else "",
            language=self._language.strip(),
        )
        return Page(
            kind="html",
            text="".join(text + "\n" for text in self._texts),
            blocks=tuple(self._blocks),
            nodes=tuple(
                Node(parent, tag, tokens, hidden, first, end, name, classes)
                for (parent, tag, tokens, hidden, first, name, classes), end in zip(
                    self._nodes, self._ends, strict=True
                )
            ),
            images=tuple(self._images),
            head=head,
            url=self._addresses.url,
            source=source,
            notices=(Notice("metadata_cut", _ENDLESS),) if self._addresses.endless else (),
        )
