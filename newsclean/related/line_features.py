"""What is known of each line of a dump that may be a headline: named numbers, and terms."""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log1p

import numpy as np

from newsclean.page import Block
from newsclean.prose import cut_off
from newsclean.related.line_table import ROW_FEATURES, LineTable
from newsclean.related.model import GROUPS, Candidates, company_features
from newsclean.related.records import RECORD_FEATURES, RECORD_GROUPS, records
from newsclean.related.signals import Line, beliefs
from newsclean.related.terms import line_terms, own_terms
from newsclean.scoring.layout import Floats, Ints, Marks, running, since, until
from newsclean.wording import length, remembered, sentences

_REACHES = (2, 5, 12)
_FAR = 60  # lines: the distance to what is not there
_FORMS = ("paragraph", "heading", "item", "quote", "cell", "code", "caption")
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
"""All that the last pass reads of a line."""
LINES_READ: tuple[str, ...] = (*LINE_MODEL, *ROW_FEATURES)
"""All that the model of lines reads."""


def line_features(table: LineTable) -> Candidates | None:
    """Compute the features of a dump's lines; None where none may be a headline."""
    view, lines = table.view, table.lines
    at = np.flatnonzero(table.candidate)
    if not len(at):
        return None
    blocks, size = view.page.blocks, len(lines)
    words, prose, headline, known = table.words, table.prose, table.headline, table.known
    heading, short = table.heading, table.short
    made = _makes(blocks)
    facts = np.array([_facts(blocks[i].text) for i in at], dtype=np.float64)
    keys = [line.key for line in lines]
    told_terms = {t for i in np.flatnonzero(table.paragraph) for t in line_terms(blocks[i].text)}
    title_terms = set(line_terms(view.page.head.title))
    rules = _log_odds(beliefs(view, lines))
    own = [
        (
            heading[i],
            table.item[i],
            blocks[i].marker[:1].isdigit(),
            blocks[i].form in ("cell", "code", "quote"),
            table.blank[i],
            table.blank[i + 1] if i + 1 < size else 3,
            headline[i],
            table.repeats[i],
            *table.twins[i],
            *_topics(blocks[i].text, told_terms, title_terms),
            table.offers[i] is not None,
            rules[i],
        )
        for i in at.tolist()
    ]
    heads = known | heading
    place = _places(at, table, [heads, known, heading])
    logs = np.log1p(words)
    near = running(
        np.stack(
            (headline, prose, short, table.time, logs, logs**2, known, table.item), axis=1
        ).astype(float)
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
    beside = np.stack(
        (logs, table.time, prose, short, headline, table.stop, form, known), axis=1
    ).astype(float)
    beside_columns = []
    for step in (-1, -2, 1, 2):
        where = at + step
        inside = (where >= 0) & (where < size)
        row = np.where(inside[:, None], beside[np.clip(where, 0, size - 1)], -1.0)
        row[:, 6] = row[:, 6] == form[at]
        beside_columns.append(row)
    repeated = records(table, at)
    dense = np.hstack(
        (facts, np.array(own, dtype=float), place, *windows, *beside_columns, repeated.dense)
    )
    groups = np.vstack((_groups(at, made, heads, keys), repeated.groups))
    shapes = _shapes(words, prose, headline, table.time, known, heading)
    terms = [_terms(blocks, i, shapes, lines) for i in at.tolist()]
    return Candidates(at, dense, terms, groups, table.rows())


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


def _topics(text: str, told: set[str], title: set[str]) -> tuple[float, float]:
    terms = line_terms(text)
    size = max(len(terms), 1)
    # Mapped, not looped over: this is asked of every line.
    return sum(map(told.__contains__, terms)) / size, sum(map(title.__contains__, terms)) / size


def _places(at: Ints, table: LineTable, heads: Sequence[Marks]) -> Floats:
    size, scores, told = len(table.words), table.scores, table.told
    whole = max(float(told[-1]), 1.0)
    first, last = table.span()
    since_told = np.minimum(since(table.paragraph), _FAR)[at]
    until_told = np.minimum(until(table.paragraph), _FAR)[at]
    near = running(scores[:, None])[:, 0]
    low, high = np.maximum(at - 4, 0), np.minimum(at + 5, size)
    behind = [np.minimum(since(marks), _FAR)[at] for marks in heads]
    return np.stack(
        (
            at / size,
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
            *(np.log1p(x) for x in behind),
            np.minimum(behind[0], since_told),
        ),
        axis=1,
    )


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
    terms = [*own_terms(blocks[index].text)]
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
