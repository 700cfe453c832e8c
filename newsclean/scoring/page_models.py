"""What the beliefs about blocks say of the whole page: how good its text will be, is it an article.

Both are logistic models on a few numbers, trained with the block scorer, on beliefs out of fold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from newsclean.errors import ConfigError
from newsclean.page import Kind, LabelledPage, Page
from newsclean.scoring.layout import Floats, Marks, ends_sentence
from newsclean.scoring.learned import model_for

_STATEMENTS = (
    "declares_article", "declares_other", "ld_article", "ld_other", "ld_forum", "ld_product",
    "ld_list", "path_depth", "path_words", "path_digits", "has_date", "has_author", "is_root",
    "has_address", "has_head",
)  # fmt: skip
_BELIEFS = (
    "expected_f1", "sureness", "doubtful", "kept_words", "kept_blocks", "kept_share", "kept_mean",
    "kept_ends", "kept_spread", "left_prose", "kept_runs", "kept_links", "page_links", "blocks",
    "kept_length", "kept_place", "kept_span",
)  # fmt: skip
PAGE_FEATURES: tuple[str, ...] = (*_STATEMENTS, *_BELIEFS)
"""Names of the numbers that the page models read, in order."""

_LD_ARTICLE = re.compile(r'"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review)"')
_LD_FORUM = re.compile(r'"(?:DiscussionForumPosting|QAPage|Question|Comment)"')
_LD_PRODUCT = re.compile(r'"(?:Product|Offer|AggregateOffer|Service|LocalBusiness)"')
_LD_LIST = re.compile(r'"(?:ItemList|CollectionPage|SearchResultsPage|ProfilePage)"')
_LD_OTHER = re.compile(r'"(?:WebPage|WebSite|Organization)"')


def statements(page: Page) -> Floats:
    """What the page says of itself, as numbers in the order of `PAGE_FEATURES`' first part."""
    head = page.head
    declared = head.get("og:type").lower()
    scripts = " ".join(head.json_ld)[:200_000]
    address = page.url or head.canonical
    path = re.sub(r"^\w+://[^/]*", "", address).split("?")[0].strip("/")
    parts = path.split("/") if path else []
    last = re.findall(r"[^\W\d_]+", parts[-1]) if parts else []
    return np.array(
        [
            "article" in declared or "blog" in declared or "news" in declared,
            bool(declared) and "article" not in declared,
            _LD_ARTICLE.search(scripts) is not None,
            _LD_OTHER.search(scripts) is not None,
            _LD_FORUM.search(scripts) is not None,
            _LD_PRODUCT.search(scripts) is not None,
            _LD_LIST.search(scripts) is not None,
            min(len(parts), 6),
            min(len(last), 12),
            bool(re.search(r"\d{4,}", path)),
            bool(head.get("article:published_time", "date", "datepublished", "parsely-pub-date"))
            or '"datePublished"' in scripts,
            bool(head.get("author", "article:author")) or '"author"' in scripts,
            bool(address) and not parts,
            bool(address),
            head.stated,
        ],
        dtype=np.float64,
    )


def beliefs(lengths: Floats, ends: Marks, linked: Floats, scores: Floats, kept: Marks) -> Floats:
    """What the scores and the choice say, as numbers in the order of `PAGE_FEATURES`' last part.

    Args:
        lengths: Words of each block.
        ends: Whether each block ends as a sentence does.
        linked: The share of each block inside links.
        scores: The belief that each block is main text.
        kept: Whether each block is in the text.
    """
    mass = scores * lengths
    words = float(lengths[kept].sum())
    whole = max(float(lengths.sum()), 1.0)
    hits = float(mass[kept].sum())
    expected = 2 * hits / max(words + float(mass.sum()), 1.0)
    doubt = float((np.minimum(scores, 1 - scores) * lengths).sum())
    prose = (lengths >= 12) & ends
    left = float(lengths[prose & ~kept].sum())
    count = max(int(kept.sum()), 1)
    places = np.flatnonzero(kept)
    runs = int((np.diff(places) > 1).sum()) + 1 if len(places) else 0
    size = max(len(lengths), 1)
    return np.array(
        [
            expected,
            hits / max(words, 1.0),
            np.log1p(doubt) - np.log1p(words),
            np.log1p(words),
            np.log1p(count),
            words / whole,
            float(scores[kept].mean()) if len(places) else 0.0,
            float(ends[kept].mean()) if len(places) else 0.0,
            float(np.log1p(lengths[kept]).std()) if len(places) else 0.0,
            np.log1p(left) - np.log1p(words),
            np.log1p(runs),
            float((linked * lengths)[kept].sum()) / max(words, 1.0),
            float((linked * lengths).sum()) / whole,
            np.log1p(size),
            words / count,
            float(places.mean()) / size if len(places) else 0.0,
            (int(places[-1]) - int(places[0]) + 1) / size if len(places) else 0.0,
        ],
        dtype=np.float64,
    )


def linked(page: Page) -> Floats:
    """For each block the share that is links; none in dumps, of which next to none show any."""
    html = page.kind == "html"
    return np.array([block.linked if html else 0.0 for block in page.blocks], dtype=np.float64)


def page_features(labelled: LabelledPage) -> Floats:
    """All numbers of a labelled page, in the order of `PAGE_FEATURES`."""
    page = labelled.page
    blocks = page.blocks
    lengths = np.array([block.length for block in blocks], dtype=np.float64)
    ends = np.array([ends_sentence(block.text) for block in blocks], dtype=bool)
    scores = np.array([d.score or 0.0 for d in labelled.decisions], dtype=np.float64)
    kept = np.array([d.role.kept for d in labelled.decisions], dtype=bool)
    return np.concatenate((statements(page), beliefs(lengths, ends, linked(page), scores, kept)))


def judge(features: Floats, model: Mapping[str, Any]) -> float:
    """A page model's probability, 0 to 1, for the numbers of a page."""
    numbers = (features - np.array(model["mean"])) / np.array(model["scale"])
    odds = float(np.clip(numbers, -4, 4) @ np.array(model["slope"])) + float(model["constant"])
    return 1 / (1 + float(np.exp(-max(-30.0, min(30.0, odds)))))


@cache
def _models(kind: Kind) -> Mapping[str, Any]:
    models = model_for(kind).pages
    if tuple(models["features"]) != PAGE_FEATURES:
        raise ConfigError(f"the page models of {kind!r} were trained on other features")
    return models


class Judgement(NamedTuple):
    """What the models say of a page."""

    confidence: float
    """The F1 to expect of the page's text, 0 to 1, calibrated on pages out of fold."""
    is_article: bool | None
    """Whether the page is one article; None where the model was trained on articles alone."""


def judge_page(labelled: LabelledPage) -> Judgement:
    """Judge a labelled page. Raises `ConfigError` where the models read other numbers."""
    models = _models(labelled.page.kind)
    if not any(decision.role.kept for decision in labelled.decisions):
        return Judgement(0.0, False if "article" in models else None)
    features = page_features(labelled)
    confidence = round(judge(features, models["confidence"]), 4)
    if "article" not in models:
        return Judgement(confidence, None)
    model = models["article"]
    return Judgement(confidence, judge(features, model) >= model["threshold"])
