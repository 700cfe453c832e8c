"""`python -m newsclean.training CORPUS`: cross-validate, print, fit, write the model files."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from newsclean.page import Kind
from newsclean.scoring.dump_features import DUMP_FEATURES
from newsclean.scoring.html_features import HTML_FEATURES
from newsclean.scoring.model import read_model
from newsclean.scoring.model_file import packed_model
from newsclean.training import card
from newsclean.training.beliefs import Beliefs
from newsclean.training.corpus import DRAWN, Corpus, Entry
from newsclean.training.crossval import (
    best_shift,
    block_folds,
    cross_first,
    cross_second,
    figures,
    out_of_fold,
    settled,
    snippets,
)
from newsclean.training.fit import Table, fit_first, fit_second, model_data
from newsclean.training.hand_labels import Labels, main_labels, related_labels
from newsclean.training.headlines import headline_samples, train_headlines
from newsclean.training.pages import fit_pages
from newsclean.training.related import train_related
from newsclean.training.related_samples import RelatedSample, related_sample
from newsclean.training.samples import Sample, make_sample
from newsclean.training.segments import flat_dumps, train_segments
from newsclean.training.stories import Story, labels, told
from newsclean.training.whole import whole_pipeline
from newsclean.training.workers import spread

MODELS = Path(__file__).parent.parent / "scoring" / "models"
READING = Path(__file__).parent.parent / "reading" / "models"
RELATED = Path(__file__).parent.parent / "related" / "models"


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on a corpus in the bench's layout; returns the exit code."""
    parser = argparse.ArgumentParser(prog="newsclean.training", description=__doc__)
    parser.add_argument("corpus", type=Path, help="a folder in the bench's layout")
    parser.add_argument("--out", type=Path, default=MODELS, help="where the model files go")
    parser.add_argument("--reading-out", type=Path, default=READING, help="the same for readers")
    parser.add_argument("--related-out", type=Path, default=RELATED, help="the same for related")
    parser.add_argument(
        "--work", type=Path, default=Path("build/training"), help="what parts leave for later ones"
    )
    parser.add_argument("--kind", choices=["html", "text"], action="append")
    parser.add_argument(
        "--part", choices=["segments", "blocks", "headlines", "related"], help="only these models"
    )
    options = parser.parse_args(arguments)
    os.nice(5)
    corpus = Corpus(options.corpus)
    if not any(entry.gold for entry in corpus):
        parser.error(f"{options.corpus} has no page with a gold text to learn from")
    kinds: list[Kind] = options.kind or ["html", "text"]
    # With one thread the sums are the same on every machine.
    with threadpool_limits(1):
        # First, as dumps without line ends are read by it.
        if options.part in (None, "segments") and "text" in kinds:
            _train_segments(corpus, options.reading_out)
        if options.part in (None, "blocks"):
            _train_blocks(corpus, kinds, options.out, options.work)
        if options.part in (None, "headlines") and "text" in kinds:
            _train_headlines(corpus, options.out, options.work)
        if options.part in (None, "related"):
            _train_related(corpus, kinds, options.related_out, options.work)
    return 0


def _train_segments(corpus: Corpus, out: Path) -> None:
    flats = flat_dumps(corpus)
    _say(f"segments: {len(flats)} dumps, {sum(len(flat.begins) for flat in flats)} words")
    trained = train_segments(flats)
    _say_rows(trained.report)
    _write(out, "segments", trained.data, card.write_segments(trained.data, trained.report))


def _train_blocks(corpus: Corpus, kinds: Sequence[Kind], out: Path, work: Path) -> None:
    for kind in kinds:
        samples = list(_samples(corpus, _wanted(corpus, kind)))
        data, report, beliefs = train(kind, samples, corpus)
        _write(out, kind, data, card.write(kind, data, report))
        beliefs.write(_beliefs_file(work, kind))


def _beliefs_file(work: Path, kind: Kind) -> Path:
    return work / f"beliefs-{kind}.npz"


def _beliefs(work: Path, kind: Kind) -> Beliefs:
    """What training the block scorer left of its beliefs out of fold."""
    path = _beliefs_file(work, kind)
    beliefs = Beliefs.read(path)
    if not beliefs:
        _say(f"no {path}: with the beliefs of the installed scorer, which may know the pages")
    return beliefs


def _train_headlines(corpus: Corpus, out: Path, work: Path) -> None:
    samples = headline_samples(corpus, _beliefs(work, "text"))
    if not samples:
        return
    _say(f"headlines: {len(samples)} dumps")
    trained = train_headlines(samples)
    _say_rows(trained.report)
    _write(out, "headline", trained.data, card.write_headlines(trained.report))


def _train_related(corpus: Corpus, kinds: Sequence[Kind], out: Path, work: Path) -> None:
    stories, by_hand = labels(corpus), related_labels()
    if not stories:
        return
    known = [e for e in corpus if (e.dataset, e.id) in stories]
    others = [e for e in corpus if (e.dataset, e.id) not in stories]
    read = [e for e in others if (e.dataset, e.id) in by_hand]
    unread = [e for e in others if e.gold and (e.dataset, e.id) not in by_hand]
    for kind in kinds:
        _say(f"related, {kind}: {len(stories)} labelled pages")
        beliefs = _beliefs(work, kind)
        samples = _related_samples(corpus, kind, known, stories, beliefs)
        # What nobody labelled teaches its dumps what the model finds in its HTML.
        found = unread if kind == "text" else []
        told = _told(corpus, by_hand, [*read, *found])
        own, extra = (_related_samples(corpus, kind, part, told, beliefs) for part in (read, found))
        trained = train_related(kind, samples, own, extra)
        _say_rows(trained.report)
        _write(out, kind, trained.data, card.write_related(kind, trained.data, trained.report))


def _write(folder: Path, name: str, data: Mapping[str, Any], text: str) -> None:
    """Write a model and its card."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.model.gz").write_bytes(packed_model(data))
    (folder / f"{name}.md").write_text(text, encoding="utf-8")


def train(
    kind: str, samples: Sequence[Sample], corpus: Corpus
) -> tuple[dict[str, Any], dict[str, Any], Beliefs]:
    """Cross-validate and fit; gives a model's plain data, and figures and beliefs out of fold."""
    _say(f"{kind}: {len(samples)} pages, {sum(len(s.texts) for s in samples)} blocks")
    table = Table.of(samples)
    firsts = cross_first(table)
    second = cross_second(table, firsts)
    shift = best_shift(table, second)
    final = settled(table, second + shift)
    pages, page_report = fit_pages(table, final)
    first_fit = fit_first(table, np.ones(len(samples), dtype=bool))
    odds = out_of_fold(firsts, block_folds(table))
    everything = np.ones(len(odds), dtype=bool)
    second_fit = fit_second(table.with_context(odds), table, everything)
    features = HTML_FEATURES if kind == "html" else DUMP_FEATURES
    data = model_data(kind, features, table.vocabulary, first_fit, second_fit, shift, pages)
    model = read_model(data, kind, data["features"])
    beliefs = Beliefs.of(samples, table.offsets, final)
    report: dict[str, Any] = {
        "first pass": figures(table, settled(table, odds)),
        "second pass": figures(table, final),
        "snippets": snippets(table, final),
        "whole pipeline": whole_pipeline(corpus, samples, beliefs, model),
        "pages": page_report,
    }
    for name, rows in report.items():
        _say(name)
        _say_rows(rows)
    return data, report, beliefs


def _wanted(corpus: Corpus, kind: str) -> list[tuple[Entry, str]]:
    """The pages to read, each with its style."""
    if kind == "html":
        return [(entry, "html") for entry in corpus]
    told = [(entry, style) for entry in corpus if entry.gold for style in corpus.all_styles()]
    # Of these there are no files of dumps.
    labelled = [e for e in corpus if not e.gold and (e.dataset, e.id) in main_labels()]
    told += [(entry, style) for entry in labelled for style in DRAWN]
    # Of these only the type is known, which is the page's, not its blocks'.
    others = [entry for entry in corpus if not entry.gold and entry.page_type]
    return told + [(entry, DRAWN[0]) for entry in others]


def _samples(corpus: Corpus, wanted: Sequence[tuple[Entry, str]]) -> Iterable[Sample]:
    found = spread(lambda shown: make_sample(corpus, *shown), wanted)
    return (sample for sample in found if sample is not None)


def _related_samples(
    corpus: Corpus,
    kind: Kind,
    entries: Sequence[Entry],
    stories: Mapping[tuple[str, str], Sequence[Story]],
    beliefs: Beliefs,
) -> list[RelatedSample]:
    styles = ["html"] if kind == "html" else corpus.all_styles()
    wanted = [(entry, style) for entry in entries for style in styles]
    found = spread(partial(related_sample, corpus, stories, beliefs), wanted)
    return [sample for sample in found if sample is not None]


def _told(
    corpus: Corpus, by_hand: Labels, entries: Sequence[Entry]
) -> dict[tuple[str, str], list[Story]]:
    labelled = sum((e.dataset, e.id) in by_hand for e in entries)
    _say(f"  and {len(entries)} others to learn from, {labelled} of them labelled by hand")
    found = spread(partial(told, corpus, by_hand), entries)
    return {(e.dataset, e.id): s for e, s in zip(entries, found, strict=True)}


def _say_rows(rows: Mapping[str, Sequence[float]]) -> None:
    for row, values in rows.items():
        _say(f"  {row:<26}" + "  ".join(f"{value:8.4f}" for value in values))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
