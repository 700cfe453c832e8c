"""Characters that a dump writes by their names are read as the characters."""

from __future__ import annotations

import html

import pytest

from newsclean import extract
from newsclean.reading import read
from newsclean.reading.entities import without_entities
from newsclean.reading.holes import INVISIBLE
from tests.stories import STORY

QUOTED = (
    "The mayor’s plan for “Ferry & Sons” costs 5,000 €, it’s said in Malmö.\n\n"
    f"{STORY}\n\nMost read\n\nAda’s ship is back at the old quay\nMalmö’s mayor won’t sail"
)


def shown(text: str) -> str:
    return INVISIBLE.sub("", without_entities(text))


@pytest.mark.parametrize(
    "escaped",
    [
        html.escape(QUOTED).replace("’", "&rsquo;").replace("“", "&ldquo;").replace("”", "&rdquo;"),
        html.escape(QUOTED).replace("’", "&#8217;").replace("ö", "&ouml;").replace("€", "&euro;"),
        html.escape(QUOTED).replace("’", "&#x2019;"),
        html.escape(html.escape(QUOTED).replace("’", "&#8217;"), quote=False),
    ],
)
def test_a_dump_with_entities_reads_as_the_dump(escaped: str) -> None:
    assert shown(escaped) == QUOTED
    found, wanted = extract(escaped), extract(QUOTED)
    assert (found.text, found.related) == (wanted.text, wanted.related)


def test_blocks_tile_the_dump_as_it_was_written() -> None:
    escaped = html.escape(QUOTED).replace("’", "&rsquo;")
    page = read(escaped, kind="text")
    assert page.text == escaped
    assert [block.start for block in page.blocks][1:] == [b.end for b in page.blocks][:-1]


@pytest.mark.parametrize(
    "text",
    [
        "Write &nbsp; for a blank, &amp; for an ampersand and &copy; for a mark.",
        "Q&A with R&D: AT&T&apos;s and B&Q&apos;s and M&S&apos;s plans, and H&M too.",
        "One &rsquo;s enough.",
        "```\na&amp;b&amp;c&amp;d\n```\nNothing else.",
        "&nosuch;name &nosuch;name &nosuch;name",
    ],
)
def test_a_text_about_entities_keeps_them(text: str) -> None:
    assert shown(text) == text
