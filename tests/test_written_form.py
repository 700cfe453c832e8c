"""A text in the form in which newsclean writes one is read by that form, and stays as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from newsclean import Pipeline, extract
from newsclean.page import Page
from newsclean.reading.text import read_text

PAGES = sorted(Path(__file__).parents[1].joinpath("corpus", "pages").glob("*.html"))
CHANGED = {
    "es-incendio-sierra-controlado": "its summary stands first, and looks like a headline",
    "ko-library-robot-shelver": "its summary stands first, and looks like a headline",
    "string-formatting-migration": "lines of code are no paragraphs",
    "template-injection-explained": "lines of code are no paragraphs",
}
STORY = (
    "The council voted on Monday to rebuild the old bridge, which has been closed to lorries since "
    "the flood of last spring."
)
REST = (
    "Work is to begin in June and will take two years, the mayor said after a debate that lasted "
    "until midnight, and the ferry will carry cars and small lorries until the bridge is open."
)


class Trusting:
    """A scorer that takes everything for main text."""

    name = "trusting"

    def score(self, page: Page) -> list[float]:
        return [1.0] * len(page.blocks)


def read(text: str) -> Page:
    page = read_text(text, "")
    assert "".join(page.text[b.start : b.end] for b in page.blocks) == page.text
    return page


def lines(text: str) -> list[tuple[str, str]]:
    return [(block.form, block.text) for block in read(text).blocks]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_clean_text_of_a_page_given_again_comes_back(
    path: Path, request: pytest.FixtureRequest
) -> None:
    if path.stem in CHANGED:
        request.applymarker(pytest.mark.xfail(strict=True, reason=CHANGED[path.stem]))
    text = extract(path.read_bytes(), kind="html").text
    assert text
    assert extract(text, kind="text").text == text


def test_numbers_stay_before_the_names_of_parts() -> None:
    text = f"{STORY}\n\n1. What it costs\n\n{REST}\n\n2. Who pays\n\n{STORY[:-1]} of 2019."
    assert read(text).written
    assert extract(text).text == text


def test_rows_of_a_table_stay_rows() -> None:
    text = f"{STORY}\n\nYear | Houses\n1990 | 120\n2020 | 80\n\n{REST}"
    assert lines(text)[1:4] == [
        ("cell", "Year | Houses"),
        ("cell", "1990 | 120"),
        ("cell", "2020 | 80"),
    ]
    assert extract(text).text == text


def test_the_head_of_a_table_is_one_of_its_rows() -> None:
    row = "<tr><td>{}<td>{}".format
    table = f"<table><thead>{row('Year', 'Houses')}<tbody>{row(1990, 120)}{row(2020, 80)}</table>"
    kept = replace(Pipeline.preset("scorer_only"), scorer=Trusting())
    text = extract(f"<p>{STORY}</p>{table}<p>{REST}</p>", pipeline=kept).text
    assert text == f"{STORY}\n\nYear | Houses\n1990 | 120\n2020 | 80\n\n{REST}"


def test_headings_of_markdown_lose_their_marks() -> None:
    text = f"# Bridge to be rebuilt\n\n{STORY}\n\n## Who pays\n\n- The town\n- The state\n\n{REST}"
    document = extract(text)
    assert document.title == "Bridge to be rebuilt"
    assert document.text == f"{STORY}\n\nWho pays\n\n- The town\n- The state\n\n{REST}"


def test_a_header_may_stand_above_the_text() -> None:
    text = f"title: Bridge to be rebuilt\ndate: 2025-03-02\n\n{STORY}\n\nWho pays\n\n{REST}"
    assert read(text).written
    assert extract(text).text == f"{STORY}\n\nWho pays\n\n{REST}"


def test_the_day_above_a_text_is_no_part_of_it() -> None:
    text = f"Bridge to be rebuilt\n\n2 March 2025\n\n{STORY}\n\n{REST}"
    assert extract(text).text == f"{STORY}\n\n{REST}"


@pytest.mark.parametrize(
    "other",
    [
        f"{STORY}\n{REST}",
        f"{STORY}\n\n\n{REST}",
        f"{STORY}\n\n  {REST}",
        f"{STORY}\n\n* The town\n* The state\n\n{REST}",
        f"{STORY}\n\n- The town\n\n{REST}\n- The state",
        f"{STORY}\n\n> {REST}",
        f"{STORY}\n\n## Who **pays**\n\n{REST}",
        f"{STORY}\n\n[Who pays](/pays) for [it](/it), they [asked](/asked)\n\n{REST}",
        f"{STORY}\n\n| Year | Houses |\n| 1990 | 120 |\n\n{REST}",
        f"{STORY}\n\n@Model.Title?.ToUpper() Bridge to be rebuilt in two years\n\n{REST}",
    ],
)
def test_other_forms_are_read_as_dumps(other: str) -> None:
    assert not read(other).written
