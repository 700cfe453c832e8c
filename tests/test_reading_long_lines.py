"""Dumps without line ends: paragraphs, sentences and menus that share a line are told apart."""

from __future__ import annotations

import pytest

import newsclean
from newsclean.reading.text import read_text
from tests.stories import HEADLINE, PARAGRAPHS, STORY

PLACES = "Home News Sport Weather Harbour Council Culture Opinion Letters Norvik Sund Holm".split()
MENU = " ".join(PLACES * 6)
STORY_LINE = " ".join(PARAGRAPHS)
PROSE = " ".join(PARAGRAPHS * 3)
ONE_LINE = f"{MENU} {HEADLINE} {STORY_LINE} {MENU} All rights reserved."
SENTENCE = "Two fishing boats sank in the harbour, but no one was hurt, according to the police."


def texts(dump: str) -> list[str]:
    page = read_text(dump, "")
    assert "".join(page.text[b.start : b.end] for b in page.blocks) == page.text
    return [block.text for block in page.blocks]


def codes(dump: str) -> set[str]:
    return {notice.code for notice in read_text(dump, "").notices}


def test_paragraphs_without_a_blank_between_are_parted() -> None:
    paragraphs = list(PARAGRAPHS * 2)
    dump = f"{HEADLINE}\n{''.join(paragraphs)}"
    assert texts(dump) == [HEADLINE, *paragraphs]
    assert codes(dump) == {"no_line_ends"}


@pytest.mark.parametrize("closing", ["”", '"', "»", ")"])
def test_the_mark_that_closes_a_quotation_stays_with_it(closing: str) -> None:
    paragraphs = [
        f"So said the mayor of Norvik on day {n} of the storm.{closing}" for n in range(8)
    ]
    assert texts("".join(paragraphs)) == paragraphs


@pytest.mark.parametrize(
    "line",
    [
        PARAGRAPHS[0] + PARAGRAPHS[1],
        " ".join(f"{p} See node.js, U.S.Army and example.com." for p in PARAGRAPHS * 2),
        PROSE,
    ],
    ids=["one blank left out", "names with a full stop", "one long paragraph"],
)
def test_a_line_of_sentences_stays_whole(line: str) -> None:
    assert texts(line) == [line]
    assert not codes(line)


def test_a_page_on_one_line_is_parted_into_sentences_and_rows_of_names() -> None:
    found = texts(ONE_LINE)
    assert (
        "Two fishing boats sank in the harbour, but no one was hurt, according to the police."
        in (found)
    )
    assert " ".join(found) == ONE_LINE
    assert max(len(text.split()) for text in found[:4]) <= 15
    assert codes(ONE_LINE) == {"no_line_ends"}


def test_abbreviations_and_dates_do_not_end_a_sentence() -> None:
    sentence = "Am 17. Dezember fuhr die erste Fähre nach St. Helen, wie der Hafen sagt."
    assert texts(f"{ONE_LINE} {sentence}")[-1] == sentence


def test_long_lines_in_a_dump_with_line_ends_stay_whole() -> None:
    dump = f"{STORY * 9}\n\n{ONE_LINE}"
    assert texts(dump)[-1] == ONE_LINE


@pytest.mark.xfail(reason="doubts the last sentence, right above a menu", strict=True)
def test_the_text_of_a_page_on_one_line_is_its_story() -> None:
    text = newsclean.extract(ONE_LINE, kind="text").text
    assert " ".join(text.split("\n\n")).removeprefix(f"{HEADLINE} ") == STORY_LINE


def test_the_text_of_a_page_on_one_line_has_nothing_of_its_menus_and_stays_as_it_is() -> None:
    document = newsclean.extract(ONE_LINE, kind="text")
    text = " ".join(document.text.split("\n\n")).removeprefix(f"{HEADLINE} ")
    assert len(text) > 0.8 * len(STORY_LINE)
    assert STORY_LINE.startswith(text)
    assert [notice.code for notice in document.warnings] == ["no_line_ends"]
    assert newsclean.extract(document.text, kind="text").text == document.text
