"""The model dump comes out exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import Document, Role, extract
from tests.dump_variations import LAYOUTS, STORIES, Dump, Layout, Stories, dump

DUMP = Path(__file__).parents[1] / "corpus/pages/china-tech.resmain.txt"
LATEST, RECOMMENDED = "LATEST NEWS", "Recommended"


@pytest.fixture(scope="module")
def document() -> Document:
    return extract(DUMP.read_bytes())


def test_facts_come_from_the_dumps_own_lines(document: Document) -> None:
    assert document.kind == "text"
    assert document.title == "China signals support for tech sector, but concerns linger"
    assert document.date == "2025-03-02"
    assert document.dateline == "HONG KONG"
    assert document.is_article


def test_text_is_the_sixteen_paragraphs_and_nothing_else(document: Document) -> None:
    dump = DUMP.read_text(encoding="utf-8")
    start = dump.index("A simple handshake")
    end = dump.index("newest contestant.") + len("newest contestant.")
    paragraphs = [" ".join(p.split()) for p in dump[start:end].split("\n\n")]
    assert document.text.split("\n\n") == paragraphs
    assert len(paragraphs) == 16


def test_related_stories_each_once_with_sections_categories_and_summaries(
    document: Document,
) -> None:
    got = [(link.title, link.sections, link.category) for link in document.related]
    assert got == [
        ("Türkiye condemns Israel for blocking aid into Gaza", (LATEST,), None),
        ("Zelensky says ceasefire without guarantees 'will be failure'", (LATEST,), "WORLD"),
        (
            "Kärcher Türkiye rises to leadership in Southern Europe region",
            (LATEST, RECOMMENDED),
            "ECONOMY",
        ),
        ("Albaraka Türk joins IFC’s global trade finance program", (LATEST, RECOMMENDED), None),
        ("Court appoints legal guardians for businessman Kıraç in rare dispute", (LATEST,), None),
        ("Eurozone inflation eases slightly in February", (RECOMMENDED,), None),
        ("Hyundai Motor Türkiye to produce EVs at its İzmit plant", (RECOMMENDED,), None),
        ("Manufacturing PMI rises slightly in February", (RECOMMENDED,), None),
        (
            "Inflation slows for ninth consecutive month, declining below 40 percent",
            (RECOMMENDED,),
            None,
        ),
        ("Trump names cryptocurrencies in US strategic reserve", (RECOMMENDED,), None),
        ("Legal experts weigh in on Mourinho’s controversial post-match remarks", (), "SPORTS"),
    ]
    summaries = {link.title[:8]: link.summary or "" for link in document.related if link.summary}
    assert summaries.keys() == {"Zelensky", "Kärcher ", "Legal ex"}
    assert summaries["Zelensky"].startswith("Ukraine's President Volodymyr Zelensky has told")
    assert summaries["Kärcher "].startswith("With its outstanding growth figures in 2024")
    assert summaries["Legal ex"].endswith(
        "“everyone on the opposing bench was jumping like monkeys.”"
    )


def test_the_leaked_expression_is_put_aside_and_its_headline_recovered(document: Document) -> None:
    leaks = [block.text for block, d in document.blocks if d.role is Role.TEMPLATE_LEAK]
    assert leaks == ["Quark.Models.Entities.Ancestor?.Title?.ToUpperInvariant()"]
    after = next(
        block.text
        for block, d in document.blocks
        if block.start > document.labelled.page.text.index("Quark")
    )
    assert after == "Türkiye condemns Israel for blocking aid into Gaza"


@pytest.fixture(scope="module", params=sorted(STORIES))
def stories(request: pytest.FixtureRequest) -> Stories:
    return STORIES[request.param]


@pytest.fixture(scope="module", params=sorted(LAYOUTS))
def layout(request: pytest.FixtureRequest) -> Layout:
    return LAYOUTS[request.param]


@pytest.fixture(scope="module")
def made(stories: Stories, layout: Layout) -> Dump:
    return dump(stories, layout)


@pytest.fixture(scope="module")
def like_it(made: Dump) -> Document:
    return extract(made.text)


class TestDumpsLikeIt:
    """The same site's dumps, had it other stories, languages and layouts."""

    def test_facts_and_text_are_exact(
        self, like_it: Document, stories: Stories, layout: Layout
    ) -> None:
        assert like_it.title == stories.headline
        assert like_it.dateline == stories.place
        assert like_it.date == ("2025-03-02" if layout.header else None)
        assert like_it.text.split("\n\n") == list(stories.paragraphs)

    def test_each_related_story_comes_once_under_the_lists_that_show_it(
        self, like_it: Document, made: Dump
    ) -> None:
        assert {link.title: list(link.sections) for link in like_it.related} == made.sections
        assert len(like_it.related) == len(made.sections)

    def test_cards_have_their_kickers_and_teasers(
        self, like_it: Document, stories: Stories
    ) -> None:
        told = {x.title: (x.category, x.summary) for x in like_it.related if x.category}
        assert told == {title: (kicker, teaser) for kicker, title, teaser in stories.cards}

    def test_the_leak_is_put_aside(self, like_it: Document, layout: Layout) -> None:
        leaks = [block.text for block, d in like_it.blocks if d.role is Role.TEMPLATE_LEAK]
        assert leaks == [layout.leak]
