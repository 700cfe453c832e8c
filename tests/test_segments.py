"""Dumps without line ends: the words of their lines, and the texts that begin at them."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import ConfigError
from newsclean.reading.long_lines import is_flat
from newsclean.reading.segments import Segmenter, segment_starts, words_of
from newsclean.reading.word_features import WORD_FEATURES, ends_text, word_features
from newsclean.scoring.model import shipped_data
from tests.stories import PARAGRAPHS

LINES = st.lists(
    st.text(st.sampled_from("abZ 9.?。！」»“-\u00a0\u3000ก日\U0001f600"), max_size=60), max_size=6
)
MENU = "Home News Sport Weather Harbour Council Culture Opinion Letters Norvik Sund Holm " * 6
FLAT = f"{MENU} {' '.join(PARAGRAPHS)} {MENU}"
PAGE = b"""<html><body><nav><a href="/">Home</a><ul><li>News</li><li>Sport</li></ul></nav>
<h1>Ferry runs again</h1><p>The ferry <b>sailed</b> at noon,<br>with mail.</p></body></html>"""


def column(found, name):
    return found[:, WORD_FEATURES.index(name)].tolist()


@given(LINES)
def test_words_are_the_lines_without_their_blanks(lines):
    for found in words_of(lines):
        for word, (line, place) in zip(found.words, found.places, strict=True):
            assert lines[line].startswith(word, place)
    words = [word for found in words_of(lines) for word in found.words]
    assert "".join(words) == "".join("".join(lines).split())


@given(LINES)
def test_texts_begin_at_words_within_the_lines(lines):
    lines = [*lines, FLAT]
    words = {place for found in words_of(lines) for place in found.places}
    for line, places in segment_starts(lines).starts.items():
        assert sorted(set(places)) == list(places)
        assert all(place > 0 and (line, place) in words for place in places)


def test_a_chinese_or_japanese_full_stop_ends_a_word():
    found = next(words_of(["港は閉鎖。「船は出ない。」と市長。 次へ"]))
    assert found.words == ["港は閉鎖。", "「船は出ない。」", "と市長。", "次へ"]
    assert [ends_text(word) for word in found.words] == [True, True, True, False]


def test_what_stands_twice_shows_at_its_first_word_and_behind_its_last():
    words = "Sport Ferry runs again today Weather Ferry runs again today Culture".split()
    found = word_features(words, [0])
    assert [at for at, value in enumerate(column(found, "four")) if value] == [1, 6]
    assert [at for at, value in enumerate(column(found, "four_before")) if value] == [5, 10]
    assert [at for at, value in enumerate(column(found, "four_seen")) if value] == [6]


def test_names_of_lists_show_at_their_first_word_and_behind_their_last():
    found = word_features("the end. Most read Ferry runs".split(), [0])
    assert column(found, "heads_list") == [0, 0, 1, 0, 0, 0]
    assert column(found, "behind_head") == [0, 0, 0, 0, 1, 0]


def test_a_few_texts_are_no_proof_that_there_are_any():
    assert not segment_starts([" ".join(PARAGRAPHS * 3)]).starts
    assert segment_starts([FLAT]).starts


def test_a_dump_is_flat_where_a_third_of_it_stands_in_very_long_lines():
    assert is_flat([FLAT, "Home"])
    assert not is_flat([FLAT, *PARAGRAPHS * 9])
    assert not is_flat([])


def test_a_model_of_other_features_is_refused():
    data = dict(shipped_data("segments", "reading"))
    Segmenter.of(data)
    with pytest.raises(ConfigError, match="other features"):
        Segmenter.of({**data, "features": data["features"][1:]})
    with pytest.raises(ConfigError, match="format"):
        Segmenter.of({**data, "format": 0})


class TestTraining:
    @pytest.fixture(autouse=True)
    def needs_training(self):
        pytest.importorskip("scipy", reason="training needs the extra train")

    def flattened(self, **habits):
        from newsclean.training.rendering import Manner, flattened

        manner = replace(
            Manner.drawn(Random(0)), joint=" ", strips=True, one_line=True, dropped=frozenset()
        )
        text, starts = flattened(PAGE, replace(manner, **habits))
        ends = [*starts[1:], len(text)]
        return [text[start:end] for start, end in zip(starts, ends, strict=True)]

    def test_knows_where_the_blocks_of_a_page_begin(self):
        blocks = ["Home ", "News ", "Sport ", "Ferry runs again ", "The ferry sailed at noon, "]
        assert self.flattened() == [*blocks, "with mail."]

    def test_joins_texts_as_the_page_does(self):
        assert self.flattened(joint="", strips=False)[:2] == ["Home", "News"]
        assert self.flattened(joint="", strips=False, one_line=False)[2:4] == [
            "Sport\n",
            "Ferry runs again",
        ]

    def test_begins_a_text_at_the_first_word_of_each_block(self, tmp_path):
        from newsclean.training.corpus import Corpus
        from newsclean.training.segments import flat_dump

        folder = tmp_path / "html" / "own"
        folder.mkdir(parents=True)
        body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS * 2)
        (folder / "a.html.gz").write_bytes(gzip.compress(f"<body>{body}</body>".encode()))
        row = {"id": "a", "dataset": "own", "gold": "x"}
        (tmp_path / "pages.jsonl").write_text(json.dumps(row) + "\n")
        corpus = Corpus(Path(tmp_path))
        found = flat_dump(corpus, next(iter(corpus)))
        firsts = [text.split()[0] for text in PARAGRAPHS * 2]
        begun = zip(found.words.words, found.begins.tolist(), strict=True)
        assert [word for word, begins in begun if begins] == firsts
