"""The models of whole pages: what F1 to expect of a text, and whether the page is an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import floor
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from newsclean.scoring.layout import Floats, Ints, Marks
from newsclean.scoring.page_models import PAGE_FEATURES, beliefs, judge
from newsclean.training.crossval import FOLDS, folds
from newsclean.training.fit import Table
from newsclean.training.plain import plain

_STRENGTH = 0.3
_MISSED = 0.1
"""Share of the articles that may be called another page. One that is dropped from a collection is
lost, while a page too many can still be put aside."""
_NOTES = ("", ", address unknown", ", no head")
"""What is told of each page, as in `Sample.statements`."""
_TOLD = len(_NOTES)


def fit_pages(table: Table, odds: Floats) -> tuple[dict[str, Any], dict[str, tuple[float, ...]]]:
    """Fit on beliefs out of fold; gives plain data, and figures out of fold.

    Each page counts three times: told its address, and not, and without its head, as users have
    pages without an address, and parts of pages.
    """
    # A style that only articles are shown in would tell them by its looks.
    others = {s.style for s in table.samples if s.entry.page_type not in ("", "article")}
    styles = others & {s.style for s in table.samples if s.entry.page_type == "article"}
    rows, found, kinds = [], [], []
    for place, sample in enumerate(table.samples):
        scores = 1 / (1 + np.exp(-odds[table.offsets[place] : table.offsets[place + 1]]))
        kept = sample.kept(scores, 0.5)
        told = beliefs(sample.lengths, sample.ends_sentence, sample.linked, scores, kept)
        rows.append([np.concatenate((said, told)) for said in sample.statements])
        found.append(sample.f1(kept)[2] if sample.entry.gold else np.nan)
        kinds.append(sample.entry.page_type if sample.style in styles else "")
    count = len(kinds)
    features = np.concatenate(np.swapaxes(np.array(rows), 0, 1))
    scored, of = np.array(found * _TOLD), np.tile(folds(table.samples), _TOLD)
    report: dict[str, tuple[float, ...]] = {}
    data: dict[str, Any] = {"features": list(PAGE_FEATURES)}
    known = ~np.isnan(scored)
    expected, data["confidence"] = _cross(features, np.nan_to_num(scored), known, of)
    report |= _of_confidence(expected[:count][known[:count]], scored[:count][known[:count]])
    article = np.array([kind == "article" for kind in kinds] * _TOLD)
    typed = np.array([bool(kind) for kind in kinds] * _TOLD)
    if len(set(article[typed])) == 2:
        weights = np.where(article, 1 / article[typed].sum(), 1 / (typed & ~article).sum())
        belief, data["article"] = _cross(
            features, article.astype(float), typed, of, weights * typed.sum() / 2
        )
        # By whole pages alone, as those without a head would lower it for all.
        whole = np.arange(len(belief)) < 2 * count
        threshold = data["article"]["threshold"] = _threshold(belief[article & whole])
        called = np.split(belief >= threshold, _TOLD)
        for note, called_here in zip(_NOTES, called, strict=True):
            for kind, chosen in _kinds(kinds):
                report[f"is_article: {kind}{note}"] = (float(called_here[chosen].mean()),)
    return data, report


def _threshold(belief: Floats) -> float:
    """The belief from which a page is called an article, by what is believed of articles."""
    return min(0.5, floor(100 * float(np.quantile(belief, _MISSED))) / 100)


def _of_confidence(expected: Floats, scored: Floats) -> dict[str, tuple[float, ...]]:
    """How far the F1 that was expected of pages is from theirs."""
    ranks = [np.argsort(np.argsort(x)).astype(float) for x in (expected, scored)]
    report: dict[str, tuple[float, ...]] = {
        "confidence: mean error": (float(np.abs(expected - scored).mean()),),
        "confidence: rank correlation": (float(np.corrcoef(ranks[0], ranks[1])[0, 1]),),
    }
    for low, high in pairwise((0.0, 0.6, 0.8, 0.9, 0.95, 0.975, 1.01)):
        inside = (expected >= low) & (expected < high)
        if inside.any():
            report[f"confidence {low:.3f}-{min(high, 1):.3f}"] = (
                float(inside.sum()),
                float(expected[inside].mean()),
                float(scored[inside].mean()),
            )
    return report


def _kinds(kinds: Sequence[str]) -> Iterator[tuple[str, Marks]]:
    """Articles, all others, and each type of these: which pages they are."""
    of = np.array(kinds)
    yield "articles", of == "article"
    yield "others", (of != "article") & (of != "")
    for kind in sorted(set(kinds) - {"", "article"}):
        yield kind, of == kind


def _cross(
    features: Floats, target: Floats, known: Marks, of: Ints, weights: Floats | None = None
) -> tuple[Floats, dict[str, Any]]:
    """Probabilities out of fold, and the model of all known pages."""
    weights = np.ones(len(target)) if weights is None else weights
    out = np.zeros(len(target))
    for fold in range(FOLDS):
        model = _fit(features, target, weights, known & (of != fold))
        held = np.flatnonzero(of == fold)
        out[held] = [judge(features[place], model) for place in held]
    return out, _fit(features, target, weights, known)


def _fit(features: Floats, target: Floats, weights: Floats, rows: Marks) -> dict[str, Any]:
    """Logistic regression with a share as its target: each page counts on both sides."""
    mean, scale = features[rows].mean(axis=0), features[rows].std(axis=0) + 1e-6
    numbers = np.clip((features[rows] - mean) / scale, -4, 4)
    share, weight = target[rows], weights[rows]
    model = LogisticRegression(C=_STRENGTH, max_iter=1000)
    model.fit(
        np.concatenate((numbers, numbers)),
        np.concatenate((np.ones(len(share)), np.zeros(len(share)))),
        sample_weight=np.concatenate((weight * share, weight * (1 - share))),
    )
    return {
        "mean": plain(mean),
        "scale": plain(scale),
        "slope": plain(model.coef_[0]),
        "constant": float(f"{model.intercept_[0]:.5g}"),
    }
