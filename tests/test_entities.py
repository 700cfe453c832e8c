"""Characters that a dump writes by their names are read as the characters."""

from __future__ import annotations

import html

import pytest

from newsclean import extract
from newsclean.reading.entities import decoded
from tests.stories import STORY

QUOTED = (
    "The mayor’s plan for “Ferry & Sons” costs 5,000 €, it’s said in Malmö.\n\n"
    f"{STORY}\n\nMost read\n\nAda’s ship is back at the old quay\nMalmö’s mayor won’t sail"
)


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
    assert decoded(escaped) == QUOTED
    found, wanted = extract(escaped), extract(QUOTED)
    assert (found.text, found.related) == (wanted.text, wanted.related)


@pytest.mark.parametrize(
    "text",
    [
        "Write &nbsp; for a blank, &amp; for an ampersand and &copy; for a mark.",
        "Q&A with R&D: AT&T&apos;s and B&Q&apos;s and M&S&apos;s plans, and H&M too.",
        "A page of <p>words</p>, <p>more&nbsp;words</p> and <b>bold&nbsp;ones</b>",
        "```\na&amp;b&amp;c&amp;d\n```\nNothing else.",
        "&nosuch;name &nosuch;name &nosuch;name",
    ],
)
def test_a_text_about_entities_keeps_them(text: str) -> None:
    assert decoded(text) == text


def test_one_character_within_a_word_will_do() -> None:
    assert decoded("It&#39;s the ferry") == "It's the ferry"
