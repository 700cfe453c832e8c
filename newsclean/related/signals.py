"""What tells the headline of another story from the other short lines of a dump."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import exp, log1p
from typing import NamedTuple
from unicodedata import category

from newsclean import phrases
from newsclean.cleaner import View
from newsclean.page import Block
from newsclean.prose import cut_off
from newsclean.wording import ends_sentence, key, length, remembered

_TIME = re.compile(
    r"\W*(?:(?:[^\W\d]{1,12}\.?[\s:,/]+){0,3}"
    r"(?:\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?|\d{1,4}[-/.年]\s?\d{1,2}(?:[-/.月]\s?\d{1,4}日?)?\.?|"
    r"\d{1,2}(?:\.|st|nd|rd|th)?\s+(?:de\s+)?[^\W\d]{3,12}\.?(?:,?\s+(?:de\s+)?\d{4})?|\d{1,2},?\s+\d{4}|"
    r"\d{1,3}\s?(?:[^\W\d]{1,12}\.?)(?:\s+[^\W\d]{1,12}){0,2})"
    r"(?:[\s,|·•–-]*(?:[^\W\d]{1,8}\s+)?\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?)?(?:\s+[^\W\d]{1,6}){0,2})\W*",
    re.IGNORECASE,
)
_SURE_TIME = re.compile(
    r"\d[:.h]\d\d|\d[-/.年]\s?\d|\b(?:19|20)\d\d\b"
    r"|\b(?:ago|vor|il y a|hace|há|geleden|sedan|siden|temu|lalu|önce|fa|назад|тому|πριν|преди|"
    r"před|pred|prije|acum|trước|منذ|قبل|پیش|پہلے|לפני|पहल|আগ|மனப|ทแลว)\b",
    re.IGNORECASE,
)
"""A clock, a day in digits, a year, or the words for "2 hours ago", without their marks."""
_FEW = 3
"""Words up to which a number and a word are a time anyhow: "12 March", not "12 ships in port"."""
_MOST_OF_TIME = 5.0
_DIGIT = re.compile(r"\d")
_ODD = re.compile(r"[©®@#]|https?:|www\.|\b\d+\s?%\s|[$€£]\s?\d")
_MAX_WORDS = 32.0


class Line(NamedTuple):
    """What is seen of one block."""

    key: str
    words: float
    prose: float
    headline: bool = False
    """It could be a headline, by itself."""
    head: bool = False
    """A known name of a list of stories."""
    time: bool = False
    """A time, a date or "2 hours ago"."""


def look(block: Block, prose: float) -> Line:
    """See what one block could be.

    Args:
        block: The block.
        prose: Its words where it reads as prose, else 0.
    """
    text = block.text
    words = block.length
    if len(text) > 400:
        return Line("", words, prose)
    time, head, headline = _seen(text)
    headline = headline and block.form not in ("code", "cell")
    known = key(said_once(text)) if words <= 40 else ""
    return Line(known, words, prose, headline, head, time)


def is_time(text: str) -> bool:
    """Whether a line is a time, a date or "2 hours ago"."""
    return _seen(text)[0]


def said_once(text: str) -> str:
    """A line without its second half, where that says the same again.

    So do lines of the text of a picture and the headline below it.
    """
    half, odd = divmod(len(text), 2)
    first = text[:half]
    return first if odd and " " in first and text == f"{first} {first}" else text


def lines_of(view: View) -> list[Line]:
    """What is seen of each block of a dump; what others have claimed is no headline."""
    lines = [look(b, p) for b, p in zip(view.page.blocks, view.prose, strict=True)]
    for decided in view.decisions:
        if decided is not None:
            seen = lines[decided.block]
            lines[decided.block] = Line(seen.key, seen.words, seen.prose)
    return lines


@remembered
def _seen(text: str) -> tuple[bool, bool, bool]:
    """Whether a line could be a time, a list's name, a headline, by its words alone."""
    words = length(text)
    time = len(text) <= 48 and _DIGIT.search(text) is not None and _tells_time(text)
    # "An hour ago": of no digit, and of few words.
    time = time or (words <= _MOST_OF_TIME and phrases.load("times").match(text) is not None)
    head = words <= 8 and not time and is_section_head(text)
    headline = (
        not time
        and not head
        and 3.5 <= words <= _MAX_WORDS
        and not text[0].islower()
        and not _ended(text)
        and _ODD.search(text) is None
    )
    return time, head, headline


def _tells_time(text: str) -> bool:
    """Whether a line with a number is set like a time, and is no headline."""
    if not text.isascii():
        # Vowels of Indian scripts and of Thai are marks, and no letters to a pattern.
        text = "".join(c for c in text if category(c)[0] != "M")
    if not _TIME.fullmatch(text):
        return False
    words = [word for word in text.split() if word.lower() not in ("de", "of")]
    return len(words) <= _FEW or _SURE_TIME.search(text) is not None


def is_section_head(text: str) -> bool:
    """Whether a short line is a known name of a list of stories."""
    if ends_sentence(text) and not text.endswith(("?", "？", "!", "…", "...")):
        return False
    return phrases.load("sections").match(text) is not None


def _ended(text: str) -> bool:
    """Whether the line ends as told sentences do; headlines may ask or shout."""
    if text[-1] in ":：;,，":
        return True
    if text.endswith(("?", "!", "？", "！", "”", '"', "»", "’", "'", "」", "』", ")", "）")):
        return False
    if cut_off(text):
        return False
    return ends_sentence(text)


_WEIGHTS = {
    "words": 1.1,  # natural logarithm of one more than the words
    "short": -1.2,
    "long": -2.6,
    "cut": -1.0,
    "all_caps": -1.4,
    "bar": -0.9,
    "colon": 0.6,
    "quote": 0.6,
    "heading": 0.5,
    "twin": 0.7,  # the same line next to it: picture text and link text
    "head": 0.9,  # below a known name of a list
    "head_near": 1.1,
    "time": 0.5,  # times and dates around it, three at most
    "near": 2.9,  # share of headlines around it
    "prose_near": -1.2,
    "short_near": -0.7,
    "between_prose": -0.5,  # where a subheading stands
    "before": -0.6,
    "told": 1.1,  # share of the page's prose above it
}
_START = -5.5
_COMPANY = 2.0
"""What the belief in the headlines beside it adds, in logits."""
_REACH = 4
"""Blocks on each side that count as near."""
_UNDER_HEAD = 40
"""Blocks below a list's name that may belong to it."""


def beliefs(view: View, lines: Sequence[Line]) -> list[float]:
    """For each block the belief, 0 to 1, that it is another story's headline."""
    logits = _logits(view.page.blocks, lines, view.core[0])
    alone = [sigmoid(logit) if logit is not None else None for logit in logits]
    before = _company(alone)
    after = _company(alone[::-1])[::-1]
    return [
        0.0 if logit is None else sigmoid(logit + _COMPANY * (max(left, right) - 0.3))
        for logit, left, right in zip(logits, before, after, strict=True)
    ]


def _company(alone: Sequence[float | None]) -> list[float]:
    """Mean belief in the headlines before each block, the nearest counting most."""
    found, mean = [], 0.0
    for belief in alone:
        found.append(mean)
        mean = mean * 0.95 if belief is None else (mean + belief) / 2
    return found


def _logits(blocks: Sequence[Block], lines: Sequence[Line], first: int) -> list[float | None]:
    size = len(blocks)
    prose = [line.prose for line in lines]
    whole = sum(prose) or 1.0
    headlines = _running([line.headline for line in lines])
    times = _running([line.time for line in lines])
    proses = _running([line.prose > 0 for line in lines])
    shorts = _running([not (x.headline or x.prose or x.time or x.head) for x in lines])
    keys = [line.key for line in lines]
    weight = _WEIGHTS
    found: list[float | None] = []
    told, head_at = 0.0, -_UNDER_HEAD - 1
    for index, (block, line) in enumerate(zip(blocks, lines, strict=True)):
        if line.head:
            head_at = index
        elif line.prose and line.words >= 45:
            head_at = -_UNDER_HEAD - 1  # a long paragraph ends a list of stories
        told += line.prose
        if not line.headline:
            found.append(None)
            continue
        low, high = max(0, index - _REACH), min(size, index + _REACH + 1)
        around = high - low
        text = block.text
        quoted = text[0] in "\"'“„«‘「『»" or "“" in text or '"' in text
        beside = keys[max(0, index - 2) : index] + keys[index + 1 : index + 3]
        between = 0 < index < size - 1 and prose[index - 1] > 0 and prose[index + 1] > 0
        found.append(
            _START
            + (
                weight["words"] * log1p(line.words)
                + weight["short"] * (line.words < 6)
                + weight["long"] * (line.words > 18)
                + weight["cut"] * cut_off(text)
                + weight["all_caps"] * text.isupper()
                + weight["bar"] * ("|" in text or " - " in text)
                + weight["colon"] * (": " in text)
                + weight["quote"] * quoted
                + weight["heading"] * (block.form == "heading")
                + weight["twin"] * (line.key in beside)
                + weight["head"] * (index - head_at <= _UNDER_HEAD)
                + weight["head_near"] * (index - head_at <= _REACH)
                + weight["time"] * min(times[high] - times[low], 3)
                + weight["near"] * ((headlines[high] - headlines[low]) / around)
                + weight["prose_near"] * ((proses[high] - proses[low]) / around)
                + weight["short_near"] * ((shorts[high] - shorts[low]) / around)
                + weight["between_prose"] * between
                + weight["before"] * (index < first)
                + weight["told"] * (told / whole)
            )
        )
    return found


def _running(values: Iterable[bool]) -> list[int]:
    return list(accumulate(values, initial=0))


def sigmoid(logit: float) -> float:
    """Logit to belief."""
    return 1 / (1 + exp(-logit))
