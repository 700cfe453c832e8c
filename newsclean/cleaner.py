"""The cleaner contract: look at the page and the decisions, propose claims, change nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, TypeVar, runtime_checkable

from newsclean.document import RelatedLink
from newsclean.names import Part, parts
from newsclean.page import Block, Decision, Page, Role
from newsclean.prose import core_span, prose_words

if TYPE_CHECKING:
    from newsclean.site import SiteProfile

_BELIEVED = 0.5  # from this belief on a block is more likely main text than not
_NO_PARTS: frozenset[Part] = frozenset()
_Result = TypeVar("_Result")


class Claim(NamedTuple):
    """A cleaner's proposal for one block."""

    block: int
    role: Role
    reason: str
    evidence: str = ""
    related: tuple[RelatedLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A small page and what the cleaner claims on it; it makes a test and a paragraph of docs."""

    source: str
    """HTML where it starts with "<", else a dump."""
    claims: Mapping[str, str]
    """Block text to reason code: exactly these blocks are claimed, by these reasons."""
    note: str = ""


@runtime_checkable
class Scorer(Protocol):
    """Believes, for each block of a page, how likely it is main text (0 to 1)."""

    @property
    def name(self) -> str:
        """What it is called in figures and reports."""
        ...

    def score(self, page: Page) -> Sequence[float]:
        """One number for each block, in order."""
        ...


class View:
    """What a cleaner sees: the page, the decisions so far, and the scorer's beliefs."""

    def __init__(
        self,
        page: Page,
        decisions: Sequence[Decision | None],
        scorer: Scorer,
        site: SiteProfile | None = None,
    ) -> None:
        self.page = page
        self.site = site
        """What the site's other pages taught, None where nothing is known."""
        self.decisions = decisions
        """One entry a block: its decision, or None while it is open."""
        self._scorer = scorer
        self._done: dict[Callable[[View], Any], Any] = {}

    @cached_property
    def scores(self) -> Sequence[float]:
        """Belief that each block is main text; computed once a page, when first asked for."""
        return self._scorer.score(self.page)

    def believes(self, index: int) -> bool:
        """Whether the scorer takes block `index` for main text."""
        return self.scores[index] >= _BELIEVED

    @cached_property
    def prose(self) -> Sequence[float]:
        """Words of each block that reads as prose, 0 for the others; computed once a page."""
        return [prose_words(block.text, block.length) for block in self.page.blocks]

    @cached_property
    def core(self) -> tuple[int, int]:
        """First block and end of the span where prose is densest; computed once a page."""
        return core_span(self.prose)

    @cached_property
    def parts(self) -> Sequence[frozenset[Part]]:
        """What the names of each element say that it is for; computed once a page."""
        return [parts(node.tokens) if node.tokens else _NO_PARTS for node in self.page.nodes]

    def once(self, work: Callable[[View], _Result]) -> _Result:
        """What `work` makes of this view; done when first asked for, and remembered.

        For what several cleaners need: it sees the decisions that stand when the first one asks.
        """
        if work not in self._done:
            self._done[work] = work(self)
        found: _Result = self._done[work]
        return found

    def open_blocks(self) -> Sequence[Block]:
        """The blocks that no cleaner has claimed yet, in page order."""
        return [b for b, d in zip(self.page.blocks, self.decisions, strict=True) if d is None]

    def is_open(self, index: int) -> bool:
        """Whether block `index` is still without a decision."""
        return self.decisions[index] is None


class Cleaner(Protocol):
    """A small immutable object; a frozen dataclass whose fields are its options serves best."""

    name: ClassVar[str]
    """The registered name, equal to the stem of its file."""
    roles: ClassVar[frozenset[Role]]
    """Roles that it may give."""
    reasons: ClassVar[Mapping[str, str]]
    """Reason codes, each with one line that says what it means."""
    after: ClassVar[tuple[str, ...]]
    """Cleaners that must run before it where both are in a pipeline."""
    examples: ClassVar[tuple[Example, ...]]

    def claims(self, view: View) -> Iterable[Claim]:
        """Propose claims for open blocks (a claim on a decided block is ignored)."""
        ...
