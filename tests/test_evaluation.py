"""Evaluation: figures that hold, gold that reads back, systems that cannot stop the others."""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import BatchError, ConfigError, Pipeline, extract
from newsclean.evaluation import (
    PEERS,
    GoldCorpus,
    GoldPage,
    choose,
    draft,
    evaluate,
    interval,
    newsclean_system,
    open_corpus,
    parse_gold,
    sampled,
    score,
)
from newsclean.evaluation.report import html_report, verdict
from newsclean.evaluation.workers import Worker
from newsclean.metrics import strange_lines, words
from tests.evaluation_systems import system
from tests.stories import HEADLINE, HTML, PARAGRAPHS, STORY

BODY = "\n\n".join(PARAGRAPHS)
MODES = {"trafilatura-fast", "trafilatura-precision"}
TEXTS = st.text(st.characters(codec="utf-8"), max_size=200)


class TestScore:
    def test_counts_repeats_and_ignores_order_case_and_marks(self):
        assert score("B a, a!", "a b") == (2 / 3, 1.0, pytest.approx(0.8))

    def test_takes_characters_for_words_where_no_blanks_part_them(self):
        assert words("新しい ship") == ["新", "し", "い", "ship"]

    def test_an_empty_gold_wants_an_empty_text(self):
        assert score("", "").f1 == 1
        assert score("a", "").f1 == 0
        assert score("", "a").f1 == 0

    @given(TEXTS)
    def test_a_text_is_its_own_gold(self, text):
        assert score(text, text).f1 == 1

    @given(TEXTS, TEXTS)
    def test_precision_one_way_is_recall_the_other(self, a, b):
        there, back = score(a, b), score(b, a)
        if words(a) and words(b):
            assert there.precision == back.recall
            assert there.f1 == pytest.approx(back.f1)

    def test_strange_lines_are_those_whose_words_stand_nowhere_together(self):
        text = "One two three four five.\nSeven eight nine ten.\nten"
        assert strange_lines(text, "zero one two three\nfour five ten") == ["Seven eight nine ten."]


class TestGold:
    @given(TEXTS)
    def test_a_draft_reads_back_as_the_text_that_was_kept(self, dump):
        document = extract(dump, kind="text")
        gold = parse_gold(draft(document).replace("checked: no", "checked: yes"))
        assert gold.checked
        assert sorted(words(gold.text)) == sorted(words(document.text))

    def test_lines_that_begin_with_a_hash_are_not_in_the_text(self):
        assert (
            parse_gold("# Menu\nOne.\n\n\\# of ships\n\\\\# two").text
            == "One.\n\n# of ships\n\\# two"
        )

    def test_a_draft_shows_what_was_put_aside_and_is_not_checked(self):
        document = extract(HTML, url="https://norvik.test/ferry")
        source = draft(document)
        assert f"# {HEADLINE}" in source.splitlines()
        gold = parse_gold(source)
        assert (gold.checked, gold.site, gold.url) == (
            False, "norvik.test", "https://norvik.test/ferry",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("source", "why"),
        [
            ("---\nurl: x\ntext", "do not end"),
            ("---\nauthor: x\n---\ntext", "unknown fact"),
            ("---\nchecked: maybe\n---\ntext", "yes or no"),
        ],
    )
    def test_wrong_facts_are_named(self, source, why):
        with pytest.raises(ConfigError, match=why):
            parse_gold(source)


@pytest.fixture
def pairs(tmp_path) -> Path:
    """Two labelled pages of one site, one that nobody has checked, and one gold alone."""
    site = tmp_path / "norvik"
    site.mkdir()
    (site / "a.html").write_text(HTML, encoding="utf-8")
    (site / "a.html.gold").write_text(BODY, encoding="utf-8")
    (site / "b.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    (site / "b.txt.gz.gold").write_text(f"---\nsite: post\n---\n# x\n{BODY}", encoding="utf-8")
    (site / "c.txt").write_text(STORY, encoding="utf-8")
    (site / "c.txt.gold").write_text("---\nchecked: no\n---\nwrong", encoding="utf-8")
    (site / "gone.txt.gold").write_text("x", encoding="utf-8")
    return tmp_path


class TestCorpus:
    def test_pairs_of_page_and_gold(self, pairs):
        corpus = open_corpus(pairs)
        found = [(page.id, page.kind, page.site, page.gold) for page in corpus.pages]
        assert found == [
            ("norvik/a.html", "html", "norvik", BODY),
            ("norvik/b.txt.gz", "text", "post", BODY),
        ]
        assert "checked: no" in corpus.notices[0]
        assert "without a page" in corpus.notices[1]

    def test_the_layout_that_training_reads(self, tmp_path):
        rows = [
            {"id": "1", "dataset": "d", "site": "s", "gold": BODY},
            {"id": "2", "dataset": "d", "gold": None, "with": ["ferry"], "without": ["shop"]},
            {"id": "3", "dataset": "d", "gold": None, "page_type": "forum"},
            {"id": "4", "dataset": "d", "gold": "x", "gold_unsound": True},
        ]
        lines = "\n".join(json.dumps(row) for row in rows)
        (tmp_path / "pages.jsonl").write_text(lines, encoding="utf-8")
        (tmp_path / "html/d").mkdir(parents=True)
        (tmp_path / "dumps/plain/d").mkdir(parents=True)
        for number in "1234":
            packed = gzip.compress(HTML.encode())
            (tmp_path / f"html/d/{number}.html.gz").write_bytes(packed)
        (tmp_path / "dumps/plain/d/1.txt.gz").write_bytes(gzip.compress(STORY.encode()))
        pages = open_corpus(tmp_path).pages
        assert [(page.id, page.site, page.wanted) for page in pages] == [
            ("d/1", "s", ()),
            ("d/2", "2", ("ferry",)),
        ]
        dumps = open_corpus(tmp_path, style="plain")
        assert [page.kind for page in dumps.pages] == ["text"]
        assert "left out 1 pages" in dumps.notices[0]
        with pytest.raises(BatchError, match="it has: html, plain"):
            open_corpus(tmp_path, style="fancy")

    def test_the_layout_of_this_projects_corpus(self):
        corpus = open_corpus(Path(__file__).parents[1] / "corpus")
        assert len(corpus.pages) > 100
        assert {page.kind for page in corpus.pages} == {"html", "text"}

    def test_a_sample_is_the_same_each_time_and_has_its_share_of_each_set(self):
        pages = [
            GoldPage(f"{name}/{n}", "", "html", "s", "x", dataset=name)
            for name, count in (("large", 80), ("small", 19), ("one", 1))
            for n in range(count)
        ]
        found = sampled(GoldCorpus(tuple(pages)), 20)
        sets = [page.dataset for page in found.pages]
        assert [sets.count(name) for name in ("large", "small", "one")] == [16, 4, 1]
        assert found == sampled(GoldCorpus(tuple(pages)), 20)
        assert [page for page in pages if page in found.pages] == list(found.pages)

    def test_a_folder_without_labels_says_how_to_make_them(self, tmp_path):
        with pytest.raises(BatchError, match="newsclean evaluate --new"):
            open_corpus(tmp_path)


def pages_of(folder: Path, *texts: str) -> GoldCorpus:
    """A corpus of dumps that are their own gold, each a site."""
    pages = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        pages.append(GoldPage(path.name, str(path), "text", f"site {number}", text))
    return GoldCorpus(tuple(pages))


class TestSystems:
    def test_a_page_on_which_one_hangs_costs_that_page_only(self, tmp_path):
        corpus = pages_of(tmp_path, "one", "sleepy", "two")
        found = evaluate(corpus, [system("hangs_on_sleepy_pages")], timeout=2).first
        assert [page.f1 for page in found.pages] == [1, 0, 1]
        assert found.pages[1].error == "no answer within 2 s"

    def test_a_page_on_which_one_dies_costs_that_page_only(self, tmp_path):
        corpus = pages_of(tmp_path, "one", "deadly", "two")
        found = evaluate(corpus, [system("dies_on_deadly_pages")], jobs=2).first
        assert [page.f1 for page in found.pages] == [1, 0, 1]
        assert found.pages[1].error == "died: exit code 7"

    def test_an_exception_is_the_pages_error(self, tmp_path):
        found = evaluate(pages_of(tmp_path, "one"), [system("raises")]).first
        assert found.pages[0].error == "ValueError('not today')"
        assert found.errors() == 1

    def test_none_prints_or_reaches_the_network(self, tmp_path, capfd):
        found = evaluate(pages_of(tmp_path, "one"), [system("prints_and_calls_home")]).first
        assert "does not use the network" in found.pages[0].error
        assert capfd.readouterr() == ("", "")

    def test_one_that_does_not_load_is_named(self, tmp_path):
        page = pages_of(tmp_path, "one").pages[0]
        with (
            Worker(system("does_not_load")) as worker,
            pytest.raises(BatchError, match="does_not_load does not load: ImportError"),
        ):
            worker.ask(page)

    # The modes of one peer are one adapter.
    @pytest.mark.parametrize("name", [name for name in PEERS if name not in MODES])
    def test_every_peer_gives_the_text_of_a_page_and_of_a_dump(self, name, tmp_path):
        if importlib.util.find_spec(PEERS[name].module) is None:
            pytest.skip(f"{PEERS[name].package} is not installed")
        # Longer paragraphs than those of the story: short ones are boilerplate to some.
        long = [" ".join(PARAGRAPHS[:2]), " ".join(PARAGRAPHS[2:])]
        body = "".join(f"<p>{paragraph}</p>" for paragraph in long)
        markup = f"<html><body><article><h1>{HEADLINE}</h1>{body}</article></body></html>"
        (tmp_path / "a.html").write_text(markup, encoding="utf-8")
        (tmp_path / "b.txt").write_text("\n".join((HEADLINE, *long)), encoding="utf-8")
        pages = [
            GoldPage(path.name, str(path), kind, "s", BODY)
            for path, kind in ((tmp_path / "a.html", "html"), (tmp_path / "b.txt", "text"))
        ]
        found = evaluate(GoldCorpus(tuple(pages)), choose([name])).first
        assert [page.error for page in found.pages] == ["", ""]
        assert all(page.recall > 0.9 for page in found.pages)
        assert found.version

    def test_names_that_are_not_known_are_refused_with_the_nearest(self):
        with pytest.raises(ConfigError, match="did you mean 'trafilatura'"):
            choose(["trafilatora"])

    def test_a_peer_that_is_not_installed_says_how_to_get_it(self, monkeypatch):
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
        with pytest.raises(ConfigError, match=r"pip install jusText"):
            choose(["justext"])

    def test_a_pipeline_can_be_measured_against_another(self, tmp_path):
        place = tmp_path / "bare.toml"
        place.write_text('preset = "scorer_only"', encoding="utf-8")
        corpus = pages_of(tmp_path, BODY)
        found = evaluate(corpus, [newsclean_system(Pipeline.default()), *choose([str(place)])])
        assert [one.name for one in found.systems] == ["newsclean", "bare"]
        assert found.systems[1].overall().f1 > 0.9


class TestIntervals:
    def test_the_pages_of_a_site_are_drawn_together(self):
        one_each = interval([0.0, 1.0] * 10, [str(n) for n in range(20)])
        together = interval([0.0, 1.0] * 10, [str(n % 10) for n in range(20)])
        assert one_each
        assert together
        assert one_each.mean == together.mean == 0.5
        # Ten sites of two like pages hold less than twenty of one.
        assert together.high - together.low > one_each.high - one_each.low

    def test_holds_the_mean_and_is_always_the_same(self):
        values, sites = [0.1, -0.2, 0.3, 0.0] * 4, [str(n) for n in range(16)]
        found = interval(values, sites)
        assert found
        assert found.low < found.mean < found.high
        assert found == interval(values, sites)

    def test_too_few_sites_give_none(self):
        assert interval([0.5] * 30, [str(n % 7) for n in range(30)]) is None
        assert "too few" in verdict(None, "other")

    def test_verdicts_say_only_what_the_interval_allows(self):
        better = interval([0.1] * 9, list("abcdefghi"))
        unsure = interval([0.1, -0.1, 0.1] * 3, list("abcdefghi"))
        assert verdict(better, "x") == "better than x"
        assert verdict(unsure, "x") == "cannot be told from x"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("corpus")
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(2)> & words in a line here"
    corpus = pages_of(tmp_path, BODY, hostile, STORY)
    pages = tuple(
        GoldPage(f"<b>{p.id}</b>", p.path, p.kind, p.site, p.gold + "\n\nA line that is missed")
        for p in corpus.pages
    )
    corpus = GoldCorpus(pages, ("a <notice>",))
    return evaluate(corpus, [system("as_it_is"), system("raises")], name="x")


class TestReport:
    def test_needs_nothing_from_outside_and_shows_markup_as_text(self, found):
        page = html_report(found, {})
        assert "&lt;script&gt;alert(1)" not in page  # it is in gold and text: no line is strange
        assert "A line that is missed" in page
        assert "a &lt;notice&gt;" in page
        assert not re.search(r"<(?:script|img|link|b)\b|(?:src|href)=|url\(", page)

    def test_links_pages_to_their_inspection(self, found):
        name = found.worst(1)[0].id
        page = html_report(found, {name: 'pages/1.html"'})
        assert 'href="pages/1.html&quot;"' in page

    def test_json_holds_every_page_and_figure(self, found):
        data = json.loads(json.dumps(found.to_dict()))
        assert [one["name"] for one in data["systems"]] == ["as_it_is", "raises"]
        assert data["systems"][1]["errors"] == 3
        assert len(data["systems"][0]["pages"]) == 3
        assert data["systems"][1]["first_system_ahead_by"] is None  # three sites

    def test_worst_pages_come_first_and_perfect_ones_not_at_all(self, found):
        scores = [page.f1 for page in found.worst(3)]
        assert scores == sorted(scores)
        assert all(score < 1 for score in scores)
