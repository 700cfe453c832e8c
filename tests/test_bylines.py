"""Who a page's byline says has written it."""

from __future__ import annotations

import pytest

from newsclean import extract
from newsclean.bylines import names
from tests.stories import BRIDGE_HEADLINE as HEADLINE
from tests.stories import BRIDGE_TEXT as TEXT

SUMMARY = (
    "The council has decided after a long debate, and the inn on the other bank may lose its "
    "guests for two summers."
)
MENU = "Home\nSport\nCulture\nWeather\n\n"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("By Ada Holm", ("Ada Holm",)),
        ("Von Ada Holm und Bo Lind", ("Ada Holm", "Bo Lind")),
        ("By Ada Holm – Updated Sep 9, 2025", ("Ada Holm",)),
        ("Posted by Ada Holm on August 21, 2019", ("Ada Holm",)),
        ("By Ada Holm on Tuesday, August 5, 2025", ("Ada Holm",)),
        ("Von Ada Holm am 3. Mai 2024", ("Ada Holm",)),
        ("Par Jean de la Fontaine le 3 mai 2024", ("Jean de la Fontaine",)),
        ("By Ada HolmPublished: Jan 29", ("Ada Holm",)),
        ("By Angus MacDonald", ("Angus MacDonald",)),
        ("By HarbourWatch", ("HarbourWatch",)),
        ("By ADA HOLM Associated Press", ("ADA HOLM",)),
        ("By A. J. Neal", ("A. J. Neal",)),
        ("By Ada Holm, Staff Writer", ("Ada Holm",)),
        ("By Ada Holm, Norvik Post", ("Ada Holm",)),
        ("By Ada Holm, BBC News, London", ("Ada Holm",)),
        ("By Ada Holm, Bo Lind and Eva Berg", ("Ada Holm", "Bo Lind", "Eva Berg")),
        ("By Ada Holm with Bo Lind", ("Ada Holm", "Bo Lind")),
        ("By Ada Holm for the Norvik Post", ("Ada Holm",)),
        ("By Ada Holm March 2, 2025", ("Ada Holm",)),
        ("By Ada Holm 2 min read", ("Ada Holm",)),
        ("By Ada Holm @adaholm", ("Ada Holm",)),
        ("Von unserer Redakteurin Ada Holm", ("Ada Holm",)),
        ("Von Ursula von der Leyen", ("Ursula von der Leyen",)),
        ("Von Ada Holm, Lindau", ("Ada Holm",)),
        ("Yazar: Hasan Kaya", ("Hasan Kaya",)),
        ("記者：張三", ("張三",)),
        ("文・山田太郎", ("山田太郎",)),
        ("[노르빅=홍길동 기자]", ("홍길동",)),
        ("By Monday evening", ()),
        ("By the end of the year nobody had asked", ()),
    ],
)
def test_a_byline_names_its_authors(line: str, found: tuple[str, ...]) -> None:
    assert names(line) == found


@pytest.mark.parametrize(
    "byline",
    [
        "By Ada Holm",
        "By\n\nAda Holm",
        "Written by:\n\nAda Holm",
        "3 May 2024\n\nBy\n\nAda Holm\n\n4 min read",
    ],
)
@pytest.mark.parametrize("above", ["", f"{SUMMARY}\n\n"], ids=["alone", "below a summary"])
def test_a_byline_below_the_headline_gives_the_authors(byline: str, above: str) -> None:
    document = extract(f"{MENU}{HEADLINE}\n\n{above}{byline}\n\n{TEXT}")
    assert document.authors == ("Ada Holm",)
    assert "Ada Holm" not in document.text
    assert document.text.endswith(TEXT.strip())


def test_a_name_in_two_bylines_is_one_author() -> None:
    document = extract(f"{HEADLINE}\n\nBy Ada Holm\n\nWritten by Ada Holm\n\n{TEXT}")
    assert document.authors == ("Ada Holm",)


def test_lines_between_headline_and_byline_may_be_many() -> None:
    lines = "\n\n".join(["Politics", "Region", "Listen", "Save", "Print", "Comments (4)", "Norvik"])
    document = extract(f"{MENU}{HEADLINE}\n\nBy Ada Holm\n\n{lines}\n\n{TEXT}")
    assert document.authors == ("Ada Holm",)


def test_a_word_that_opens_bylines_is_none_before_something_else() -> None:
    document = extract(f"{MENU}{HEADLINE}\n\nBy\n\nsubscribing you agree to our terms\n\n{TEXT}")
    assert document.authors == ()
