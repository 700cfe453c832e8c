"""The scorer's words and characters, counted for a whole page at once."""

import re
import string

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsclean.page import Head
from newsclean.scoring.declared import in_declared_body
from newsclean.scoring.words import (
    COUNTED,
    WINDOW,
    opening_twins,
    overlap,
    page_words,
    shared_words,
)

LINES = st.lists(
    st.text(
        alphabet=string.ascii_letters + string.digits + " .,!?|@\"'日本ไทयéßİ😀\n", max_size=60
    ),
    min_size=1,
    max_size=8,
)


def naive(text: str) -> tuple[str, ...]:
    words = re.findall(r"[日本ไท]|[^\W\d_日本ไท]+|\d+", text.replace("İ", "i").lower())
    return tuple("0" if word.isdecimal() else word for word in words)


@given(LINES)
def test_words_are_runs_of_letters_single_dense_characters_and_numbers(texts):
    assert page_words(texts).spelled() == [naive(text) for text in texts]


@given(LINES)
def test_counts_are_those_of_each_text_alone(texts):
    together = page_words(texts)
    for place, text in enumerate(texts):
        alone = page_words([text])
        assert together.counts[place].tolist() == alone.counts[0].tolist()
        assert together.sizes[place] == alone.sizes[0]
        assert together.numerals[place] == alone.numerals[0]


@given(LINES, LINES)
def test_a_word_has_the_same_number_on_every_page(first, second):
    numbers = {}
    for texts in (first, second):
        words = page_words(texts)
        spelled = [word for text in words.spelled() for word in text]
        for word, number in zip(spelled, words.distinct[words.which].tolist(), strict=True):
            assert numbers.setdefault(word, number) == number
    assert len(set(numbers.values())) == len(numbers)


def test_marks_are_counted():
    words = page_words(['He said: "No. Never!" A | B, c'])
    assert dict(zip(COUNTED, words.counts[0].tolist(), strict=True)) == {
        "stops": 1, "commas": 1, "quotes": 2, "bars": 1, "odd": 0, "exclaims": 1,
        "capitalised": 4,
    }  # fmt: skip


def test_words_beyond_the_window_are_not_read():
    assert page_words(["a " * WINDOW]).sizes.tolist() == [WINDOW // 2]


def test_words_only_of_the_texts_that_tell():
    words = page_words(["one two", "three", "four"], tells=np.array([True, False, True]))
    assert words.sizes.tolist() == [2, 0, 1]


def test_lone_surrogates_are_characters_like_others():
    assert page_words(["a\ud800b"]).sizes.tolist() == [2]


def test_shared_words_stand_in_another_text_that_tells_the_topic():
    words = page_words(["bridge river", "river town", "bridge bridge moon", "sun"])
    tells = words.sizes >= 2
    shared, rare = shared_words(words, tells)
    assert shared.tolist() == [1.0, 0.5, 2 / 3, 0.0]
    # A telling text's own word may stand in one other or in several: that is not told apart.
    assert rare.tolist() == [0.0, 0.0, 0.0, 0.0]


def test_a_word_of_a_short_text_that_one_long_text_has_is_rare():
    words = page_words(["bridge river town", "bridge"])
    assert shared_words(words, words.sizes >= 3)[1].tolist() == [0.0, 1.0]


def test_overlap_counts_words_of_another_text():
    words = page_words(["storm hits coast", "the storm", "coast storm storm"])
    assert overlap(words, 0).tolist() == [3, 1, 3]


def test_texts_that_open_alike_are_twins():
    words = page_words(["a b c d e", "a b c d", "a b c", "x b c d"])
    assert opening_twins(words).tolist() == [1, 1, 0, 0]


BODY = ["The council voted to rebuild the bridge after the flood." * 8, "Work begins in June." * 20]


def declared(body: str) -> Head:
    return Head(json_ld=('{"@type": "NewsArticle", "articleBody": "' + body + '"}',))


def test_blocks_of_the_declared_body_are_told():
    texts = [*BODY, "Subscribe to our newsletter today."]
    assert in_declared_body(texts, declared(" ".join(BODY))).tolist() == [1.0, 1.0, -1.0]


def test_a_declared_body_may_hold_tags_and_escapes():
    body = "&lt;p&gt;" + "&lt;/p&gt;\\n&lt;p&gt;".join(BODY) + "&lt;/p&gt;"
    assert in_declared_body(BODY, declared(body)).tolist() == [1.0, 1.0]


def test_a_declared_body_that_the_page_does_not_show_tells_nothing():
    texts = ["Another story altogether, told at some length here.", "And its end."]
    assert in_declared_body(texts, declared(" ".join(BODY))).tolist() == [0.0, 0.0]


def test_a_short_declared_body_is_a_summary():
    assert in_declared_body([BODY[0]], declared(BODY[0][:100])).tolist() == [0.0]
