"""What a page's address says of its headline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.slugs import agreement, slug_words


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("https://n.test/news/2024/storm-closes-harbour-18734.html", "Storm closes harbour"),
        ("https://n.test/a/sturm-schliesst-haefen-fuer-tage", "Sturm schließt Häfen für Tage"),
        ("https://n.test/a/sturm-schliesst-hafen-fur-tage", "Sturm schließt Häfen für Tage"),
        ("https://n.test/tempete-ferme-le-port-d-ete/", "Tempête : ferme-t-on le port d’été ?"),
        ("https://n.test/havn-lukkes-ogsaa-soendag", "Havn lukkes også søndag"),
        (
            "https://n.test/%D0%B1%D1%83%D1%80%D1%8F-%D0%B7%D0%B0%D0%BA%D1%80%D1%8B%D0%BB%D0%B0-"
            "%D0%BF%D0%BE%D1%80%D1%82",
            "Буря закрыла порт",
        ),
    ],
)
def test_a_line_says_what_the_address_says(address: str, line: str) -> None:
    found = agreement(slug_words(address), line)
    assert found.held == 1
    assert found.named > 0.7


def test_the_part_of_the_address_with_most_words_tells() -> None:
    address = "https://n.test/world-news/storm-closes-harbour-for-days/amp?ref=a-b-c-d-e-f-g"
    assert slug_words(address) == {"storm", "closes", "harbour", "for", "days"}


@pytest.mark.parametrize(
    "address", ["", "https://n.test/", "https://n.test/article/18734", "http://[", "a b", "//"]
)
def test_an_address_of_few_words_tells_nothing(address: str) -> None:
    assert slug_words(address) == frozenset()
    assert agreement(slug_words(address), "Storm closes harbour") == (0, 0)


@given(st.text(), st.text())
def test_shares_lie_between_none_and_all(address: str, line: str) -> None:
    found = agreement(slug_words(f"https://n.test/{address}"), line)
    assert all(0 <= share <= 1 for share in found)
