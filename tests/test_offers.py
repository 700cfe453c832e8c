"""Lines that offer one story under a name of their own."""

from __future__ import annotations

import pytest

from newsclean import extract
from newsclean.related.offers import offer
from tests.stories import PARAGRAPHS


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Read more: Storm closes harbour", ("Read more", "Storm closes harbour")),
        ("READ MORE | Storm closes harbour", ("READ MORE", "Storm closes harbour")),
        ("Also read - Storm closes harbour", ("Also read", "Storm closes harbour")),
        ("[Related: Storm closes harbour]", ("Related", "Storm closes harbour")),
        ("(Read more: Storm closes harbour)", ("Read more", "Storm closes harbour")),
        (">> Related: Storm closes harbour", ("Related", "Storm closes harbour")),
        ("İlgili haber: Fırtına limanı kapattı", ("İlgili haber", "Fırtına limanı kapattı")),
        ("【関連記事】嵐で港が閉鎖", ("関連記事", "嵐で港が閉鎖")),
        ("Latest watches of the year | The Norvik Post", None),
        ("Storm closes harbour - The Norvik Post", None),
        (">> Storm closes the harbour", None),
        ("", None),
        ("Read more", None),
    ],
)
def test_a_line_offers_a_story_under_a_name_that_stands_before_a_mark(
    line: str, found: tuple[str, str] | None
) -> None:
    assert offer(line) == found


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("Lesen Sie auch: {}", "Sturm legt den Hafen für zwei Tage lahm"),
        ("Читайте также: {}", "Шторм закрыл порт на второй день"),
        ("【関連記事】{}", "嵐で港が閉鎖、二日目も再開せず"),
        ("[Read more: {}]", "Storm closes harbour for a second day"),
    ],
)
def test_in_html_a_known_name_before_a_link_makes_it_a_story(line: str, headline: str) -> None:
    link = line.format(f'<a href="https://n.example/storm-closes-harbour">{headline}</a>')
    first, *rest = PARAGRAPHS
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in (first, link, *rest))
    document = extract(f"<article>{paragraphs}</article>", url="https://n.example/ferry")
    assert [(story.title, story.section) for story in document.related] == [
        (headline, line.partition("{")[0].strip(" :[]【】"))
    ]
    assert document.text == "\n\n".join(PARAGRAPHS)
