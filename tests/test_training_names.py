"""What other sites' lists tell of a line's words, for the choice of the line that names a list."""

from __future__ import annotations

import numpy as np
import pytest

from newsclean.related.list_names import Choice, with_said

pytest.importorskip("scipy", reason="training needs the extra train")
pytest.importorskip("sklearn", reason="training needs the extra train")

from newsclean.training.choice import Answered
from newsclean.training.names import Named, Said


def page(*lines: str, right: str) -> list[Named]:
    table = np.zeros((len(lines) + 2, 3))
    answers = np.array([*(line == right for line in lines), right == "same", right == "none"])
    return [Named(Answered(table, answers), Choice(range(len(lines)), table, lines))]


def test_words_that_name_lists_elsewhere_stand_above_words_that_do_not() -> None:
    pages = [(f"site{n}.test", page("read more", "most read", right="most read")) for n in range(5)]
    told = Said(pages).told()
    assert set(told) == {"read more", "most read"}
    assert told["read more"] < 0 < told["most read"]


def test_a_site_is_not_told_by_itself() -> None:
    sites = ("a.test", "b.test", "c.test", "d.test")
    pages = [(site, page("most read", right="most read")) for site in sites]
    said = Said(pages)
    assert said.told(but="a.test")["most read"] < said.told()["most read"]
    assert not Said(pages[:3]).told(but="a.test")


def test_a_line_is_looked_up_by_its_words() -> None:
    choice = Choice([7, 5], np.zeros((4, 3)), ["most read", ""])
    assert with_said(choice, {"most read": 1.5})[:, 3:].tolist() == [[1.5, 1.0], *[[0.0, 0.0]] * 3]
