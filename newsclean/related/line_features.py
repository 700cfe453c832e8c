"""What is known of each line of a dump that may be a headline: named numbers, and terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log, log1p

import numpy as np

from newsclean.cleaner import View
from newsclean.page import Block
from newsclean.prose import cut_off
from newsclean.related.model import GROUPS, Candidates, company_features
from newsclean.related.offers import offer
from newsclean.related.records import RECORD_FEATURES, RECORD_GROUPS, records
from newsclean.related.signals import Line, beliefs
from newsclean.related.terms import line_terms
from newsclean.scoring.layout import Floats, Ints, Marks, running
from newsclean.wording import ends_sentence, length, remembered, sentences

WORDS = (3.0, 32.0)
"""Words of a line that may be a headline."""
_TOLD = 12.0  # words of a paragraph
_REACHES = (2, 5, 12)
_FORMS = ("paragraph", "heading", "item", "quote", "cell", "code", "caption")
_FAR = 60
_WORD_FACTS = (
    "words", "characters", "capitals", "all_caps", "question", "stop", "cut", "colon", "colon_end",
    "bar", "quoted", "digits", "lower_start", "sentences", "mean_word", "odd",
)  # fmt: skip
_OWN = (
    *_WORD_FACTS,
    "heading", "item", "number", "cell", "blank_before", "blank_after", "headline",
    "repeats", "twin", "glued", "topic", "title_topic", "offer", "rule",
)  # fmt: skip
_PLACE = (
    "place", "told_before", "told_after", "inside", "to_main", "past_main", "since_told",
    "until_told", "score", "score_near", "page_lines", "page_told",
    "since_head", "since_known_head", "since_heading", "lines_since_head",
)  # fmt: skip
_WINDOW = ("headlines", "prose", "short", "times", "length", "spread", "alike", "heads", "items")
_BESIDE = ("words", "time", "prose", "short", "headline", "stop", "same_form", "known_head")
LINE_FEATURES: tuple[str, ...] = (
    *_OWN,
    *_PLACE,
    *(f"window{reach}_{what}" for reach in _REACHES for what in _WINDOW),
    *(
        f"{side}{step}_{what}"
        for side in ("before", "after")
        for step in (1, 2)
        for what in _BESIDE
    ),
    *RECORD_FEATURES,
)
"""Names of the columns of `Candidates.dense`, in order."""
LINE_MODEL: tuple[str, ...] = (*LINE_FEATURES, *company_features((*GROUPS, *RECORD_GROUPS)))
"""All that the model of lines reads."""


def line_features(view: View, lines: Sequence[Line]) -> Candidates | None:
    """Compute the features of a dump's lines; None where none may be a headline."""
    blocks = view.page.blocks
    words = np.array([line.words for line in lines])
    open_ = np.array([d is None for d in view.decisions], dtype=bool)
    at = np.flatnonzero(open_ & (words >= WORDS[0]) & (words <= WORDS[1]))
    if not len(at):
        return None
    size = len(blocks)
    scores = np.asarray(view.scores, dtype=np.float64)
    prose = np.array([line.prose > 0 for line in lines])
    headline = np.array([line.headline for line in lines])
    time = np.array([line.time for line in lines])
    known = np.array([line.head for line in lines])
    heading = np.array([block.form == "heading" for block in blocks])
    item = np.array([block.form == "item" for block in blocks])
    stop = np.array([ends_sentence(block.text) for block in blocks])
    short = ~(headline | prose | time | known)
    main = (scores >= 0.5) & (words >= 5)
    told = running(np.where(main, words, 0.0)[:, None])[:, 0]
    made = _makes(blocks)
    logs = np.log1p(words)
    facts = np.array([_facts(blocks[i].text) for i in at], dtype=np.float64)
    blank = np.array([min(block.blank_before, 3) for block in blocks], dtype=np.float64)
    keys = [line.key for line in lines]
    seen = Counter(keys)
    told_terms = {
        t for i in np.flatnonzero(main & (words >= _TOLD)) for t in line_terms(blocks[i].text)
    }
    title_terms = set(line_terms(view.page.head.title))
    rules = _log_odds(beliefs(view, lines))
    own = [
        (
            heading[i],
            item[i],
            blocks[i].marker[:1].isdigit(),
            blocks[i].form in ("cell", "code", "quote"),
            blank[i],
            blank[i + 1] if i + 1 < size else 3,
            headline[i],
            min(seen[keys[i]], 4),
            *_twins(keys, i),
            *_topics(blocks[i].text, told_terms, title_terms),
            offer(blocks[i].text) is not None,
            rules[i],
        )
        for i in at.tolist()
    ]
    heads = known | heading
    place = _places(at, scores, words, main, told, [heads, known, heading])
    near = running(
        np.stack((headline, prose, short, time, logs, logs**2, known, item), axis=1).astype(float)
    )
    alike = running((made[:, None] == np.arange(made.max() + 1)).astype(float))
    windows = []
    for reach in _REACHES:
        low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, size)
        span = (high - low)[:, None]
        mean = (near[high] - near[low]) / span
        spread = np.sqrt(np.maximum(mean[:, 5] - mean[:, 4] ** 2, 0))
        same = alike[high, made[at]] - alike[low, made[at]]
        windows.append(
            np.column_stack((mean[:, :5], spread, same / span[:, 0], mean[:, 6], mean[:, 7]))
        )
    form = np.array([_FORMS.index(block.form) for block in blocks])
    table = np.stack((logs, time, prose, short, headline, stop, form, known), axis=1).astype(float)
    beside_columns = []
    for step in (-1, -2, 1, 2):
        where = at + step
        inside = (where >= 0) & (where < size)
        row = np.where(inside[:, None], table[np.clip(where, 0, size - 1)], -1.0)
        row[:, 6] = row[:, 6] == form[at]
        beside_columns.append(row)
    repeated = records(view, lines, at)
    dense = np.hstack(
        (facts, np.array(own, dtype=float), place, *windows, *beside_columns, repeated.dense)
    )
    groups = np.vstack((_groups(at, made, heads, keys), repeated.groups))
    shapes = _shapes(words, prose, headline, time, known, heading)
    terms = [_terms(blocks, i, shapes, lines) for i in at.tolist()]
    return Candidates(at, dense, terms, groups)


def _log_odds(rules: Sequence[float]) -> list[float]:
    return [log((belief + 0.01) / (1.01 - belief)) for belief in rules]


@remembered
def _facts(text: str) -> tuple[float, ...]:
    words = text.split()
    return (
        log1p(length(text)),
        log1p(len(text)),
        sum([word[0].isupper() for word in words]) / len(words),
        text.isupper(),
        text.endswith(("?", "!", "？", "！")),
        text.endswith((".", "。")),
        cut_off(text),
        ": " in text or "：" in text,
        text.endswith((":", "：")),
        "|" in text or " - " in text or " – " in text or "›" in text or "»" in text,
        text[0] in "\"'“„«‘「『»" or "“" in text or '"' in text,
        sum(map(str.isdigit, text)) / len(text),
        text[0].islower(),
        min(sentences(text), 3),
        len(text) / len(words),
        any(mark in text for mark in "©®@#$€£{}<>=_"),
    )


def _twins(keys: Sequence[str], index: int) -> tuple[float, float]:
    """Whether a line beside it is the same, and whether one holds the other."""
    own = keys[index]
    twin = glued = 0.0
    for other in (*keys[max(0, index - 2) : index], *keys[index + 1 : index + 3]):
        if not other:
            continue
        if other == own:
            twin = 1.0
        elif other.endswith(" " + own) or other.startswith(own + " "):
            glued = 1.0
        elif own.endswith(" " + other) or own.startswith(other + " "):
            glued = max(glued, 0.5)
    return twin, glued


def _topics(text: str, told: set[str], title: set[str]) -> tuple[float, float]:
    terms = line_terms(text)
    size = max(len(terms), 1)
    # Mapped, not looped over: this is asked of every line.
    return sum(map(told.__contains__, terms)) / size, sum(map(title.__contains__, terms)) / size


def _places(
    at: Ints, scores: Floats, words: Floats, main: Marks, told: Floats, heads: Sequence[Marks]
) -> Floats:
    size = len(scores)
    whole = max(float(told[-1]), 1.0)
    places = np.arange(size)
    paragraphs = np.flatnonzero(main & (words >= _TOLD))
    first, last = (int(paragraphs[0]), int(paragraphs[-1])) if len(paragraphs) else (size, size)
    is_told = np.zeros(size, dtype=bool)
    is_told[paragraphs] = True
    since_told = _since(is_told)[at]
    until_told = _since(is_told[::-1])[::-1][at]
    near = running(scores[:, None])[:, 0]
    low, high = np.maximum(at - 4, 0), np.minimum(at + 5, size)
    since = [_since(marks)[at] for marks in heads]
    ones = places[at]
    return np.stack(
        (
            ones / size,
            told[at] / whole,
            1 - told[at] / whole,
            (at > first) & (at < last),
            np.log1p(np.maximum(first - at, 0)),
            np.log1p(np.maximum(at - last, 0)),
            np.log1p(since_told),
            np.log1p(until_told),
            scores[at],
            (near[high] - near[low]) / (high - low),
            np.full(len(at), log1p(size)),
            np.full(len(at), log1p(whole)),
            *(np.log1p(x) for x in since),
            np.minimum(since[0], since_told),
        ),
        axis=1,
    )


def _since(marks: Marks) -> Floats:
    """Blocks since the last mark before each block, 60 at most."""
    places = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, places, -_FAR - len(marks)))
    before = np.concatenate(([-_FAR - len(marks)], last[:-1]))
    return np.minimum(places - before, _FAR).astype(np.float64)


def _makes(blocks: Sequence[Block]) -> Ints:
    """A number for each way in which a line is set."""
    kinds: dict[object, int] = {}
    made = []
    for block in blocks:
        mark = "0" if block.marker[:1].isdigit() else block.marker[:1]
        setting = (block.form, block.level, mark, min(block.blank_before, 2))
        made.append(kinds.setdefault(setting, len(kinds)))
    return np.array(made, dtype=np.int64)


def _groups(at: Ints, made: Ints, heads: Marks, keys: Sequence[str]) -> Ints:
    under = np.cumsum(heads)
    kinds: dict[str, int] = {}
    wording = np.array([kinds.setdefault(keys[i] or str(i), len(kinds)) for i in at.tolist()])
    return np.stack((made[at], under[at], wording))


def _shapes(*marks: Floats | Marks) -> list[str]:
    """One letter for what each line looks like."""
    words, prose, headline, time, known, heading = marks
    letters = np.where(words <= 1, "a", np.where(words <= 3, "b", "c"))
    letters = np.where(headline, "H", letters)
    letters = np.where(prose, "P", letters)
    letters = np.where(time, "T", letters)
    letters = np.where(heading, "G", letters)
    letters = np.where(known, "K", letters)
    return [str(x) for x in letters]


def _terms(
    blocks: Sequence[Block], index: int, shapes: Sequence[str], lines: Sequence[Line]
) -> tuple[str, ...]:
    words = line_terms(blocks[index].text)
    terms = [f"t:{word}" for word in words[:16]]
    if words:
        terms += (f"1:{words[0]}", f"-:{words[-1]}")
    size = len(shapes)
    around = [shapes[i] if 0 <= i < size else "-" for i in range(index - 3, index + 4)]
    shape = "".join(around)
    terms += (f"s:{shape[2:5]}", f"s:{shape[1:4]}<", f"s:{shape[3:6]}>", f"s:{shape[1:6]}")
    for step in (1, 2):
        if index >= step and lines[index - step].words <= 8:
            terms += [f"b:{word}" for word in line_terms(blocks[index - step].text)]
        if index + step < size and lines[index + step].words <= 8:
            terms += [f"f:{word}" for word in line_terms(blocks[index + step].text)]
    return tuple(dict.fromkeys(terms))
