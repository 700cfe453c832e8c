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


def test_a_label_needs_its_colon() -> None:
    match = phrases.load("furniture").match
    assert match("Topics: harbour, storm") == "interface"
    assert match("Themen： Hafen") == "interface"
    assert match("Topics include the harbour and the storm") is None
    assert match("Harbour: topics of the week") is None


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("Get our reporting in your inbox every morning", "newsletter"),
        ("Melden Sie sich für unseren Newsletter an", "newsletter"),
        ("Cet article est réservé à nos abonnés", "membership"),
        ("Haberleri kaçırmamak için bültenimize abone olun", "newsletter"),
        ("この記事は会員限定記事です", "membership"),
        ("Подписывайтесь на наш канал", "share"),
        ("Read our newsletter, or follow us on our channels", "newsletter"),
        ("The inbox of the mayor was full", None),
        ("Ein Newsletter der Stadt nennt den Termin", None),
    ],
)
def test_a_part_may_stand_anywhere_in_a_line(line: str, meaning: str | None) -> None:
    assert phrases.load("furniture").match(line) == meaning


@pytest.mark.parametrize("name", ["sections", "furniture", "comments", "bylines", "times"])
def test_no_phrase_stands_twice_in_a_language(name: str) -> None:
    import tomllib
    from importlib.resources import files

    text = files(phrases).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    for language, meanings in tomllib.loads(text).items():
        for entries in meanings.values():
            assert len(entries) == len(set(entries)), language


@pytest.mark.parametrize("name", ["sections", "furniture", "comments", "bylines", "times"])
def test_dots_stand_at_the_ends_of_phrases_only(name: str) -> None:
    import tomllib
    from importlib.resources import files

    text = files(phrases).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    for language, meanings in tomllib.loads(text).items():
        for phrase in (phrase for entries in meanings.values() for phrase in entries):
            assert "…" not in phrase.strip("…"), f"{language}: {phrase} would never match"


@pytest.mark.parametrize(
    ("notice", "name"),
    [
        ("เว็บไซต์นี้ใช้คุกกี้เพื่อพัฒนาประสบการณ์ของคุณ", "ข่าวแนะนำ"),
        ("Ez az oldal sütiket használ", "Legfrissebb hírek"),
        ("Acest site folosește cookie-uri pentru statistici", "Știri recomandate"),
        ("Този сайт използва бисквитки", "Още по темата"),
        ("Ova stranica koristi kolačiće", "Najčitanije danas"),
        ("Овај сајт користи колачиће", "Повезане вести"),
        ("Táto stránka používa cookies", "Súvisiace články"),
        ("אתר זה משתמש בעוגיות", "כתבות מומלצות"),
        ("Chúng tôi sử dụng cookie để cải thiện trải nghiệm", "Tin cùng chuyên mục"),
        ("यह वेबसाइट कुकीज़ का उपयोग करती है", "संबंधित समाचार"),
        ("Αυτός ο ιστότοπος χρησιμοποιεί cookies", "Σχετικά άρθρα"),
    ],
)
def test_notices_and_names_of_lists_are_known_in_many_languages(notice: str, name: str) -> None:
    assert phrases.load("furniture").match(notice) == "consent"
    assert phrases.load("sections").match(name) == "section"
