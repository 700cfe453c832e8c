"""Rules and the scorer: what stands in the article is not put aside by its looks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from newsclean import Page, Pipeline, Role, extract
from newsclean.page import Kind

STORY = [
    "The mill burned down in the night to Sunday, and nobody was hurt, the fire brigade said.",
    "The owner had planned to turn it into flats; the council is to decide in autumn.",
]


@dataclass(frozen=True)
class Believing:
    """A scorer that believes the given lines, and no others."""

    lines: frozenset[str]
    name: str = "believing"

    def score(self, page: Page) -> list[float]:
        return [0.9 if block.text in self.lines else 0.1 for block in page.blocks]


def decisions(source: str, kind: Kind, believed: list[str]) -> dict[str, tuple[Role, str]]:
    """Role and reason of each block, by its text, where the scorer believes the given ones."""
    pipeline = replace(Pipeline.default(), scorer=Believing(frozenset(believed)))
    # So short a dump may be taken for a text that is clean already.
    pipeline = pipeline.without("clean_text")
    document = extract(source, kind=kind, pipeline=pipeline)
    return {block.text: (d.role, d.reason) for block, d in document.blocks}


ROWS = ["Works with: iPhone | Voice: yes | Display: no", "Year | Houses | Barns | Mills"]


@pytest.mark.parametrize("row", [*ROWS, "Open design • Great controls • Good sound • Light"])
def test_a_row_that_the_scorer_believes_is_no_breadcrumb(row):
    dump = "\n\n".join([STORY[0], row, STORY[1]])
    assert decisions(dump, "text", [*STORY, row])[row] == (Role.PARAGRAPH, "main_text")
    assert decisions(dump, "text", STORY)[row] == (Role.NAVIGATION, "breadcrumb")


def test_a_row_of_tags_that_the_scorer_believes_stays_in_the_text():
    row = "#flood, #bridge, #ferry"
    dump = "\n\n".join([STORY[0], row, STORY[1]])
    assert decisions(dump, "text", [*STORY, row])[row] == (Role.PARAGRAPH, "main_text")
    assert decisions(dump, "text", STORY)[row] == (Role.NAVIGATION, "tag_row")


def test_a_breadcrumb_above_the_article_is_one_whatever_the_scorer_says():
    row = "News › Region › Norvik"
    dump = "\n\n".join([row, *STORY])
    assert decisions(dump, "text", [*STORY, row])[row] == (Role.NAVIGATION, "breadcrumb")


def test_short_lines_that_the_scorer_believes_are_no_menu():
    cells = ["Barns", "four", "Houses", "two", "Mills", "none"]
    dump = "\n\n".join([*STORY, *cells])
    found = decisions(dump, "text", [*STORY, *cells])
    assert {found[cell] for cell in cells} == {(Role.PARAGRAPH, "main_text")}
    assert {decisions(dump, "text", STORY)[cell] for cell in cells} == {(Role.NAVIGATION, "menu")}


def test_a_menu_above_the_article_is_one_whatever_the_scorer_says():
    menu = ["Home", "World", "Sports", "Markets", "Weather"]
    dump = "\n\n".join([*menu, *STORY])
    found = decisions(dump, "text", [*STORY, *menu])
    assert {found[entry] for entry in menu} == {(Role.NAVIGATION, "menu")}


QUOTE = "I learned to swim below that mill, and so did my children after me."


def test_a_quotation_in_a_figure_is_no_caption_where_the_scorer_believes_it():
    page = (
        f"<article><p>{STORY[0]}</p><figure><blockquote>{QUOTE}</blockquote>"
        f"<figcaption>Mara Lind, neighbour</figcaption></figure><p>{STORY[1]}</p></article>"
    )
    found = decisions(page, "html", [*STORY, QUOTE, "Mara Lind, neighbour"])
    assert found[QUOTE] == (Role.QUOTATION, "main_text")
    assert found["Mara Lind, neighbour"] == (Role.CAPTION, "caption_element")
    assert decisions(page, "html", STORY)[QUOTE] == (Role.CAPTION, "caption_element")


def test_a_paragraph_in_a_figure_is_a_caption_whatever_the_scorer_says():
    page = f"<article><p>{STORY[0]}</p><figure><p>{QUOTE}</p></figure><p>{STORY[1]}</p></article>"
    assert decisions(page, "html", [*STORY, QUOTE])[QUOTE] == (Role.CAPTION, "caption_element")


def test_an_entry_of_a_long_menu_opens_no_comment_section():
    teasers = [
        f"The {place} talks of nothing but the storm of this week, and of the price of repairs."
        for place in ("harbour", "market", "school", "station")
    ]
    dump = "\n\n".join([*teasers, "Comments", *STORY])
    found = decisions(dump, "text", STORY)
    assert [found[line] for line in STORY] == [(Role.PARAGRAPH, "main_text")] * 2


def test_a_comment_section_opens_below_the_article():
    dump = "\n\n".join([*STORY, "2 Comments", "So sad.", "Build flats at last!"])
    found = decisions(dump, "text", [*STORY, "Build flats at last!"])
    assert found["2 Comments"] == (Role.COMMENT, "comment_heading")
    assert found["Build flats at last!"] == (Role.COMMENT, "after_heading")
