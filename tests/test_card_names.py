"""Which line names the list of a story in an HTML page."""

from __future__ import annotations

import pytest

from newsclean import extract
from tests.stories import BRIDGE

STORY = "".join(f"<p>{text}</p>" for text in BRIDGE)
ROWS = (
    ("Storm closes harbour of Norvik for second day", "School choir wins national prize in Lund"),
    ("Library opens reading room for night workers", "Old mill to become a museum of bread"),
)
PAGE = "<html><body><article><h1>Council rebuilds bridge</h1>{}</article>{}</body></html>"


def cards(row: int, around: str = "<li>{}</li>") -> str:
    made = (
        around.format(f'<a href="/news/2024/05/{row}{place}-story">{title}</a>')
        for place, title in enumerate(ROWS[row])
    )
    return f"<ul>{''.join(made)}</ul>"


def sections(below: str, inside: str = "") -> dict[str, str | None]:
    document = extract(PAGE.format(STORY + inside, below), url="https://norvik.test/news/1")
    return {link.title: link.section for link in document.related}


@pytest.mark.parametrize(
    "mark", ["<h3>{}</h3>", "<div>{}</div>", "<p class='title'>{}</p>", "<div><b>{}:</b></div>"]
)
def test_each_list_belongs_to_the_name_above_it(mark: str) -> None:
    names = ("Most read", "Latest news")
    lists = [f"<div>{mark.format(name)}{cards(row)}</div>" for row, name in enumerate(names)]
    assert sections("".join(lists)) == {
        title: name for row, name in zip(ROWS, names, strict=True) for title in row
    }


def test_what_stands_above_every_card_names_no_list() -> None:
    card = "<li><div>Ada Holm</div>{}</li>"
    assert set(sections(f"<h2>Most read</h2>{cards(0, card)}{cards(1, card)}").values()) == {
        "Most read"
    }


def test_an_offer_in_the_text_names_itself() -> None:
    inside = f'<p>Read more: <a href="/news/2024/05/9-story">{ROWS[0][0]}</a></p>'
    below = f"<h2>Latest news</h2>{cards(1)}"
    assert sections(below, inside) == {
        ROWS[0][0]: "Read more",
        **dict.fromkeys(ROWS[1], "Latest news"),
    }
