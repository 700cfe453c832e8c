"""Finds the blocks of a page that hold some words, also where the words are not quite those."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from newsclean import wording
from newsclean.page import Page

How = Literal["words", "part", "near"]

_NEAR = 0.5  # least share of the words, alone and in pairs, for a near miss
_MOST_NEAR = 3
_TYPO = 0.75  # least likeness, as difflib has it, of a word and its misspelling
_MOST_TYPOS = 20  # words that are looked up so; each costs a look at all words of the page


class Found(NamedTuple):
    """One place where the words stand."""

    blocks: tuple[int, ...]
    """Indices of the blocks, more than one where the words run on over a break."""
    how: How
    """`words`: these words, whatever the marks between them; `part`: these characters, inside of
    words; `near`: most of them, or with other letters."""


def find(page: Page, words: str) -> list[Found]:
    """Where words stand on a page: exactly, else as characters, else nearly; best first."""
    keys = [wording.key(block.text) for block in page.blocks]
    return (
        list(_as_words(keys, wording.key(words)))
        or [Found((index,), "part") for index in _as_characters(page, words)]
        or _nearly(keys, wording.key(words))
    )


def elsewhere(page: Page, words: str) -> list[str]:
    """Places of the source that hold the words, though no block does."""
    wanted = f" {wording.key(words)} "
    if not wanted.strip():
        return []
    places = [("the page's <title>", page.head.title)]
    places += [(f"<meta> {name}", content) for name, content in page.head.meta]
    places += [("JSON-LD", script) for script in page.head.json_ld]
    places += [("a picture's alternative text", image.alt) for image in page.images]
    found = [where for where, text in places if wanted in f" {wording.key(text)} "]
    if not found and wanted in f" {wording.key(page.source)} ":
        found = ["the source, but not in its text: in a script, a style, an attribute or a comment"]
    return list(dict.fromkeys(found))


def _as_words(keys: Sequence[str], wanted: str) -> Iterator[Found]:
    """The occurrences of a run of words in the page's words, over the breaks between blocks too."""
    if not wanted:
        return
    running = "".join(f" {key}" if key else "" for key in keys) + " "
    starts = list(accumulate((len(key) + 1 if key else 0 for key in keys), initial=0))
    needle = f" {wanted} "
    before: tuple[int, ...] = ()
    at = running.find(needle)
    while at >= 0:
        # Blocks without words start where the next one does.
        first = bisect_right(starts, at) - 1
        last = bisect_right(starts, at + len(needle) - 2) - 1
        blocks = tuple(index for index in range(first, last + 1) if keys[index])
        if blocks != before:
            yield Found(blocks, "words")
            before = blocks
        at = running.find(needle, at + 1)


def _as_characters(page: Page, words: str) -> Iterator[int]:
    wanted = " ".join(words.casefold().split())
    for block in page.blocks:
        if wanted and wanted in " ".join(block.text.casefold().split()):
            yield block.index


def _nearly(keys: Sequence[str], wanted: str) -> list[Found]:
    """The blocks that hold most of the words, misspelt ones counted as what they come nearest."""
    said = [key.split() for key in keys]
    vocabulary = {word for words in said for word in words}
    terms = _spelt(wanted.split(), vocabulary)
    singles, pairs = Counter(terms), Counter(pairwise(terms))
    scored = []
    for index, words in enumerate(said):
        score = (singles & Counter(words)).total() / max(1, len(terms))
        if score >= _NEAR and pairs:
            score = (score + (pairs & Counter(pairwise(words))).total() / pairs.total()) / 2
        if terms and score >= _NEAR:
            scored.append((-score, index))
    return [Found((index,), "near") for _, index in sorted(scored)[:_MOST_NEAR]]


def _spelt(terms: Sequence[str], vocabulary: set[str]) -> list[str]:
    """The words, each that is not on the page replaced by the one there that is most like it."""
    spelt = []
    looked_up = 0
    for term in terms:
        if term not in vocabulary and len(term) > 2 and looked_up < _MOST_TYPOS:
            looked_up += 1
            likely = [word for word in vocabulary if abs(len(word) - len(term)) <= 2]
            near = difflib.get_close_matches(term, sorted(likely), n=1, cutoff=_TYPO)
            term = near[0] if near else term
        spelt.append(term)
    return spelt
