"""The first pass: a network over the blocks in their order, and what their terms say to it."""

import json
from pathlib import Path

import numpy as np
import pytest

from newsclean.reading import read
from newsclean.scoring.html_features import html_features
from newsclean.scoring.model_file import packed_model, unpacked_model
from newsclean.scoring.sequence import SequenceNetwork, unpacked
from newsclean.scoring.terms import Terms

pytest.importorskip("scipy", reason="training needs the extra train")

from scipy import sparse

from newsclean.training import sequence
from newsclean.training.corpus import Corpus
from newsclean.training.linear import spread_of
from newsclean.training.plain import packed, sequence_data
from newsclean.training.samples import make_sample
from newsclean.training.sequence import Pages, SequenceRecipe, fit_sequence
from newsclean.training.terms import Vocabulary

RECIPE = SequenceRecipe(units=8, width=3, epochs=1, lost_inputs=0.0, lost_units=0.0, lost_terms=0.0)
CORPUS = Path(__file__).parent.parent / "corpus"


def draw(sizes, wanted, columns=2):
    """Pages of random numbers; `wanted` tells a page's blocks by their numbers."""
    dice = np.random.default_rng(3)
    dense = [dice.normal(size=(size, columns)) for size in sizes]
    rows = sum(sizes)
    terms = sparse.random(rows, 5, 0.3, format="csr", dtype=np.float32, random_state=1)
    main = np.concatenate([wanted(part) for part in dense])
    return Pages(np.vstack(dense), terms, main, np.ones(rows), np.cumsum([0, *sizes]))


def far_above(dense):
    """Whether the first number of the block eleven lines above is high: far, and off the steps."""
    return np.concatenate((np.zeros(11, dtype=bool), dense[:-11, 0] > 0))


def told(fitted, pages, chosen):
    right = [pages.main[pages.offsets[p] : pages.offsets[p + 1]] for p in chosen]
    return ((fitted.odds(pages, chosen) > 0) == np.concatenate(right)).mean()


def test_learns_what_only_a_block_far_above_tells():
    pages = draw([60] * 240, far_above)
    recipe = RECIPE._replace(units=24, epochs=60)
    fitted = fit_sequence(pages, range(200), recipe)
    assert told(fitted, pages, range(200, 240)) > 0.9


def test_a_page_says_nothing_of_the_next_one():
    pages = draw([40, 30, 50], far_above)
    fitted = fit_sequence(pages, range(3), RECIPE)
    alone = np.concatenate([fitted.odds(pages, [page]) for page in range(3)])
    assert np.array_equal(fitted.odds(pages, [0, 1, 2]), alone)


def test_the_same_pages_give_the_same_network():
    pages = draw([40] * 5, far_above)
    recipe = RECIPE._replace(lost_inputs=0.2, lost_units=0.2, lost_terms=0.2)
    first, again = (fit_sequence(pages, range(5), recipe) for _ in range(2))
    assert sequence_data(first.network) == sequence_data(again.network)
    assert np.array_equal(first.vectors, again.vectors)


def test_pages_without_weight_teach_nothing():
    pages = draw([40] * 5, far_above)
    pages.weights[pages.offsets[3] :] = 0
    first, again = (fit_sequence(pages, range(count), RECIPE) for count in (3, 5))
    assert sequence_data(first.network) == sequence_data(again.network)


def test_what_is_written_reads_back_as_it_is():
    pages = draw([40] * 5, far_above)
    network = fit_sequence(pages, range(5), RECIPE).network
    again = SequenceNetwork.of(unpacked_model(packed_model(sequence_data(network))))
    said = np.random.default_rng(0).normal(size=(7, 3))
    assert np.array_equal(network(pages.dense[:7], said), again(pages.dense[:7], said))


@pytest.mark.parametrize("shape", [(5,), (4, 3), (3, 4, 2), (0, 2)])
def test_a_table_is_written_to_within_a_part_in_two_hundred_of_its_columns_highest(shape):
    table = np.random.default_rng(0).normal(size=shape)
    again = unpacked(packed(table))
    assert again.shape == shape
    highest = np.abs(table).max(axis=tuple(range(table.ndim - 1)), initial=0)
    assert (np.abs(again - table) <= highest / 200).all()


@pytest.mark.parametrize("rows", [1, 2, 17])
def test_short_pages_have_odds_too(rows):
    pages = draw([40] * 5, far_above)
    fitted = fit_sequence(pages, range(5), RECIPE)
    assert np.isfinite(fitted.network(pages.dense[:rows], np.zeros((rows, 3)))).all()


def test_the_gradients_are_those_of_the_loss():
    pages = draw([5, 9, 21], lambda dense: dense[:, 0] > dense[:, 1])
    dice = np.random.default_rng(0)
    weights = sequence._Weights(dice, 2, 5, RECIPE)
    for part in weights._parts.values():
        part.value = part.value + dice.normal(size=part.value.shape) * 0.1  # in double precision
    spread = spread_of(pages.dense, pages.weights)
    batch = sequence._Batch.of(pages, [0, 1, 2], spread, 1.0)
    batch = batch._replace(inputs=batch.inputs.astype(float), filled=batch.filled.astype(float))

    def loss():
        weights._means = {name: part.value for name, part in weights._parts.items()}
        network, vectors = weights.exact(spread)
        odds = [
            network(pages.dense[a:b], pages.terms[a:b] @ vectors)
            for a, b in zip(pages.offsets[:-1], pages.offsets[1:], strict=True)
        ]
        odds = np.concatenate(odds)
        return (np.logaddexp(0, odds) - pages.main * odds).mean()

    found = sequence._gradients(weights, batch, dice, RECIPE)
    assert set(found) == set(weights._parts)
    for name, part in weights._parts.items():
        assert found[name].shape == part.value.shape, name
        for _ in range(5):
            at = tuple(int(dice.integers(size)) for size in part.value.shape)
            kept, step = part.value[at], 1e-4
            part.value[at] = kept + step
            above = loss()
            part.value[at] = kept - step
            slope = (above - loss()) / (2 * step)
            part.value[at] = kept
            assert found[name][at] == pytest.approx(slope, rel=1e-3, abs=1e-6), name


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A page of the corpus as training sees it."""
    import gzip

    root = tmp_path_factory.mktemp("bench")
    source = (CORPUS / "pages" / "harbour-bridge-reopens.html").read_bytes()
    (root / "html" / "own").mkdir(parents=True)
    (root / "html" / "own" / "bridge.html.gz").write_bytes(gzip.compress(source))
    gold = (CORPUS / "gold" / "harbour-bridge-reopens.txt").read_text(encoding="utf-8")
    row = {"id": "bridge", "dataset": "own", "site": "own.example", "gold": gold}
    (root / "pages.jsonl").write_text(json.dumps(row) + "\n")
    corpus = Corpus(root)
    return make_sample(corpus, next(iter(corpus)), "html")


def test_terms_say_the_same_when_a_page_is_read_as_when_they_are_learned(sample):
    vocabulary = Vocabulary.of([sample], least=1)
    columns = vocabulary.columns(sample)
    vectors = unpacked(packed(np.random.default_rng(0).normal(size=(columns.shape[1], 4))))
    data = {
        "words": list(vocabulary.words),
        "names": list(vocabulary.names),
        "extra": list(vocabulary.extra),
        "vectors": packed(vectors),
    }
    page = read((CORPUS / "pages" / "harbour-bridge-reopens.html").read_bytes(), kind="html")
    said = Terms.of(data)(page, html_features(page).words)
    assert min(len(part) for part in (vocabulary.words, vocabulary.names, vocabulary.extra)) > 5
    assert np.allclose(said, columns @ vectors, atol=1e-5)


def test_terms_that_stand_on_too_few_sites_say_nothing(sample):
    vocabulary = Vocabulary.of([sample], least=2)
    assert vocabulary.columns(sample).shape == (len(sample.texts), 0)
    data = {"words": [], "names": [], "extra": [], "vectors": packed(np.zeros((0, 4)))}
    page = read("<p>One.</p><p>Two.</p>", kind="html")
    assert not Terms.of(data)(page, html_features(page).words).any()
