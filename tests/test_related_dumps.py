"""Related stories in dumps, in the layouts that pages really have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Document, Pipeline, extract
from newsclean.document import RelatedLink
from newsclean.page import Page
from newsclean.reading import read
from newsclean.related.dump_cards import Finder
from newsclean.related.dumps import with_rules
from newsclean.related.line_features import LINE_FEATURES
from newsclean.related.line_table import ROW_FEATURES, LineTable
from newsclean.related.merge import merge
from newsclean.related.model import settled
from newsclean.related.signals import is_time, lines_of
from newsclean.scoring.learned import LearnedScorer

STORY = [
    "The council voted on Monday to rebuild the old bridge, which has been closed to lorries since "
    "the flood of last spring, and to pay for it with a loan over thirty years.",
    "Work is to begin in June and will take two years, the mayor said after a debate that lasted "
    "until midnight, and the ferry will carry cars and small lorries until the bridge is open.",
    "Nobody on the other bank was asked, said the owner of the inn, who has counted his guests "
    "every evening since March and now serves a third of the meals that he served a year ago.",
    "A second bridge, which the province had promised before the election, is no longer spoken of, "
    "and the money for it has gone into the road along the coast, a spokesman confirmed.",
]
BODY = "\n\n".join(STORY)
HEADLINES = [
    "Storm closes harbour of Norvik for second day",
    "School choir wins national prize in Lund",
    "Ferry company to cut night crossings from autumn",
    "Fishermen find wreck of lost mail boat",
    "Library opens reading room for night workers",
]
TURKISH = [
    "Fırtına limanı ikinci gün de kapattı",
    "Okul korosu ulusal ödülü kazandı",
    "Feribot şirketi gece seferlerini azaltıyor",
    "Balıkçılar kayıp posta teknesini buldu",
    "Kütüphane gece çalışanları için salon açtı",
]
JAPANESE = [
    "潮見港、嵐のため二日続けて閉鎖　再開は木曜以降",
    "中学校の合唱団が全国大会で初の金賞を受賞",
    "フェリー会社、秋から夜間便を半分に減便へ",
    "漁師の網に沈没した郵便船の鐘、七十年ぶり発見",
    "図書館が夜勤の人のための読書室を開設",
]


def page(below: str) -> Document:
    return extract(f"# Council rebuilds bridge\n\n{BODY}\n\n{below}\n", kind="text")


def titles(document: Document) -> list[str]:
    return [link.title for link in document.related]


class TestLayouts:
    @pytest.mark.parametrize(
        ("head", "headlines"),
        [("Most read", HEADLINES), ("Benzer haberler", TURKISH), ("関連ニュース", JAPANESE)],
    )
    @pytest.mark.parametrize(
        "line",
        [
            "{h}\n\n",
            "• {h}\n",
            "{h}\n{h}\n\n",
            "{n}. {h}\n\n",
            "{n}. {h}\n\n    {h}\n\n",
            "12:{n}0\n{h}\n\n",
            "{h}\n2024-03-0{n}\n\n",
        ],
        ids=["rows", "bullets", "doubled", "numbers", "numbers, doubled", "times", "dates"],
    )
    def test_a_row_of_headlines_under_its_name(
        self, head: str, headlines: list[str], line: str
    ) -> None:
        rows = "".join(line.format(h=h, n=n) for n, h in enumerate(headlines, 1))
        document = page(f"{head}\n\n{rows}")
        assert document.text == BODY
        assert titles(document) == [" ".join(h.split()) for h in headlines]
        assert {link.section for link in document.related} == {head}

    def test_teaser_cards_carry_category_and_summary(self) -> None:
        cards = "".join(
            f"{kicker} {h}\n\n{h}\n\nThe {kicker.lower()} desk tells the story of a long week in "
            "the town and of those who had to live through it.\n\n"
            for kicker, h in zip(["HARBOUR", "SCHOOL", "TRAFFIC"], HEADLINES, strict=False)
        )
        document = page(cards)
        assert document.text == BODY
        assert [(r.title, r.category) for r in document.related] == [
            (HEADLINES[0], "HARBOUR"),
            (HEADLINES[1], "SCHOOL"),
            (HEADLINES[2], "TRAFFIC"),
        ]
        assert all(r.summary and r.summary.endswith("through it.") for r in document.related)

    def test_a_story_in_two_sections_is_one_with_both(self) -> None:
        below = "\n\n".join(["LATEST NEWS", *HEADLINES[:3], "Recommended", *HEADLINES[2:]])
        document = page(below)
        assert titles(document) == HEADLINES
        assert document.related[2].sections == ("LATEST NEWS", "Recommended")
        assert document.related[4].sections == ("Recommended",)

    def test_a_line_that_only_offers_a_story_inside_the_article(self) -> None:
        dump = "\n\n".join([*STORY[:2], f"Read more: {HEADLINES[0]}", *STORY[2:]])
        document = extract(f"# Council rebuilds bridge\n\n{dump}", kind="text")
        assert document.text == BODY
        assert [(r.title, r.position) for r in document.related] == [(HEADLINES[0], "inside")]

    @pytest.mark.parametrize("colon", [": ", " : ", "："])
    def test_such_a_line_is_named_by_its_own_words(self, colon: str) -> None:
        dump = "\n\n".join([*STORY[:2], f"READ MORE{colon}{HEADLINES[0]}", *STORY[2:]])
        document = extract(f"# Council rebuilds bridge\n\n{dump}", kind="text")
        assert [(r.title, r.section) for r in document.related] == [(HEADLINES[0], "READ MORE")]

    @pytest.mark.parametrize(
        "leak", ["{{ ancestor.title | upper }}", "<%= ancestor.title %>", "@Model.Ancestor?.Title"]
    )
    def test_a_headline_glued_to_a_leak_is_recovered(self, leak: str) -> None:
        rows = "\n\n".join(h + "\n\n" + h for h in HEADLINES)
        document = page(f"{leak} {HEADLINES[0]}\n\n{HEADLINES[0]}\nLatest news\n\n{rows}")
        assert titles(document) == HEADLINES
        assert document.related[0].section == "Latest news"


def test_rules_count_beside_the_model_on_short_dumps_only() -> None:
    dense = np.zeros((3, len(LINE_FEATURES)))
    dense[:, LINE_FEATURES.index("rule")] = 1.0
    dense[:, LINE_FEATURES.index("page_lines")] = np.log1p([6, 15, 1000])
    assert with_rules(np.full(3, -3.0), dense) == pytest.approx([-0.6, -2.0, -3.0])


class TestAllLines:
    PAGE = f"Menu\n\n# Council rebuilds bridge\n\n{BODY}\n\nMost read\n\n" + "\n".join(HEADLINES)

    def test_a_row_for_each_line_and_a_column_for_each_name(self) -> None:
        view = Pipeline.default().seen_by("related_links", read(self.PAGE, kind="text"))
        found = Finder(view).candidates
        assert found is not None
        assert found.lines.dense.shape == (len(view.page.blocks), len(ROW_FEATURES))
        assert len(found.lines.terms) == len(view.page.blocks)
        marked = found.lines.dense[:, ROW_FEATURES.index("candidate")]
        assert np.flatnonzero(marked).tolist() == found.blocks.tolist()

    def test_lines_beside_each_other_that_are_the_same_or_hold_each_other_are_marked(self) -> None:
        lines = [
            "WORLD Storm closes harbour of Norvik",
            "Storm closes harbour of Norvik",
            "Library opens reading room at night",
            "Library opens reading room at night",
        ]
        source = f"# Council rebuilds bridge\n\n{BODY}\n\n" + "\n\n".join(lines)
        view = Pipeline.default().seen_by("related_links", read(source, kind="text"))
        twins = LineTable.of(view, lines_of(view)).twins[-4:]
        assert twins.tolist() == [[0, 0.5], [0, 1], [1, 0], [1, 0]]

    def test_a_scorer_that_tells_beliefs_only_gives_the_same_stories(self) -> None:
        class Plain:
            name = "plain"

            def score(self, page: Page) -> list[float]:
                return list(LearnedScorer().score(page))

        plain = replace(Pipeline.default(), scorer=Plain())
        document = extract(self.PAGE, kind="text", pipeline=plain)
        assert titles(document) == HEADLINES
        assert document.related == extract(self.PAGE, kind="text").related


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("2 hours ago", True),
        ("Updated 2 hours ago", True),
        ("il y a 2 heures", True),
        ("Lunes, 12 de marzo", True),
        ("Sat 1 March 2025, 09:15", True),
        ("2 घंटे पहले", True),
        ("২ ঘণ্টা আগে", True),
        ("5 ชั่วโมงที่แล้ว", True),
        ("2 மணி நேரம் முன்பு", True),
        ("1 मार्च 2025", True),
        ("12 กันยายน 2567", True),
        ("15 लोगों की मौत, कई घायल", False),
        ("An hour ago", True),
        ("قبل ساعتين", True),
        ("לפני שעה", True),
        ("Gestern", True),
        ("Yesterday", True),
        ("Yesterday the ferry sailed again", False),
        ("Today", False),
        ("Storm kills 12 people in Ohio", False),
        ("10 Best Running Shoes", False),
        ("지역 조정팀, 1초 차이로 결승 진출 실패", False),
    ],
)
def test_a_time_is_one_with_a_number_and_without(line: str, time: bool) -> None:
    assert is_time(line) is time


@pytest.mark.parametrize("time", ["قبل ساعتين", "An hour ago", "Vor einer Stunde", "Hier"])
@pytest.mark.parametrize("form", ["{headline}\n{time}", "{time}\n{headline}"])
@pytest.mark.parametrize("name", ["Norvik", ""])
def test_a_time_without_a_number_names_no_list(time: str, form: str, name: str) -> None:
    rows = "\n\n".join(form.format(headline=headline, time=time) for headline in HEADLINES)
    document = page(f"{name}\n\n{rows}")
    assert set(HEADLINES[:4]) <= {link.title for link in document.related} <= set(HEADLINES)
    assert {link.section for link in document.related} == {name or None}


def test_a_line_that_says_its_headline_twice_is_known_and_titled_by_one_half() -> None:
    twice = "\n".join(f"{line} {line}" for line in HEADLINES)
    assert titles(page(f"Most read\n\n{twice}")) == HEADLINES
    shown = "\n".join(f"{line} {line}\n{line}" for line in HEADLINES)
    assert titles(page(f"Most read\n\n{shown}")) == HEADLINES


class TestRecords:
    def test_stories_between_lines_that_repeat_are_found_and_these_are_not(self) -> None:
        days = [f"Published on {day}.05.2026" for day in (22, 19, 12, 10, 9)]
        cards = "\n\n".join(
            f"Picture\n{day}\n\n{line}" for day, line in zip(days, HEADLINES, strict=True)
        )
        assert titles(page(f"{cards}\n\nAbout us\nContact\nPrivacy")) == HEADLINES

    def test_lines_that_share_their_words_are_no_stories(self) -> None:
        shares = [
            f"Click here to share this on {name} (opens in a new window)"
            for name in ("Facebook", "Telegram", "WhatsApp", "Mastodon")
        ]
        assert titles(page("\n".join(shares))) == []


class TestSettled:
    @given(
        st.lists(st.tuples(st.sampled_from("abcdef"), st.floats(-6, 6)), min_size=1, max_size=12)
    )
    def test_what_is_taken_has_the_best_f1_to_expect(self, lines: list[tuple[str, float]]) -> None:
        odds = np.array([value for _, value in lines])
        taken = settled(odds, [name for name, _ in lines]) >= 0
        best = {name: max(v for n, v in lines if n == name) for name, _ in lines}
        chances = {name: 1 / (1 + np.exp(-value)) for name, value in best.items()}

        def expected(names: set[str]) -> float:
            if not names:
                # Lines of a page err together: nothing is likelier than if each stood alone.
                return float(np.sqrt(np.prod([1 - chance for chance in chances.values()])))
            return float(2 * sum(chances[n] for n in names) / (len(names) + sum(chances.values())))

        chosen = {name for (name, _), kept in zip(lines, taken, strict=True) if kept}
        cuts = [{name for name, v in best.items() if v >= cut} for cut in best.values()]
        assert expected(chosen) >= max(map(expected, [*cuts, set()])) - 1e-6

    def test_a_page_that_offers_nothing_surely_gives_nothing(self) -> None:
        assert not (settled(np.array([-5.0, -6.0, -4.0]), ["a", "b", "c"]) >= 0).any()


class TestNone:
    def test_an_article_alone_offers_nothing(self) -> None:
        assert page("").related == ()

    def test_subheadings_are_no_stories(self) -> None:
        heads = ["What the bridge will cost the town", "Why nobody asked the other bank"]
        dump = "\n\n".join([STORY[0], heads[0], *STORY[1:3], heads[1], STORY[3]])
        document = extract(f"# Council rebuilds bridge\n\n{dump}", kind="text")
        assert document.related == ()
        assert heads[0] in document.text

    def test_menus_are_no_stories(self) -> None:
        assert (
            page("Home\nContact\nImprint\nPrivacy policy\nTerms of use\nAbout us\nJobs").related
            == ()
        )


class TestMerge:
    def test_each_story_once_with_all_that_its_showings_tell(self) -> None:
        merged = merge(
            [
                RelatedLink("Storm closes harbour for days", blocks=(1,)),
                RelatedLink(
                    "School wins prize", section="Latest", sections=("Latest",), blocks=(2,)
                ),
                RelatedLink(
                    "'Storm closes harbour for days'",
                    section="Most read",
                    category="LOCAL",
                    summary="A storm.",
                    blocks=(3, 4),
                ),
            ]
        )
        assert [r.title for r in merged] == ["Storm closes harbour for days", "School wins prize"]
        assert merged[0].section == "Most read"
        assert (merged[0].category, merged[0].summary) == ("LOCAL", "A storm.")
        assert merged[0].blocks == (1, 3, 4)

    def test_two_addresses_are_two_stories_however_alike(self) -> None:
        links = [
            RelatedLink("Storm closes harbour again", url="https://a.example/1"),
            RelatedLink("Storm closes harbour again", url="https://a.example/2"),
            RelatedLink("Another line altogether here", url="https://a.example/1"),
        ]
        assert [r.url for r in merge(links)] == ["https://a.example/1", "https://a.example/2"]

    def test_many_stories_are_merged_in_linear_time(self) -> None:
        links = [RelatedLink(f"Storm number {n} closes the harbour") for n in range(20_000)]
        assert len(merge(links)) == 20_000


class TestCleanTexts:
    TEXT = "\n\n".join((STORY[0], "Two years of work on the bridge", *STORY[1:]))

    def test_the_subheadings_of_a_clean_text_are_no_stories(self) -> None:
        document = extract(self.TEXT)
        assert document.text == self.TEXT
        assert not document.related

    def test_a_known_name_of_a_list_makes_it_a_page(self) -> None:
        document = extract("\n\n".join((self.TEXT, "Most read", *HEADLINES)))
        assert document.text == self.TEXT
        assert [link.title for link in document.related] == HEADLINES

    def test_a_short_row_of_headlines_without_a_name_makes_it_a_page(self) -> None:
        document = extract("\n\n".join((BODY, *HEADLINES)))
        assert {link.title for link in document.related} >= {*HEADLINES[1:]}

    def test_a_long_row_of_headlines_without_a_name_makes_it_a_page(self) -> None:
        row = [
            *HEADLINES,
            "Old mill by the river is to become a hostel",
            "Police look for witnesses of fire in Lund",
            "New bus line links the villages on the coast",
        ]
        document = extract("\n\n".join((BODY, *row)))
        assert {link.title for link in document.related} >= {*row[2:]}
        assert not {*row[1:]} & {*document.text.split("\n\n")}


@pytest.mark.parametrize("name", ["related_links", "clean_text"])
def test_stories_stay_out_of_the_text_without_a_cleaner(name: str) -> None:
    dump = "\n\n".join((BODY, "Most read", *HEADLINES))
    document = extract(dump, pipeline=Pipeline.default().without(name))
    assert document.text == BODY
    assert bool(document.related) == (name != "related_links")


def test_stories_stay_out_of_the_text_of_html_without_their_cleaner() -> None:
    cards = "".join(
        f'<li><a href="/2024/05/{i}-story">{h}</a></li>' for i, h in enumerate(HEADLINES)
    )
    page = (
        f"<h1>Old bridge to be rebuilt</h1><p>{'<p>'.join(STORY)}<h2>Most read</h2><ul>{cards}</ul>"
    )
    document = extract(page, kind="html", pipeline=Pipeline.default().without("related_links"))
    assert document.text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "<a href='/storm-closes-harbour-10231.html'>READ MORE: {}</a>",
        "READ MORE: <a href='/storm-closes-harbour-10231.html'>{}</a>",
        "<b>READ MORE</b>: <a href='/storm-closes-harbour-10231.html'>{}</a>",
    ],
)
def test_the_name_on_the_line_of_a_link_is_its_section_and_not_in_its_title(line: str) -> None:
    told = [f"<p>{paragraph}</p>" for paragraph in STORY]
    told.insert(2, f"<p>{line.format(HEADLINES[0])}</p>")
    html = f"<html><body><article><h1>Council rebuilds bridge</h1>{''.join(told)}</article>"
    document = extract(html, kind="html", url="https://norvik.example/bridge-10230.html")
    assert document.text == BODY
    assert [(r.title, r.section) for r in document.related] == [(HEADLINES[0], "READ MORE")]
