"""Phrases are known however a page writes them."""

from __future__ import annotations

import pytest

from newsclean import phrases


@pytest.mark.parametrize("name", ["You'll also love", "You’ll also love", "YOU’LL ALSO LOVE:"])
def test_either_apostrophe_and_any_case_will_do(name: str) -> None:
    assert phrases.load("sections").match(name) == "section"


@pytest.mark.parametrize("name", ["Son dakika", "SON DAKİKA", "Öne çıkanlar", "ÖNE ÇIKANLAR"])
def test_capitals_are_those_of_turkish_too(name: str) -> None:
    assert phrases.load("sections").match(name) == "section"


def test_a_phrase_that_opens_a_line_needs_its_words_only() -> None:
    match = phrases.load("sections").match
    assert match("Most read in sports") == "section"
    assert match("Learn more") == "inline"
    assert match("Learn more about our cookies") is None


@pytest.mark.parametrize("name", ["sections", "furniture", "comments", "bylines"])
def test_no_phrase_stands_twice_in_a_language(name: str) -> None:
    import tomllib
    from importlib.resources import files

    text = files(phrases).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    for language, meanings in tomllib.loads(text).items():
        for entries in meanings.values():
            assert len(entries) == len(set(entries)), language
