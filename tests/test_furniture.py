"""Lines by which a page serves itself are known by their words."""

from __future__ import annotations

import pytest

from newsclean import extract
from newsclean.furniture import served
from tests.stories import STORY


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Advertisement", "advertisement"),
        ("© 2025 The Norvik Post", "legal"),
        ("Copyright (c) 2025 Norvik Media", "legal"),
        ("About us Contact Privacy policy Advertise", "interface"),
        ("Impressum Datenschutz AGB Kontakt", "interface"),
        ("Kontakta oss Annonsera Personuppgifter Kundservice", "interface"),
        ("Hakkımızda Gizlilik Politikası Çerez Politikası Reklam RSS", "interface"),
        ("Contact", None),
        ("Privacy", None),
        ("© Ada Holm", None),
        ("Help and contact for those who lost their jobs", None),
        ("The council voted on Monday.", None),
    ],
)
def test_what_a_line_is_for(line: str, reason: str | None) -> None:
    assert served(line) == reason


def test_a_row_of_footer_entries_is_no_story() -> None:
    rows = "\n\n".join(
        f"{headline}\n{headline}"
        for headline in ("Storm closes harbour for nine days", "Island school gets a new roof")
    )
    footer = "Qui sommes-nous Mentions légales Données personnelles Plan du site Contact"
    document = extract(f"{STORY}\n\nMost read\n\n{rows}\n\n{footer}\n", kind="text")
    assert [link.title for link in document.related] == [
        "Storm closes harbour for nine days",
        "Island school gets a new roof",
    ]
    assert footer not in document.text
