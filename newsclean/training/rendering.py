"""Renders HTML as plain-text dumps, each in a manner of its own.

There are more converters in the world than a corpus has dumps of. A model that has seen pages in
manners drawn at random learns what all of them leave of a page, not the habits of a few (Tobin et
al. 2017, "Domain Randomization").
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from lxml import etree

from newsclean.reading.decoding import decode
from newsclean.reading.elements import EMPHASIS, HEADINGS, INLINE, SKIPPED, hides

_SPACE = re.compile(r"\s+")
_CHUNKS = re.compile(r"\s+|\S+")
_CONTROLS = frozenset(("button", "option", "select", "textarea", "noscript"))
_WITHIN = INLINE | {"img"}
"""Elements that bound no block."""
_CELLS = frozenset(("td", "th"))
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_APART = frozenset(("p", "blockquote", "pre", "figure", "article", "section", *_LISTS, *HEADINGS))
_CLOSE = frozenset(("li", "div", "dt", "dd", "tr", "dl", "table"))
_AROUND = ("nav", "header", "footer", "aside", "form")
"""Elements that hold no article; converters that look for it drop some of them."""


@dataclass(frozen=True, slots=True)
class Manner:
    """The habits of a converter."""

    whole: bool
    """Whether it lays blocks out, or only joins the page's text nodes."""
    joint: str
    """What stands between text nodes, where they are only joined, and between inline elements."""
    strips: bool
    """Whether blanks around text nodes go, where they are only joined."""
    gap: int
    """Empty lines between paragraphs."""
    gap_of_rest: int
    """The same between what is no paragraph, list or heading."""
    bullet: str
    numbered: bool
    indent: int
    """Blanks before an entry for each list around it."""
    margin: int
    """Blanks before every line."""
    heading: str
    """How headings are marked: "", "#", "=" (underlined) or "A" (in capitals)."""
    emphasis: str
    picture: str
    """How the text of a picture is shown, with "{}" in its place; "" where it is not."""
    link: str
    """How a link's address is shown: "", "[" (in Markdown) or "<" (after its words)."""
    cell: str
    """What stands between the cells of a table."""
    width: int
    """Columns at which lines are wrapped; 0 where they are not."""
    title: bool
    """Whether the page's title is the first line."""
    controls: bool
    hidden: bool
    line_breaks: bool
    """Whether `<br>` ends a line."""
    dropped: frozenset[str]
    """Elements that are left out."""
    one_line: bool
    """Whether line ends of the source go too, where text nodes are only joined."""

    @property
    def flat(self) -> bool:
        """Whether a page becomes one line."""
        return self.one_line and not self.whole

    @classmethod
    def drawn(cls, draw: Random) -> Manner:
        """One of the many there may be; the more common habits more often."""

        def often(*options: str) -> str:
            return draw.choice(options)

        apart = draw.choice((0, 1, 1, 1))
        only = draw.random() < 0.35
        return cls(
            whole=draw.random() < 0.75,
            joint=often("", "", "\n", "\n", " ", " "),
            strips=draw.random() < 0.5,
            gap=apart,
            gap_of_rest=draw.choice((0, 0, apart)),
            bullet=often("", "", "* ", "* ", "- ", "- ", "• ", "· ", "+ ", "o "),
            numbered=draw.random() < 0.5,
            indent=draw.choice((0, 0, 2, 4)),
            margin=draw.choice((0, 0, 0, 0, 3, 4)),
            heading=often("", "", "", "#", "#", "=", "A"),
            emphasis=often("", "", "", "*", "_"),
            picture=often("", "", "{}", "{}", "[{}]", "![{}]", "[image: {}]"),
            link=often(*[""] * 6, "[", "<"),
            cell=often(" ", "\t", " | ", "\n", "\n"),
            width=draw.choice((0, 0, 0, 0, 72, 78, 80, 100)),
            title=draw.random() < 0.4,
            controls=draw.random() < 0.5,
            hidden=draw.random() < 0.8,
            line_breaks=draw.random() < 0.8,
            dropped=frozenset(t for t in _AROUND if only and draw.random() < 0.7),
            one_line=draw.random() < 0.5,
        )


def rendered(raw: bytes, manner: Manner) -> str:
    """The page as a dump in this manner; "" where it cannot be read."""
    root = _root(raw)
    if root is None:
        return ""
    if not manner.whole:
        return _joined(root, manner)
    layout = _Layout(manner)
    steps = {"start": layout.start, "end": layout.end, "tail": layout.tail}
    for event, element in _walked(root, manner):
        steps[event](element)
    return layout.text()


def flattened(raw: bytes, manner: Manner) -> tuple[str, list[int]]:
    """The page's text nodes, only joined, and where in this text the page's blocks begin."""
    pieces: list[str] = []
    starts: list[int] = []
    size, begins, gap = 0, True, ""
    root = _root(raw)
    for text, bound in _texts(root, manner) if root is not None else ():
        begins = begins or bound
        gap = gap or manner.joint
        for chunk in _CHUNKS.findall(text):
            if chunk.isspace():
                gap = " " if manner.one_line or "\n" not in (*gap, *chunk) else "\n"
                continue
            if size:
                pieces.append(gap)
                size += len(gap)
            if begins:
                starts.append(size)
            pieces.append(chunk)
            size += len(chunk)
            begins, gap = False, ""
    return "".join(pieces), starts


def _root(raw: bytes) -> etree._Element | None:
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(decode(raw)[0].encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _walked(root: etree._Element, manner: Manner) -> Iterator[tuple[str, etree._Element]]:
    """What is shown: each element's "start", "end" and the "tail" after it."""
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, ("start", "end")):
        if event == "start":
            if skipped is None and not _shown(element, manner):
                skipped = element
            if skipped is None:
                yield "start", element
            continue
        if skipped is None:
            yield "end", element
        elif skipped is element:
            skipped = None
        if skipped is None and element.tail:
            yield "tail", element


def _shown(element: etree._Element, manner: Manner) -> bool:
    tag = element.tag
    if tag in ("head", "title"):
        return manner.title
    if tag in _CONTROLS:
        return manner.controls
    if tag in SKIPPED or tag in manner.dropped:
        return False
    return manner.hidden or not hides({str(k): str(v) for k, v in element.attrib.items()})


def _joined(root: etree._Element, manner: Manner) -> str:
    joined = manner.joint.join(text for text, _ in _texts(root, manner))
    return " ".join(joined.split()) if manner.one_line else joined


def _texts(root: etree._Element, manner: Manner) -> Iterator[tuple[str, bool]]:
    """The text nodes that hold something, and whether a block is bounded before each."""
    bound = False
    for event, element in _walked(root, manner):
        bound = bound or (event != "tail" and element.tag not in _WITHIN)
        if event == "end":
            continue
        text = (element.tail if event == "tail" else element.text) or ""
        if manner.strips:
            text = text.strip()
        if text:
            yield text, bound
            bound = False


class _Layout:
    """Lays a page's text out in lines."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._lists: list[int] = []
        """The number of the entry that was last begun, in each open list; below 0 unnumbered."""
        self._marker = ""
        self._gap = 0
        self._first_cell = False

    def start(self, element: etree._Element) -> None:
        manner, tag = self._manner, str(element.tag)
        if tag == "img" and manner.picture and element.get("alt", "").strip():
            self._say(manner.picture.format(element.get("alt")))
        elif tag == "br":
            if manner.line_breaks:
                self._end_line(0)
            else:
                self._say(" ")
        elif tag in _CELLS and manner.cell != "\n":
            if not self._first_cell:
                self._say(manner.cell)
            self._first_cell = False
        elif tag not in INLINE:
            self._bound(tag)
            self._first_cell = tag == "tr"
            if tag in _LISTS:
                self._lists.append(0 if tag == "ol" and manner.numbered else -(10**6))
            elif tag == "li" and self._lists:
                self._lists[-1] += 1
                number = self._lists[-1]
                self._marker = f"{number}. " if number > 0 else manner.bullet
        elif tag in EMPHASIS:
            self._say(manner.emphasis)
        elif tag == "a" and manner.link == "[" and element.get("href"):
            self._say("[")
        self._say(element.text or "")

    def end(self, element: etree._Element) -> None:
        manner, tag = self._manner, str(element.tag)
        if tag == "a" and manner.link and element.get("href"):
            address = _SPACE.sub("%20", element.get("href", "").strip())
            self._say(f"]({address})" if manner.link == "[" else f" <{address}>")
        if tag in _CELLS and manner.cell != "\n":
            return
        if tag in HEADINGS:
            self._head(HEADINGS[tag])
        if tag in INLINE:
            if tag in EMPHASIS:
                self._say(manner.emphasis)
            elif manner.joint == " ":
                self._say(" ")
        elif tag not in ("br", "img"):
            self._bound(tag)
            if tag in _LISTS and self._lists:
                self._lists.pop()

    def tail(self, element: etree._Element) -> None:
        self._say(element.tail or "")

    def text(self) -> str:
        """All lines."""
        self._end_line(0)
        return "\n".join(self._lines)

    def _say(self, text: str) -> None:
        if text:
            self._pieces.append(text)

    def _head(self, level: int) -> None:
        """Mark the line being made as a heading."""
        words = _SPACE.sub(" ", "".join(self._pieces)).strip()
        style = self._manner.heading
        if not words or not style:
            return
        if style == "A":
            self._pieces = [words.upper()]
        elif style == "#":
            self._pieces = ["#" * level + " " + words]
        else:
            self._end_line(0)
            self._lines.append("=" * min(len(words), 70))

    def _bound(self, tag: str) -> None:
        """End the line at the bounds of a block."""
        if tag in _APART:
            self._end_line(self._manner.gap)
        else:
            self._end_line(self._manner.gap_of_rest if tag in _CLOSE else 0)

    def _end_line(self, gap: int) -> None:
        manner = self._manner
        line = _SPACE.sub(" ", "".join(self._pieces)).strip()
        self._pieces.clear()
        if line:
            if self._lines:
                self._lines += [""] * self._gap
            self._gap = 0
            lead = " " * (manner.margin + manner.indent * len(self._lists))
            line, self._marker = self._marker + line, ""
            if manner.width:
                self._lines += textwrap.wrap(
                    line,
                    manner.width,
                    initial_indent=lead,
                    subsequent_indent=lead + ("  " if self._lists else ""),
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            else:
                self._lines.append(lead + line)
        self._gap = max(self._gap, gap)
