"""Dumps without line ends: the texts of a page that share a line are told apart."""

from __future__ import annotations

import textwrap

import pytest

import newsclean
from newsclean.reading.text import read_text
from tests.stories import HEADLINE, PARAGRAPHS, STORY

PLACES = "Home News Sport Weather Harbour Council Culture Opinion Letters Travel Video".split()
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


def test_a_page_on_one_line_is_parted_into_its_texts() -> None:
    found = texts(ONE_LINE)
    assert found[: len(PLACES)] == PLACES
    assert HEADLINE in found
    assert found[-1] == "All rights reserved."
    assert " ".join(found) == ONE_LINE
    assert codes(ONE_LINE) == {"no_line_ends"}


def test_headlines_of_a_list_on_the_same_line_stay_out_of_the_text() -> None:
    headlines = [
        "Council votes on a new bridge",
        "Lynx seen near the school again",
        "Power is back on the northern islands",
        "Teachers end their strike",
    ]
    dump = f"{MENU} {HEADLINE} {STORY_LINE} Most read {' '.join(headlines)} Home News Sport Video"
    document = newsclean.extract(dump, kind="text")
    assert len({link.title for link in document.related} & set(headlines)) >= 2
    assert not any(headline in document.text for headline in headlines)


def test_a_headline_that_stands_twice_on_the_line_is_parted_from_itself() -> None:
    twice = "Council votes on a new bridge"
    dump = f"{MENU} {HEADLINE} {STORY_LINE} Most read {twice} {twice} {MENU}"
    assert texts(dump).count(twice) == 2


def test_abbreviations_and_dates_do_not_end_a_text() -> None:
    sentence = "Am 17. Dezember fuhr die erste Fähre nach St. Helen, wie der Hafen sagt."
    found = texts(f"{ONE_LINE} {sentence}")
    assert len(found) > 20
    assert not any(text.endswith(("17.", "St.")) for text in found)


def test_a_page_on_one_line_that_was_wrapped_is_read_as_that_line() -> None:
    wrapped = "\n".join(textwrap.wrap(ONE_LINE, 70))
    assert texts(wrapped) == texts(ONE_LINE)
    assert newsclean.extract(wrapped, kind="text").text == newsclean.extract(ONE_LINE).text


def test_a_wrapped_article_is_not_taken_for_a_page_on_one_line() -> None:
    paragraphs = [PROSE, *PARAGRAPHS]
    wrapped = "\n\n".join("\n".join(textwrap.wrap(text, 70)) for text in paragraphs)
    assert texts(wrapped) == paragraphs
    assert not codes(wrapped)


def test_long_lines_in_a_dump_with_line_ends_stay_whole() -> None:
    dump = f"{STORY * 9}\n\n{ONE_LINE}"
    assert texts(dump)[-1] == ONE_LINE


def test_the_text_of_a_page_on_one_line_is_its_story_and_stays_as_it_is() -> None:
    document = newsclean.extract(ONE_LINE, kind="text")
    assert document.title == HEADLINE
    assert " ".join(document.text.split("\n\n")) == STORY_LINE
    assert [notice.code for notice in document.warnings] == ["no_line_ends"]
    assert newsclean.extract(document.text, kind="text").text == document.text


def test_texts_that_bars_join_on_one_line_are_parted_at_the_bars() -> None:
    story = [PARAGRAPHS[0], SENTENCE, PARAGRAPHS[2]]
    found = [*PLACES * 5, HEADLINE, *story, *PLACES * 5]
    assert texts(" | ".join(found)) == found
    assert newsclean.extract(" | ".join(found)).text.split("\n\n") == story


def test_bars_in_a_paragraph_and_in_rows_of_links_part_nothing() -> None:
    row = " | ".join(PLACES * 12)
    assert len(row) > 1_000
    line = STORY_LINE.replace(", ", " | ")
    dump = "\n\n".join((line, *[*PARAGRAPHS] * 3, row))
    assert [text for text in texts(dump) if "|" in text] == [line, row]


def test_addresses_and_tags_do_not_make_a_line_long() -> None:
    picture = f"![The mole](data:image/png;base64,{'iVBORw0KGgo' * 400})"
    tag = f"<div class='card' data-props='{'abc,' * 3000}'>"
    sports = "Handball,Basketball,Tennis,Chess,Rowing,Sailing,Hockey,Cycling,Judo,Golf".split(",")
    menu = [f"{sport} Untermenü {sport} einblenden" for sport in sports]
    lines = (f"Seen from the mole {picture} on Sunday", tag, *menu, *PARAGRAPHS, picture)
    links = "\n\n".join(f"[Sport](https://norvik.test/{n})" for n in range(3))
    page = read_text("\n\n".join((links, *lines)), "")
    assert not page.notices
    assert [block.text for block in page.blocks if "Untermenü" in block.text] == menu
