"""Dumps drawn from HTML, for training: many manners, the same words."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.training.corpus import DRAWN, Corpus
from newsclean.training.rendering import Manner, rendered

PAGES = Path(__file__).parent.parent / "corpus" / "pages"
PAGE = b"""<html><head><title>The Harbour Post</title><script>x()</script></head><body>
<nav><ul><li><a href="/n">News</a></li><li>Sport</li></ul></nav>
<h1>Ferry runs again</h1><img alt="A ferry"><p>The ferry <b>sailed</b> at<br>noon.</p>
<p hidden>Not shown.</p><ol><li>First</li><li>Second</li></ol>
<table><tr><td>Fare</td><td>2 crowns</td></tr></table><button>Share</button></body></html>"""
PLAIN = replace(
    Manner.drawn(Random(0)),
    whole=True, joint="", strips=False, gap=1, gap_of_rest=0, bullet="* ", numbered=True, indent=2,
    margin=0, heading="#", emphasis="", picture="[{}]", link="", cell=" | ", width=0, title=False,
    controls=False, hidden=False, line_breaks=True, dropped=frozenset(), one_line=False,
)  # fmt: skip


def dump(**habits):
    return rendered(PAGE, replace(PLAIN, **habits))


def test_lays_a_page_out_as_a_converter_would():
    assert dump() == (
        "  * News\n  * Sport\n\n# Ferry runs again\n\n[A ferry]\n\nThe ferry sailed at\nnoon.\n\n"
        "  1. First\n  2. Second\n\nFare | 2 crowns"
    )


@pytest.mark.parametrize(
    ("habits", "line"),
    [
        ({"title": True}, "The Harbour Post\n"),
        ({"heading": "A"}, "FERRY RUNS AGAIN"),
        ({"heading": "="}, "Ferry runs again\n================"),
        ({"emphasis": "*"}, "The ferry *sailed* at"),
        ({"line_breaks": False}, "The ferry sailed at noon."),
        ({"link": "["}, "* [News](/n)"),
        ({"link": "<"}, "* News </n>"),
        ({"hidden": True}, "Not shown."),
        ({"controls": True}, "Share"),
        ({"cell": "\n"}, "Fare\n2 crowns"),
        ({"width": 12}, "The ferry\nsailed at\nnoon."),
        ({"margin": 3}, "   The ferry sailed at"),
        ({"numbered": False}, "  * First\n  * Second"),
        ({"whole": False, "joint": "|", "strips": True}, "The ferry|sailed|at|noon."),
        ({"whole": False, "joint": " ", "one_line": True}, "News Sport Ferry runs again The ferry"),
    ],
)
def test_each_habit_shows(habits, line):
    assert line in dump(**habits)
    assert line not in dump()


def test_leaves_out_what_the_manner_drops_and_never_shows_scripts():
    assert "Sport" not in dump(dropped=frozenset({"nav"}))
    assert "x()" not in dump(title=True, controls=True, hidden=True)


@given(st.integers(), st.sampled_from(sorted(PAGES.glob("*.html"))))
def test_no_manner_loses_a_word_outside_of_what_it_drops(seed, path):
    manner = replace(Manner.drawn(Random(seed)), dropped=frozenset(), link="", picture="")
    manner = replace(manner, heading="")  # not every letter comes back from a capital
    whole = replace(PLAIN, picture="", heading="", bullet="", numbered=False, cell="\n")
    whole = replace(whole, **{k: getattr(manner, k) for k in ("hidden", "controls", "title")})
    letters = ["", ""]
    for place, chosen in enumerate((manner, whole)):
        text = rendered(path.read_bytes(), replace(chosen, numbered=False, bullet="", emphasis=""))
        letters[place] = "".join(c for c in text.lower() if c.isalnum())
    assert letters[0] == letters[1]


def test_manners_differ_and_the_same_seed_draws_the_same():
    drawn = [Manner.drawn(Random(seed)) for seed in range(50)]
    assert len(set(drawn)) > 45
    assert drawn == [Manner.drawn(Random(seed)) for seed in range(50)]


@pytest.mark.parametrize("raw", [b"", b"   ", b"<!-- -->", b"\xff\xfe"])
def test_what_holds_no_page_gives_no_dump(raw):
    assert rendered(raw, PLAIN) == ""


def test_a_corpus_without_dumps_has_drawn_ones(tmp_path):
    import gzip
    import json

    row = {"id": "ferry", "dataset": "own", "url": "", "gold": "The ferry sailed at noon."}
    (tmp_path / "pages.jsonl").write_text(json.dumps(row))
    place = tmp_path / "html" / "own" / "ferry.html.gz"
    place.parent.mkdir(parents=True)
    place.write_bytes(gzip.compress(PAGE))
    corpus = Corpus(tmp_path)
    assert corpus.all_styles() == list(DRAWN)
    for entry in corpus:
        pages = [corpus.page(entry, style) for style in DRAWN]
        assert all("ferry" in page.source for page in pages)
        assert [page.source for page in pages] == [
            corpus.page(entry, style).source for style in DRAWN
        ]
        assert pages[0].source != pages[1].source
