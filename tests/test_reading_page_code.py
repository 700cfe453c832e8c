"""Scripts, styles and data of a page in a dump whose maker cut off the tags and nothing else."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.reading.page_code import without_code
from newsclean.reading.text import read_text

STYLE = """body, html{margin:0}.wrap>.card:not(.wide)::before{content:"\\201C";display:none}
@media screen and (min-width:768px) and (max-width:991px){.card h2, .card p:first-child,
.card [class$='__label'] a:hover{color:#1a2b3c!important;transition:all .2s ease}}
:root{--brand-1:#c00;--font:"Norvik Serif",serif}@font-face{font-family:N;src:url(/n.woff2)}
"""
SCRIPT = """
  window.dataLayer = window.dataLayer || [];
  (function(w,d,s){ if (!w.ready) { return; } // wait for the consent
    var f = d.getElementsByTagName(s)[0], q = "a 'quoted' word", r = 'and "another"';
    try { f.push({'page': "harbour", "kind": 3}); } catch (e) {} })(window, document, 'script');
  if (typeof window !== 'undefined') {
    document.querySelector('.card').addEventListener('click', e => e.preventDefault());
  }
"""
DATA = (
    '{"@context":"https://schema.org","@type":"NewsArticle","headline":"Storm closes the harbour '
    'for a second day","datePublished":"2025-03-02T08:00:00Z","author":{"@type":"Person",'
    '"name":"Ada Holm"},"publisher":{"@type":"Organization","name":"Norvik Post"},"articleBody":'
    '"The harbour stayed shut on Sunday. \\"Nobody sails today\\", the master said; two ships '
    'are adrift.\\nSchools open on Monday."}'
)
APP = (
    "(self.__next_f=self.__next_f||[]).push([1,"
    + '"{\\"slug\\":\\"storm\\",\\"body\\":\\"The harbour stayed shut.\\\\nAll of it.\\"},"' * 40
    + "])"
)
STORY = [
    "The harbour of Norvik stayed shut on Sunday after a second night of storm, the port said.",
    "Nobody was hurt, but two ships have torn loose and drift off the mole (the old one) since "
    "noon; a tug is on its way from the capital, the harbour master told the Post.",
    "Schools on the island stay closed on Monday. The ferry will not sail before Wednesday, as "
    "the pier has to be looked at by divers first.",
]
QUOTING = [
    'He said (on Monday) that "nobody" sails; the mayor (who left early) agreed, "for once".',
    'The "old" pier (built in 1901) is shut; two boats [both old] sank, a third (new) did not.',
    'Fares (see below) stay; "no ticket is lost", wrote the owner (a native of the isle).',
]
BODY = "".join(f"<p>{text}</p>\n" for text in STORY)
PAGE = f"""<html><head><title>Storm closes the harbour for a second day - Norvik Post</title>
<style>{STYLE}</style>
<script type="application/ld+json">{DATA}</script>
<script>{SCRIPT}</script></head>
<body><ul><li>Home</li>
<li>Sport</li>
<li>Weather</li></ul>
<h1>Storm closes the harbour for a second day</h1>
{BODY}<script>{SCRIPT}</script>
<h2>Most read</h2>
<ul><li>Choir of the island school wins the national prize</li>
<li>New timetable for all buses from the first of April</li>
<li>Owner of the old inn sells his last two boats</li></ul>
<style>{STYLE}</style>
<p>Copyright 2025 Norvik Post</p>
<script>{APP}</script></body></html>
"""
TAG = re.compile(r"<[^<>]+>")


def stripped(page: str, by: str) -> str:
    """A page without its tags, as a hasty hand takes them off."""
    return html.unescape(TAG.sub(by, page))


@pytest.mark.parametrize("by", ["", " ", "\n", "\n\n"])
def test_code_between_the_words_of_a_stripped_page_is_none_of_them(by: str) -> None:
    document = newsclean.extract(stripped(PAGE, by))
    assert document.title == "Storm closes the harbour for a second day"
    assert document.text.split("\n\n") == STORY
    assert [link.title for link in document.related] == [
        "Choir of the island school wins the national prize",
        "New timetable for all buses from the first of April",
        "Owner of the old inn sells his last two boats",
    ]
    assert "page_code" in {notice.code for notice in document.warnings}


def test_what_the_page_declares_in_its_data_is_known_of_the_dump() -> None:
    document = newsclean.extract(stripped(PAGE, "\n"))
    assert (document.date, document.authors) == ("2025-03-02", ("Ada Holm",))
    assert document.site_name == "Norvik Post"


def test_a_header_line_counts_before_the_data_of_the_page() -> None:
    dump = "date: 2025-03-05\nauthor: Bo Lind\n\n" + stripped(PAGE, "\n")
    document = newsclean.extract(dump, kind="text")
    assert (document.date, document.authors) == ("2025-03-05", ("Bo Lind",))


def test_words_glued_to_code_stay() -> None:
    glued = f"{SCRIPT.strip()}{' '.join(STORY[:2])}{DATA}{STORY[2]}{APP}"
    words = without_code(glued).words
    assert all(text in words for text in STORY)
    assert "dataLayer" not in words
    assert "schema.org" not in words


def test_code_that_an_article_shows_is_the_articles() -> None:
    lines = [
        "To read a setting, ask the parser for it by name and give a default for those not set.",
        'function setting(name) { if (known[name]) { return known[name]; } return ""; }',
        'The parser keeps `{"name": 1}` as it is, and so does everything that is built on it.',
        "const known = {}; known.depth = 3; console.log(setting('depth'));",
        "Whoever calls it twice will get the same value again, as nothing here is ever changed.",
    ]
    dump = "\n\n".join(lines)
    assert without_code(dump).words == dump
    fenced = f"{STORY[0]}\n\n```\n{SCRIPT}{STYLE}{APP}\n```\n\n{STORY[1]}\n\n{STORY[2]}\n"
    assert without_code(fenced).words == fenced


@pytest.mark.parametrize(
    "opened", ['if (a) { b("x" ', '{"name": 3, ', "window.a = {", ".card{color:red "]
)
@pytest.mark.parametrize("story", [STORY, QUOTING])
def test_an_example_that_does_not_end_takes_no_words(opened: str, story: list[str]) -> None:
    dump = " ".join([*STORY, opened, *story * 12])
    assert without_code(dump).words == dump


def test_where_only_the_code_holds_a_text_nothing_is_taken_off() -> None:
    dump = f"Storm closes the harbour\n\n{SCRIPT}{DATA}{APP}\n"
    assert without_code(dump).words == dump


def test_blocks_tile_a_dump_with_code() -> None:
    page = read_text(stripped(PAGE, ""), "")
    assert "".join(page.text[block.start : block.end] for block in page.blocks) == page.text
    assert not any("dataLayer" in block.text for block in page.blocks)


@given(st.lists(st.sampled_from([*STORY, STYLE, SCRIPT, DATA, APP, "{", "}", '"', "'", "(", "\n"])))
def test_every_character_stays_in_its_place(parts: list[str]) -> None:
    text = "\n".join(parts)
    words = without_code(text).words
    assert len(words) == len(text)
    assert all(shown in (raw, "\n", "\u2060") for raw, shown in zip(text, words, strict=True))
