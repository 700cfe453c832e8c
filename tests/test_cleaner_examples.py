"""Every cleaner does on its own examples what they say, and keeps to its contract."""

from __future__ import annotations

import inspect

import pytest

from newsclean.cleaner import Cleaner, Example, View
from newsclean.cleaners import BUILT_IN
from newsclean.reading import read
from newsclean.scoring import default_scorer

EXAMPLES = [
    pytest.param(cls, example, id=f"{name}-{number}")
    for name, cls in BUILT_IN.items()
    for number, example in enumerate(cls.examples)
]


@pytest.mark.parametrize(("cls", "example"), EXAMPLES)
def test_example_claims_are_exactly_those_given(cls: type[Cleaner], example: Example) -> None:
    page = read(example.source)
    claims = cls().claims(View(page, [None] * len(page.blocks), default_scorer()))
    assert {page.blocks[c.block].text: c.reason for c in claims} == dict(example.claims)


@pytest.mark.parametrize("name", BUILT_IN)
def test_file_name_registered_name_and_docs_anchor_are_one(name: str) -> None:
    cls = BUILT_IN[name]
    assert cls.name == name
    assert cls.__module__ == f"newsclean.cleaners.{name}"
    assert inspect.getdoc(cls)


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_cleaner_has_reasons_and_examples(name: str) -> None:
    cls = BUILT_IN[name]
    assert cls.reasons
    assert all(line and line == line.strip() for line in cls.reasons.values())
    assert len(cls.examples) >= 2
    used = {reason for example in cls.examples for reason in example.claims.values()}
    assert used <= set(cls.reasons)


def test_options_give_equality_and_a_readable_form() -> None:
    for cls in BUILT_IN.values():
        assert cls() == cls()
        assert cls.__name__ in repr(cls())
