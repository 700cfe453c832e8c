"""Counting words in portions gives what counting them at once gives."""

import numpy as np
import pytest

from newsclean.scoring import words
from tests.torture.material import STORY

TEXTS = [*STORY, "", "Zwölf Boote, 3 Fähren!", *STORY[::-1], "渡轮周一再次启航。", "x" * 500]


@pytest.mark.parametrize("size", [1, 40, 130, 400, 10_000])
@pytest.mark.parametrize("tells", [None, [n % 3 > 0 for n in range(len(TEXTS))]])
def test_portions_make_no_difference(monkeypatch, size, tells):
    marks = None if tells is None else np.array(tells)
    whole = words.page_words(TEXTS, marks)
    monkeypatch.setattr(words, "_AT_ONCE", size)
    parts = words.page_words(TEXTS, marks)
    for name, one, other in zip(whole._fields, whole, parts, strict=True):
        assert np.array_equal(one, other), name
    assert whole.spelled() == parts.spelled()
