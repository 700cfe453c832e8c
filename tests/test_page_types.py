"""Articles told from pages of other types, as HTML and as dumps."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from newsclean import ConfigError, extract
from newsclean.reading import read
from newsclean.scoring import page_models
from newsclean.scoring.page_models import PAGE_FEATURES, statements
from newsclean.training.rendering import Manner, rendered
from tests.stories import HTML, STORY

CORPUS = Path(__file__).parents[1] / "corpus"
OTHERS = sorted((CORPUS / "other-types").iterdir())
PAGES = sorted((CORPUS / "pages").iterdir())


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_a_page_of_another_type_is_no_article(path: Path) -> None:
    document = extract(path.read_bytes(), kind="html")
    assert not document.is_article
    assert {notice.code for notice in document.warnings} & {"not_an_article", "no_main_text"}


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_most_dumps_of_a_page_of_another_type_are_no_articles(path: Path) -> None:
    dumps = [rendered(path.read_bytes(), Manner.drawn(Random(seed))) for seed in range(20)]
    called = [extract(dump, kind="text").is_article for dump in dumps]
    assert sum(called) <= 4


@pytest.mark.parametrize("kind", ["html", "text"])
def test_most_pages_of_the_corpus_are_called_articles(kind: str) -> None:
    documents = [extract(path.read_bytes()) for path in PAGES]
    called = [document.is_article for document in documents if document.kind == kind]
    assert called.count(False) <= 0.2 * len(called)


def test_most_pages_of_the_corpus_are_called_articles_without_their_head() -> None:
    bodies = [
        re.sub("<head.*?</head>", "", path.read_text("utf-8"), flags=re.DOTALL)
        for path in PAGES
        if path.suffix == ".html"
    ]
    called = [extract(body, kind="html").is_article for body in bodies]
    assert called.count(False) <= 0.4 * len(called)  # .15 of the pages it learned from


def test_the_text_of_an_article_by_itself_is_called_an_article() -> None:
    golds = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("gold/*.txt"))]
    missed = [text[:60] for text in golds if not extract(text, kind="text").is_article]
    assert len(missed) <= 0.1 * len(golds), missed


@pytest.mark.parametrize("source", [HTML, STORY])
def test_an_article_is_one_with_its_address_and_without(source: str) -> None:
    assert extract(source).is_article
    assert extract(source, url="https://norvik.test/2025/ferry-to-the-island-sails").is_article


def test_a_page_without_an_address_is_not_taken_for_a_sites_front_page() -> None:
    names = [PAGE_FEATURES.index(name) for name in ("is_root", "has_address", "path_depth")]
    page = read("<p>Ferry</p>", kind="html")
    known = {
        url: statements(replace(page, url=url))[names].tolist()
        for url in ("", "https://norvik.test/", "https://norvik.test/a/ferry")
    }
    assert list(known.values()) == [[0, 0, 0], [1, 1, 0], [0, 1, 2]]


def test_page_models_of_other_features_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    model = page_models.model_for("text")
    other = replace(model, pages={**model.pages, "features": ["phase_of_moon"]})
    monkeypatch.setattr(page_models, "model_for", lambda kind: other)
    page_models._models.cache_clear()
    with pytest.raises(ConfigError, match="other features"):
        extract(STORY, kind="text")
    page_models._models.cache_clear()
