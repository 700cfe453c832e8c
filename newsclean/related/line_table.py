"""What is seen of all lines of a dump, a column each, whether they may be headlines or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from newsclean.cleaner import View
from newsclean.furniture import served
from newsclean.page import Role
from newsclean.related.model import Rows
from newsclean.related.offers import Offer, offer
from newsclean.related.signals import Line
from newsclean.related.terms import own_terms
from newsclean.scoring.dump_features import DUMP_FEATURES
from newsclean.scoring.layout import Floats, Marks, running
from newsclean.scoring.learned import features_read
from newsclean.wording import ends_sentence, key, remembered

_CANDIDATE = (3.0, 32.0)  # words of a line that may be a headline
_TOLD = 12.0  # words of a paragraph
_MAIN = 5.0  # words of a line of the article
_WORDY = 40.0  # words of a line beyond which its words say nothing of a list
_TEMPLATE = 14
"""Words of a line, and characters of its marks, by which it is known as another's like."""
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SEEN = (
    "headline", "known_head", "time", "reads", "score", "navigation", "claimed",
    "twin", "glued", "template", "again", "offer", "candidate",
)  # fmt: skip
ROW_FEATURES: tuple[str, ...] = (*DUMP_FEATURES, *_SEEN)
"""Names of the columns of `LineTable.rows`, in order."""


@dataclass(frozen=True, slots=True, eq=False)
class LineTable:
    """The lines of one dump."""

    view: View
    lines: Sequence[Line]
    words: Floats
    prose: Marks
    headline: Marks
    time: Marks
    known: Marks
    """Known names of lists."""
    heading: Marks
    item: Marks
    stop: Marks
    """Lines that end as a sentence does."""
    repeats: Floats
    """How often the same words stand on the page, 4 at most."""
    twins: Floats
    """Whether a line beside it is the same, and whether one holds the other."""
    offers: Sequence[Offer | None]
    """What lines of the text offer ("Read more: …")."""
    templates: Sequence[str]
    """What each has in common with others of its make, "" for long ones."""
    navigation: Marks
    claimed: Marks
    """Lines that other cleaners have claimed, but for navigation."""
    blank: Floats
    """Empty lines above each, 3 at most."""
    scores: Floats
    """The block scorer's beliefs."""
    candidate: Marks
    """Lines that may be headlines."""

    @classmethod
    def of(cls, view: View, lines: Sequence[Line]) -> LineTable:
        """Look at a page that has lines."""
        blocks = view.page.blocks
        keys = [line.key for line in lines]
        seen = Counter(keys)
        words = np.array([line.words for line in lines])
        decided = np.array([d is not None for d in view.decisions], dtype=bool)
        navigation = np.array(
            [d is not None and d.role is Role.NAVIGATION for d in view.decisions], dtype=bool
        )
        candidate = ~decided & (words >= _CANDIDATE[0]) & (words <= _CANDIDATE[1])
        for index in np.flatnonzero(candidate).tolist():
            candidate[index] = served(blocks[index].text) is None
        return cls(
            view=view,
            lines=lines,
            words=words,
            prose=np.array([line.prose > 0 for line in lines]),
            headline=np.array([line.headline for line in lines]),
            time=np.array([line.time for line in lines]),
            known=np.array([line.head for line in lines]),
            heading=np.array([block.form == "heading" for block in blocks]),
            item=np.array([block.form == "item" for block in blocks]),
            stop=np.array([ends_sentence(block.text) for block in blocks]),
            repeats=np.array([min(seen[key], 4) for key in keys], dtype=np.float64),
            twins=_twins(keys),
            offers=[offer(block.text) for block in blocks],
            templates=[
                _template(block.text) if line.words <= _TEMPLATE else ""
                for block, line in zip(blocks, lines, strict=True)
            ],
            navigation=navigation,
            claimed=decided & ~navigation,
            blank=np.array([min(block.blank_before, 3) for block in blocks], dtype=np.float64),
            scores=np.asarray(view.scores, dtype=np.float64),
            candidate=candidate,
        )

    @property
    def short(self) -> Marks:
        """Lines that are nothing that is known."""
        return ~(self.headline | self.prose | self.time | self.known)

    @property
    def main(self) -> Marks:
        """Lines that are believed to be of the article."""
        return (self.scores >= 0.5) & (self.words >= _MAIN)

    @property
    def paragraph(self) -> Marks:
        """Lines that are believed to be its paragraphs."""
        return self.main & (self.words >= _TOLD)

    @property
    def told(self) -> Floats:
        """Running total of the article's words, one more than the lines."""
        return running(np.where(self.main, self.words, 0.0)[:, None])[:, 0]

    def span(self) -> tuple[int, int]:
        """The first and the last of the article's paragraphs; past the end where it has none."""
        places = np.flatnonzero(self.paragraph)
        size = len(self.words)
        return (int(places[0]), int(places[-1])) if len(places) else (size, size)

    def rows(self) -> Rows:
        """What a network reads of all lines in their order."""
        known = features_read(self.view.page, self.view.scores)
        often = Counter(self.templates)
        seen = (
            self.headline,
            self.known,
            self.time,
            self.prose,
            self.scores,
            self.navigation,
            self.claimed,
            *self.twins.T,
            np.log1p([often[text] if text else 0 for text in self.templates]),
            np.where([bool(line.key) for line in self.lines], self.repeats, 0),
            np.array([found is not None for found in self.offers]),
            self.candidate,
        )
        terms = [
            own_terms(block.text) if line.words <= _WORDY else ()
            for block, line in zip(self.view.page.blocks, self.lines, strict=True)
        ]
        return Rows(np.column_stack((known.dense, *seen)), terms)


@remembered
def _template(text: str) -> str:
    """What a line has in common with others of its make: its marks, or all its words."""
    if "|" in text or _DIGITS.search(text):
        return "|" + _LETTERS.sub("a", _DIGITS.sub("0", text))[:_TEMPLATE]
    return key(text)


def _twins(keys: Sequence[str]) -> Floats:
    """Whether a line beside each, at most two away, is the same, and whether one holds the other.

    Of two such lines the one that the other holds has 1, that other has a half.
    """
    found = np.zeros((len(keys), 2))
    for below in range(1, len(keys)):
        for above in range(max(below - 2, 0), below):
            first, second = keys[above], keys[below]
            if not first or not second or (first[0] != second[0] and first[-1] != second[-1]):
                continue
            if first == second:
                found[above, 0] = found[below, 0] = 1.0
                continue
            whole, part = (above, below) if len(first) > len(second) else (below, above)
            if keys[whole].endswith(" " + keys[part]) or keys[whole].startswith(keys[part] + " "):
                found[part, 1] = 1.0
                found[whole, 1] = max(found[whole, 1], 0.5)
    return found
