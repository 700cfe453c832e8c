"""What a report says of a page in numbers: where its words went, and what deserves a look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from newsclean.document import Document
from newsclean.page import Block, Decision, Role

FAMILIES: Mapping[Role, str] = MappingProxyType(
    {
        **{role: "text" for role in Role if role.kept},
        Role.TITLE: "fact",
        Role.DATELINE: "fact",
        Role.BYLINE: "fact",
        Role.PAGE_METADATA: "fact",
        Role.CAPTION: "caption",
        Role.RELATED: "related",
        Role.NAVIGATION: "navigation",
        Role.DUPLICATE: "duplicate",
        Role.TEMPLATE_LEAK: "leak",
        Role.FURNITURE: "furniture",
        Role.COMMENT: "comment",
        Role.BOILERPLATE: "rest",
    }
)
"""The colour of each role, by its name in the style sheet."""

# The scorer learned what main text is, and these are not, though they read like it.
_BESIDE_THE_TEXT = frozenset(
    {Role.TITLE, Role.DATELINE, Role.BYLINE, Role.DUPLICATE, Role.PAGE_METADATA, Role.CAPTION}
)


class Share(NamedTuple):
    """What went to one role."""

    role: Role
    family: str
    words: float
    """Comparable between scripts, as `Block.length`."""
    blocks: int


def shares(document: Document) -> list[Share]:
    """Where the words of a page went, what is kept first, in the order of the roles."""
    words: dict[Role, float] = {}
    blocks: dict[Role, int] = {}
    for block, decision in document.labelled:
        words[decision.role] = words.get(decision.role, 0.0) + block.length
        blocks[decision.role] = blocks.get(decision.role, 0) + 1
    return [
        Share(role, FAMILIES[role], words[role], blocks[role]) for role in Role if role in words
    ]


def total(pages: Iterable[Figures]) -> list[Share]:
    """Where the words of several pages went."""
    sums: dict[Role, Share] = {}
    for share in (share for page in pages for share in page.shares):
        before = sums.get(share.role, share._replace(words=0.0, blocks=0))
        sums[share.role] = share._replace(
            words=before.words + share.words, blocks=before.blocks + share.blocks
        )
    return [sums[role] for role in Role if role in sums]


def disputed(block: Block, decision: Decision) -> bool:
    """Whether a rule kept what the scorer disbelieves, or put aside what it takes for text."""
    return (
        decision.score is not None
        and decision.role.kept is not (decision.score >= 0.5)
        and decision.role not in _BESIDE_THE_TEXT
        and block.length > 0
    )


class Figures(NamedTuple):
    """One line of a folder's index."""

    name: str
    """The input's name."""
    link: str = ""
    """Address of its report, relative to the index; "" where there is none."""
    title: str = ""
    kind: str = ""
    is_article: bool = False
    confidence: float = 0.0
    shares: tuple[Share, ...] = ()
    """Where its words went."""
    related: int = 0
    disputed: float = 0.0
    """Words on which a rule and the scorer disagree."""
    warnings: tuple[str, ...] = ()
    """Their messages."""
    error: str = ""
    """Why there is no document."""

    @property
    def kept(self) -> float:
        """Words in the text."""
        return sum(share.words for share in self.shares if share.role.kept)

    @property
    def aside(self) -> float:
        """Words put aside."""
        return sum(share.words for share in self.shares if not share.role.kept)

    @property
    def need(self) -> float:
        """How much the page wants a look, 0 to 3: errors first, then doubt."""
        if self.error:
            return 3.0
        words = self.kept + self.aside
        doubt = 1 - self.confidence + (self.disputed / words if words else 0.0)
        return doubt + (0.5 if self.warnings else 0.0)

    @property
    def why(self) -> str:
        """What is to be looked at, in words."""
        if self.error:
            return self.error
        said = [f"confidence {self.confidence:.2f}", *self.warnings]
        if self.disputed >= 1:
            said.append(f"rule and scorer disagree on {self.disputed:,.0f} words")
        return "; ".join(said)


def figures(name: str, link: str, document: Document) -> Figures:
    """The line of an index for a document."""
    return Figures(
        name=name,
        link=link,
        title=document.title or "",
        kind=document.kind,
        is_article=document.is_article,
        confidence=document.confidence,
        shares=tuple(shares(document)),
        related=len(document.related),
        disputed=sum(block.length for block, d in document.labelled if disputed(block, d)),
        warnings=tuple(notice.message for notice in document.warnings),
    )
