"""What flows through newsclean: a page as blocks, and one decision for every block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from newsclean.document import RelatedLink

Kind = Literal["html", "text"]
Form = Literal["paragraph", "heading", "item", "quote", "cell", "code", "caption"]

_MARK = re.compile(r"[^\w-]")


class Role(StrEnum):
    """What a block is on its page. The first group is kept, the second put aside."""

    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    LIST_ITEM = "list item"
    QUOTATION = "quotation"
    TABLE_CELL = "table cell"
    CODE = "code"

    TITLE = "title"
    DATELINE = "dateline"
    BYLINE = "byline"
    CAPTION = "caption"
    RELATED = "related"
    NAVIGATION = "navigation"
    DUPLICATE = "duplicate"
    TEMPLATE_LEAK = "template leak"
    FURNITURE = "furniture"
    COMMENT = "comment"
    PAGE_METADATA = "page metadata"
    BOILERPLATE = "boilerplate"

    kept: bool
    """Whether blocks of this role make up the document's text."""


_KEPT = frozenset(
    {Role.PARAGRAPH, Role.SUBHEADING, Role.LIST_ITEM, Role.QUOTATION, Role.TABLE_CELL, Role.CODE}
)
for _role in Role:
    _role.kept = _role in _KEPT

ROLE_OF_FORM: Mapping[Form, Role] = MappingProxyType(
    {
        "paragraph": Role.PARAGRAPH,
        "heading": Role.SUBHEADING,
        "item": Role.LIST_ITEM,
        "quote": Role.QUOTATION,
        "cell": Role.TABLE_CELL,
        "code": Role.CODE,
        "caption": Role.CAPTION,
    }
)
"""The role of a block that belongs to the article, by the form the page gave it."""
KEPT_BY_FORM = frozenset(role for role in ROLE_OF_FORM.values() if role.kept)
"""Those of them that are part of the text."""


class Link(NamedTuple):
    """A hyperlink inside a block."""

    url: str
    """Absolute where the page's address or `<base>` is known, else as written."""
    start: int
    """Where the link's words begin, in characters of `Block.text`."""
    end: int
    """Where they end."""
    tokens: str = ""
    """The class and id words of the `<a>` element, lower case."""


class Block(NamedTuple):
    """A stretch of the page that is all of one thing: a paragraph, a headline, a menu entry."""

    index: int  # type: ignore[assignment]  # in place of a method of tuples
    """Place in `Page.blocks`, from 0."""
    start: int
    """First character of the block in `Page.text`; blocks tile the text without gap or overlap."""
    end: int
    """One past its last character (white space that follows the block belongs to it)."""
    text: str
    """The words as a reader sees them: blanks collapsed, wrapped lines joined, no list mark."""
    form: Form = "paragraph"
    """How the page presents it."""
    level: int = 0
    """1 to 6 for headings, nesting depth for list items (from 1), else 0."""
    node: int = -1
    """Innermost block-level element (index into `Page.nodes`); -1 in dumps."""
    links: tuple[Link, ...] = ()
    inline: str = ""
    """Class and id words of the inline element that opens the block, lower case (HTML)."""
    marker: str = ""
    """The list mark or number that stood before the text in a dump (`•`, `*`, `3.`)."""
    blank_before: int = 0
    """Empty lines before the block in a dump."""
    length: float = 0.0
    """Words in `text`, comparable between scripts (see `wording.length`)."""

    @property
    def linked(self) -> float:
        """Share of the characters of `text` that are links."""
        if not self.links:
            return 0.0
        return sum(link.end - link.start for link in self.links) / len(self.text)


class Node(NamedTuple):
    """A block-level element of an HTML page that holds at least one block."""

    parent: int
    """Index of the enclosing element, -1 for the root; parents come before their children."""
    tag: str
    tokens: str
    """Words of class, id, role, itemprop and similar attributes, lower case, blank-separated."""
    hidden: bool
    """It or an element around it says that it is not shown (`hidden`, inline `display:none`)."""
    first: int
    """Index of the first block inside."""
    end: int
    """One past the last block inside."""
    id: str = ""
    """Its id as written."""
    classes: str = ""
    """Its class attribute as written."""

    @property
    def selector(self) -> str:
        """Tag, id and classes as a selector names them: `div#story.wide`."""
        names = ("#" + self.id if self.id else "", *("." + c for c in self.classes.split()))
        return self.tag + "".join(n[:1] + _MARK.sub(r"\\\g<0>", n[1:]) for n in names)


class Image(NamedTuple):
    """A picture with a text of its own."""

    alt: str
    url: str
    """Address that the picture links to, "" for none."""
    before: int
    """Index of the block that follows the picture."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the page says of itself outside its visible text."""

    title: str = ""
    """The `<title>` element; of a dump the title in its header line, or in data left in it."""
    meta: tuple[tuple[str, str], ...] = ()
    """`(name or property, content)` of the meta elements, in order."""
    json_ld: tuple[str, ...] = ()
    """The JSON-LD scripts, unparsed; of a dump those that were left in it."""
    canonical: str = ""
    language: str = ""
    date: str = ""
    """ISO day from a dump's header line."""

    @property
    def stated(self) -> bool:
        """Whether it says anything of the page: parts of pages and most dumps have no head."""
        return bool(self.title or self.meta or self.json_ld)

    def get(self, *names: str) -> str:
        """The first non-empty meta value among `names`, tried in the order given."""
        for wanted in names:
            for name, content in self.meta:
                if name == wanted and content:
                    return content
        return ""


class Notice(NamedTuple):
    """Something a user should know about a document: a stable code and one line."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page before any decision: its text, the blocks that tile it, and what its head says."""

    kind: Kind
    text: str
    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...] = ()
    images: tuple[Image, ...] = ()
    head: Head = field(default_factory=Head)
    url: str = ""
    """Address: given by the caller, or else the one that HTML declares as its own, or "" """
    source: str = field(default="", repr=False)
    """The decoded source."""
    notices: tuple[Notice, ...] = ()
    written: bool = False
    """Whether it is a dump in the form in which newsclean writes a text, below a header or not."""

    def ancestors(self, block: Block) -> Iterator[Node]:
        """The elements around a block, innermost first."""
        index = block.node
        while index >= 0:
            node = self.nodes[index]
            yield node
            index = node.parent


class Decision(NamedTuple):
    """What became of one block, who said so and why."""

    block: int
    role: Role
    reason: str
    """A code that the cleaner declares in `Cleaner.reasons`."""
    cleaner: str
    """Name of the cleaner, stamped by the pipeline."""
    evidence: str = ""
    """What was seen: the words, the count, the repeated line."""
    score: float | None = None
    """The block scorer's belief that the block is main text, 0 to 1."""
    related: tuple[RelatedLink, ...] = ()
    """Related links whose title stands in this block."""


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page with exactly one decision for each of its blocks, in order."""

    page: Page
    decisions: tuple[Decision, ...]
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    """What the reason codes of each cleaner that was asked mean, by the cleaner's name."""

    def meaning(self, decision: Decision) -> str:
        """The reason of a decision in words; its code where nobody says what it means."""
        return self.reasons.get(decision.cleaner, {}).get(decision.reason, decision.reason)

    def __iter__(self) -> Iterator[tuple[Block, Decision]]:
        return zip(self.page.blocks, self.decisions, strict=True)
