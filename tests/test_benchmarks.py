"""What benchmarks/results.py stands on: public layouts read aright, and parts really hidden."""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path

import numpy as np
import pytest

from newsclean import BatchError, Page, Pipeline
from newsclean.evaluation import GoldPage
from newsclean.reading import read
from newsclean.scoring.context import CONTEXT
from newsclean.scoring.dump_features import DUMP_FEATURES
from newsclean.scoring.html_features import HTML_FEATURES
from newsclean.scoring.learned import LearnedScorer
from tests.dump_variations import LAYOUTS, STORIES, dump
from tests.stories import HTML, PARAGRAPHS, STORY

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import ablation  # from the folder above
import forms
import layouts
import stripped
import variations

URL = "https://norvik.test/ferry"


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def as_json(data: object) -> bytes:
    return json.dumps(data).encode()


class TestLayouts:
    def test_scrapinghub_and_newspaper4k(self, tmp_path):
        rows = {
            name: {"articleBody": f"Body {name}.", "url": URL} for name in ("a", "b.html", "gone")
        }
        put(tmp_path / "ground-truth.json", as_json(rows))
        put(tmp_path / "html/a.html.gz", gzip.compress(HTML.encode()))
        put(tmp_path / "html/b.html", HTML.encode())
        pages = layouts.read_layout(tmp_path).pages
        assert [(page.id, page.gold, page.site) for page in pages] == [
            ("a", "Body a.", "norvik.test"),
            ("b.html", "Body b.html.", "norvik.test"),
        ]

    def test_fundus_with_its_optional_paragraphs(self, tmp_path):
        row = {"url": URL, "body": ["One.", "[Perhaps two.]"], "crawl_date": ""}
        put(tmp_path / "dataset/ground_truth.json", as_json({"Post_0": row}))
        put(tmp_path / "dataset/html/Post_0.html.gz", gzip.compress(HTML.encode()))
        (page,) = layouts.read_layout(tmp_path).pages
        assert page.gold == "One.\n\nPerhaps two."

    def test_wcxb_takes_articles_only(self, tmp_path):
        for number, kind in (("0001", "article"), ("0002", "forum")):
            row = {
                "url": URL,
                "_internal": {"page_type": {"primary": kind}},
                "ground_truth": {"main_content": "One."},
            }
            put(tmp_path / f"dev/ground-truth/{number}.json", as_json(row))
            put(tmp_path / f"dev/html/{number}.html.gz", gzip.compress(HTML.encode()))
        (page,) = layouts.read_layout(tmp_path).pages
        assert (page.id, page.gold) == ("0001", "One.")

    def test_a_folder_without_its_pages_is_an_error(self, tmp_path):
        put(tmp_path / "ground-truth.json", as_json({"a": {"articleBody": "x", "url": URL}}))
        with pytest.raises(BatchError, match="no labelled pages"):
            layouts.read_layout(tmp_path)


@pytest.fixture(params=["html", "text"])
def page(request) -> Page:
    return read(HTML if request.param == "html" else STORY, kind=request.param)


class TestAblation:
    def test_every_cleaner_but_the_last_two_can_be_left_out(self):
        names = {system.name.removeprefix("without ") for system in ablation.without_cleaners()}
        assert names == set(Pipeline.default().names[:-2])

    @pytest.mark.parametrize("known", [HTML_FEATURES, DUMP_FEATURES])
    def test_no_feature_is_in_two_groups(self, known):
        for name in known:
            groups = [g for g, names in ablation.GROUPS.items() if ablation.matches(names, name)]
            assert len(groups) <= 1, name

    @pytest.mark.parametrize("known", [HTML_FEATURES, DUMP_FEATURES])
    def test_most_features_are_in_a_group(self, known):
        grouped = [
            n for n in known if any(ablation.matches(g, n) for g in ablation.GROUPS.values())
        ]
        assert len(grouped) > 0.8 * len(known)

    def test_what_is_hidden_makes_no_difference(self, page):
        model = ablation.blinded(page.kind, "containers and groups")
        names = HTML_FEATURES if page.kind == "html" else DUMP_FEATURES
        pattern = ablation.GROUPS["containers and groups"]
        hidden = np.array([ablation.matches(pattern, name) for name in names])
        draw = np.random.default_rng(0)
        dense = draw.normal(size=(20, len(names)))
        other = np.where(hidden, draw.normal(size=dense.shape), dense)
        said = draw.normal(size=(20, model.terms.words.shape[1]))
        assert np.allclose(model.first(dense, said), model.first(other, said))
        assert not np.allclose(model.first(dense, said), model.first(dense + ~hidden, said))
        more = draw.normal(size=(20, len(CONTEXT)))
        both, others = np.hstack((dense, more)), np.hstack((other, more))
        assert np.allclose(model.second(both), model.second(others))
        assert not np.allclose(model.second(both), model.second(np.hstack((dense + 1, more))))

    def test_a_blinded_scorer_believes_otherwise(self, page):
        known = LearnedScorer().score(page)
        for group in ("words", "place on the page"):
            assert list(ablation.Blinded(group).score(page)) != list(known), group


class TestVariations:
    def test_a_page_that_comes_out_exactly_has_full_figures(self):
        stories = STORIES["en"]
        figures = variations.measured(stories, dump(stories, LAYOUTS["as the model"]))
        assert set(figures.values()) == {1.0}

    def test_a_page_of_which_nothing_fits_has_none(self):
        stories, other = STORIES["en"], STORIES["ja"]
        figures = variations.measured(other, dump(stories, LAYOUTS["as the model"]))
        assert figures["text"] < 0.1
        assert not figures["to the letter"]
        assert not figures["title"]

    def test_pages_are_drawn_from_a_corpus_with_what_it_says(self, tmp_path):
        page = {"id": "a", "lang": "", "title": "Ferry sails again", "gold": "\n".join(PARAGRAPHS)}
        links = [
            {"title": f"Storm number {n} closes the harbour", "section": "Most read"}
            for n in range(20)
        ]
        put(tmp_path / "pages.jsonl", as_json(page))
        put(tmp_path / "related.jsonl", as_json({"id": "a", "related": links}))
        language = variations.read(tmp_path)["en"]
        stories, layout = variations.drawn(language, random.Random(0))
        made = dump(stories, layout)
        assert stories.headline == "Ferry sails again"
        assert set(stories.paragraphs) <= set(PARAGRAPHS)
        assert made.sections.keys() <= {link["title"] for link in links}
        assert all(title in made.text for title in made.sections)


def test_stripped_pages_keep_their_scripts_in_all_forms_but_one(tmp_path):
    path = tmp_path / "ferry.html"
    rule = ".card{color:red!important}" * 100
    script = f"<script>window.a={{}};document.b=1</script><style>{rule}</style>"
    path.write_text(HTML.replace("</head>", f"{script}</head>"), encoding="utf-8")
    page = GoldPage("ferry", str(path), "html", "norvik.test", STORY)
    assert rule[:20] in path.read_text(encoding="utf-8")
    rows = stripped.judged(page)
    assert [row.form for row in rows] == list(stripped.FORMS)
    assert [row.code for row in rows] == [True, True, True, True, False]
    assert not any(row.left for row in rows)
    assert min(row.f1 for row in rows) > 0.9


def test_a_page_in_other_forms_gives_what_it_gives_as_it_is(tmp_path):
    path = tmp_path / "ferry.html"
    path.write_text(HTML, encoding="utf-8")
    rows = forms.judged(GoldPage("ferry", str(path), "html", "norvik.test", STORY, url=URL))
    assert [row.form for row in rows] == [forms.TOLD, *forms.HTML, *forms.DUMPS]
    assert min(row.f1 for row in rows) > 0.9
    assert rows[0].stories == rows[0].found == 3
    assert all(row.headline for row in rows)
