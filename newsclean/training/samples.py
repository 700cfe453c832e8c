"""Pages made ready for fitting: features, labels, and what scoring a choice of blocks takes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from newsclean import wording
from newsclean.metrics import words
from newsclean.page import Head, Page
from newsclean.scoring.layout import Floats, Ints, Layout, Marks, ends_sentence
from newsclean.scoring.learned import features_of
from newsclean.scoring.page_models import linked, statements
from newsclean.scoring.terms import inline_terms, name_terms
from newsclean.training.corpus import Corpus, Entry
from newsclean.training.labels import LEAST_ORACLE, label

_SITE = re.compile(r"\s+[|–—\-·•»«:/]+\s+")
_CAP = 3.0  # a page's whole weight, in units of its gold text
_SNIPPETS = 0.5  # the weight of a page of which only snippets are known
_START = 15.0  # words of a kept block that is no headline


@dataclass(slots=True)
class Sample:
    """One page, of one style."""

    entry: Entry
    style: str
    dense: Floats
    words: list[tuple[str, ...]]
    names: list[tuple[str, ...]]
    """Names of each node (HTML)."""
    extra: list[tuple[str, ...]]
    """Names of each block's inline element and link (HTML)."""
    parents: Ints
    own: Ints
    layout: Layout
    texts: list[str]
    lengths: Floats
    banned: Marks
    """Blocks that other cleaners put aside whatever the scorer says: captions."""
    titled: Marks
    """Blocks that repeat the title."""
    ends_sentence: Marks
    linked: Floats
    statements: tuple[Floats, Floats, Floats]
    """What the page says of itself, `scoring.page_models.statements`: told its address, and not,
    and without its head."""
    main: Marks
    weights: Floats
    """Training weight of each block, 0 on pages that are not trained on."""
    ids: Ints
    """Gold word of each word of the page, block after block; -1 for words not in the gold."""
    ends: Ints
    """End of each block's words in `ids`."""
    gold: Ints
    """How often each gold word stands in the gold."""

    def f1(self, kept: Marks) -> tuple[float, float, float]:
        """Precision, recall and F1, bag of words, of the text that the kept blocks make."""
        sizes = np.diff(self.ends, prepend=0)
        chosen = self.ids[np.repeat(kept, sizes)]
        known = chosen[chosen >= 0]
        hits = int(np.minimum(np.bincount(known, minlength=len(self.gold)), self.gold).sum())
        if not hits:
            return 0.0, 0.0, 0.0
        precision, recall = hits / len(chosen), hits / int(self.gold.sum())
        return precision, recall, 2 * precision * recall / (precision + recall)

    def kept(self, scores: Floats, threshold: float) -> Marks:
        """The blocks that a pipeline would keep for these scores."""
        kept = (scores >= threshold) & ~self.banned
        opening = np.flatnonzero(kept & (self.lengths >= _START) & ~self.titled)
        start = int(opening[0]) if len(opening) else len(kept)
        kept[:start] &= ~self.titled[:start]
        return kept


def make_sample(corpus: Corpus, entry: Entry, style: str) -> Sample | None:
    """Read, feature and label one page; None where it has no text."""
    page = corpus.page(entry, style)
    if page is None:
        return None
    texts = [block.text for block in page.blocks]
    known = corpus.known_text(entry)
    gold = Counter(words(known))
    index = {word: place for place, word in enumerate(gold)}
    ids: list[int] = []
    ends = []
    for text in texts:
        ids += [index.get(word, -1) for word in words(text)]
        ends.append(len(ids))
    lengths = np.array([block.length for block in page.blocks])
    banned = np.array([block.form == "caption" for block in page.blocks])
    found = features_of(page)
    sample = Sample(
        entry=entry,
        style=style,
        dense=found.dense.astype(np.float32),
        words=found.words.spelled(),
        names=[name_terms(node.tag, node.tokens) for node in page.nodes],
        extra=[
            tuple(inline_terms(b.inline, b.links[0].tokens if b.links else None))
            if page.kind == "html"  # the links of a dump have no names
            else ()
            for b in page.blocks
        ],
        parents=np.array([node.parent for node in page.nodes], dtype=np.int64),
        own=np.array([block.node for block in page.blocks], dtype=np.int64),
        layout=found.layout,
        texts=texts,
        lengths=lengths,
        banned=banned,
        titled=titled(page),
        ends_sentence=np.array([ends_sentence(text) for text in texts], dtype=bool),
        linked=linked(page),
        statements=(
            statements(page),
            statements(replace(page, url="")),
            statements(replace(page, url="", head=Head())),
        ),
        main=np.zeros(len(texts), dtype=bool),
        weights=np.zeros(len(texts)),
        ids=np.array(ids, dtype=np.int64),
        ends=np.array(ends, dtype=np.int64),
        gold=np.array(list(gold.values()), dtype=np.int64),
    )
    if not known:
        _label_snippets(sample)
    else:
        labels = label(texts, known)
        sample.main = labels.main
        if sample.f1(labels.main)[2] >= LEAST_ORACLE:
            sample.weights = _weights(lengths, labels.trust, float(sum(gold.values())))
    return sample


def _label_snippets(sample: Sample) -> None:
    """Weak labels where there are only snippets: the blocks that hold one."""
    wanted = [_flat(snippet) for snippet in sample.entry.wanted]
    unwanted = [_flat(snippet) for snippet in sample.entry.unwanted]
    for index, text in enumerate(sample.texts):
        flat = _flat(text)
        if any(snippet in flat for snippet in wanted):
            sample.main[index] = True
            sample.weights[index] = 1.0
        elif any(snippet in flat for snippet in unwanted):
            sample.weights[index] = 1.0
    total = float(sample.weights.sum())
    if total:
        sample.weights *= _SNIPPETS / total


def _flat(text: str) -> str:
    return " ".join(text.split())


def _weights(lengths: Floats, trust: Floats, gold: float) -> Floats:
    """Words of each block as a share of the gold: what a mistake costs in F1, the page capped."""
    weights: Floats = (lengths + 0.5) * trust / gold
    total = float(weights.sum())
    return weights * min(1.0, _CAP / total)


def titled(page: Page) -> Marks:
    """Blocks that repeat the page's title."""
    keys = title_keys(page.head)
    return np.array(
        [
            len(block.text) < 400 and any(wording.alike(wording.key(block.text), k) for k in keys)
            for block in page.blocks
        ]
    )


def title_keys(head: Head) -> list[str]:
    """The titles that the head declares, with and without the site's name."""
    titles = {head.get("og:title"), head.get("twitter:title"), head.title}
    titles |= {max(_SITE.split(title), key=len) for title in titles}
    return sorted({wording.key(title) for title in titles} - {""})
