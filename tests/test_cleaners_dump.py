"""What the cleaners of dumps claim, and what they leave alone."""

from __future__ import annotations

import time

import pytest

from newsclean import Pipeline, Role, extract
from newsclean.bylines import names
from newsclean.headlines import dateline
from newsclean.leaks import leak_kind
from newsclean.reading.text import read_text
from newsclean.scoring import LearnedScorer

STORY = [
    "The council voted on Monday to rebuild the old bridge, which has been closed to lorries since "
    "the flood of last spring, and to pay for it with a loan over thirty years.",
    "Work is to begin in June and will take two years, the mayor said after a debate that lasted "
    "until midnight, and the ferry will carry cars and small lorries until the bridge is open.",
    "Nobody on the other bank was asked, said the owner of the inn, who has counted his guests "
    "every evening since March and now serves a third of the meals that he served a year ago.",
]
BODY = "\n\n".join(STORY)


def reasons(dump: str) -> dict[str, str]:
    """Text of each block to the reason code of its decision."""
    return {b.text: d.reason for b, d in Pipeline.default().run(read_text(dump, ""))}


class TestTemplateLeaks:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("{{ message }}", "mustache"),
            ("{% include 'x' %}", "mustache"),
            ("${title}", "dollar"),
            ("<% if x %>", "percent_tag"),
            ("{name}", "brace_name"),
            ("%d", "printf"),
            ("%1$s", "printf"),
            ("#PLACEHOLDER#", "constant"),
            ("__MSG_read_more__", "constant"),
            ("???label.more???", "constant"),
            ("[CTA_MODULE]", "constant"),
            ("undefined", "literal"),
            ("[object Object]", "object"),
            ("@Html.Raw(Model.Title)", "razor"),
            ("Quark.Models.Entities.Ancestor?.Title?.ToUpperInvariant()", "razor"),
            ('[gallery ids="1,2"]', "shortcode"),
            ("article.related.title", "message_key"),
            ('{"consent":true,"vendors":[1,2]}', "script"),
            (".ad{display:none}", "script"),
            ("window.dataLayer = window.dataLayer || [];", "script"),
            ('<div class="x">', "markup"),
            ("&nbsp;", "markup"),
            ("Lorem ipsum dolor sit amet", "lorem_ipsum"),
            ("IMG_1234.JPG", "file_name"),
            ("(BUTTON)", "renderer_mark"),
            ("$!{story.title}", "dollar"),
            ("$article.title", "dollar"),
            ("$article->title", "dollar"),
            ("{$article.title|truncate:30}", "brace_name"),
            ("%%headline%%", "printf"),
            ("#title#", "constant"),
            ("ARTICLE_TITLE", "constant"),
            ('[missing "en.title" translation]', "constant"),
            ("#foreach($i in $list)", "directive"),
            ("<#if story.title??>", "directive"),
            ("@yield('title')", "directive"),
            ("@endif", "directive"),
            ("System.Collections.Generic.List`1[System.String]", "razor"),
            ("com.example.news.Article@1a2b3c", "razor"),
            (
                "Warning: Undefined variable $title in /var/www/html/index.php on line 12",
                "error",
            ),
            ("TypeError: Cannot read properties of undefined (reading 'title')", "error"),
            ("System.NullReferenceException: Object reference not set", "error"),
        ],
    )
    def test_every_kind_is_known(self, text: str, kind: str) -> None:
        assert leak_kind(text) == kind

    @pytest.mark.parametrize(
        "text",
        [
            "www.bbc.co.uk",
            "nytimes.com",
            "U.S.",
            "p.m.",
            "T.J. Watt",
            "[Video]",
            "100 %",
            "#MeToo",
            "@BBCNews",
            "foo@example.org",
            "$20",
            "[1]",
            "Read more",
            "Node.js",
            "Model.Title",
            "1.2.3",
            "#metoo",
            "@section",
            "AT&T",
            "COVID_19",
            "$20.5 billion",
            "first.last@example.org",
            "Warning: storm reaches the coast on Monday",
            "Trial and Error: how the bridge was built",
            "He said: {laughs} and left.",
            "Prices rose by 5% (to $20).",
        ],
    )
    def test_ordinary_words_are_no_leak(self, text: str) -> None:
        assert leak_kind(text) == ""

    @pytest.mark.parametrize(
        "part",
        ["____ ", "____", "IFRAME: ", "(BUTTON) ", "<b>", "&amp;", "{{ a }} ", "%s", "a.b.", "[["],
    )
    def test_rows_of_marks_take_linear_time(self, part: str) -> None:
        start = time.process_time()
        for tail in ("", "x", "\n!"):
            leak_kind(part * 150 + tail)
            read_text(part * 150 + tail, "")
        assert time.process_time() - start < 2

    def test_an_article_about_templates_keeps_its_examples_open(self) -> None:
        dump = (
            "In Vue, `{{ message }}` inserts a value into the page as plain text, and it escapes "
            "whatever could be markup.\n\n{{ message }}\n\n"
            "Call render() with an object such as {message: 1} and the text on the page will "
            "change at once, without a reload.\n"
        )
        assert reasons(dump)["{{ message }}"] != "unresolved_expression"


class TestHeadline:
    def test_the_header_lines_title_is_found_and_its_repeats_put_aside(self) -> None:
        lines = [" date 2025-03-02 Storm closes harbour", "Storm closes harbour"]
        dump = "\n\n".join([*lines, "STORM CLOSES HARBOUR", BODY])
        document = extract(dump, kind="text")
        assert (document.title, document.date) == ("STORM CLOSES HARBOUR", "2025-03-02")
        assert document.text == BODY
        assert [d.role for _, d in document.blocks[:3]] == [
            Role.PAGE_METADATA,
            Role.DUPLICATE,
            Role.TITLE,
        ]

    def test_a_title_with_the_sites_name_on_the_first_line_points_to_the_headline(self) -> None:
        first = "Council rebuilds bridge | The Norvik Post"
        dump = f"{first}\nHome\nNews\nCouncil rebuilds bridge\n\n{BODY}"
        assert extract(dump, kind="text").title == "Council rebuilds bridge"

    @pytest.mark.parametrize(
        "line", ["HONG KONG", "BERLIN, 3. März", "NEW YORK (AP) —", "ЛОНДОН", "Paris, 3 mars (AFP)"]
    )
    def test_a_place_above_the_first_paragraph_is_the_dateline(self, line: str) -> None:
        document = extract(f"# Council rebuilds bridge\n\n{line}\n\n{BODY}", kind="text")
        assert document.dateline == line
        assert document.text == BODY

    @pytest.mark.parametrize(
        "line",
        [
            "March 3, 2025",
            "Share this",
            "微博 微信 QQ空间",
            "Updated 10:30",
            "Photo: AP",
            "3 min read",
        ],
    )
    def test_other_short_lines_are_no_dateline(self, line: str) -> None:
        assert not dateline(line)

    @pytest.mark.parametrize(
        ("line", "authors"),
        [
            ("By Ada Holm", ["Ada Holm"]),
            ("Von Ada Holm und Bo Lind", ["Ada Holm", "Bo Lind"]),
            ("Par Ada Holm | 3 mars 2025", ["Ada Holm"]),
            ("김민수 기자", ["김민수"]),
            ("By the end of the year", []),
            ("By Monday the port was open again.", []),
        ],
    )
    def test_a_byline_names_its_authors(self, line: str, authors: list[str]) -> None:
        assert list(names(line)) == authors


class TestNavigation:
    def test_a_menu_is_put_aside_and_the_story_kept(self) -> None:
        dump = f"Home\nWorld\nSports\nMarkets\nWeather\n\n# Council rebuilds bridge\n\n{BODY}"
        assert reasons(dump)["Markets"] == "menu"
        assert extract(dump, kind="text").text == BODY

    @pytest.mark.parametrize(
        "entry", ["{h}\n12:{n}0\n", "{h}\n{h}\n"], ids=["with times", "said twice"]
    )
    def test_short_headlines_with_times_or_said_twice_are_no_menu(self, entry: str) -> None:
        rows = ("Harbour closed again", "Choir wins prize", "Ferry fares rise", "Mayor steps down")
        below = "".join(entry.format(h=h, n=n) for n, h in enumerate(rows))
        assert "menu" not in reasons(f"{BODY}\n\nMost read\n{below}").values()

    def test_a_list_inside_the_article_is_left_to_the_scorer(self) -> None:
        items = "\n".join(f"- {word}" for word in ("Flour", "Butter", "Two eggs", "Sugar", "Salt"))
        assert "menu" not in reasons(f"{BODY}\n\n{items}\n\n{BODY}").values()


class TestScorer:
    def test_a_page_without_blocks_has_no_scores(self) -> None:
        assert LearnedScorer().score(read_text("", "")) == []

    def test_scores_are_beliefs(self) -> None:
        page = read_text(f"Home\n\n{BODY}\n\nImprint", "")
        scores = LearnedScorer().score(page)
        assert len(scores) == len(page.blocks)
        assert all(0 <= score <= 1 for score in scores)

    def test_sentences_that_stand_together_are_believed_and_menus_are_not(self) -> None:
        page = read_text(f"Home\n\nSports\n\n{BODY}\n\nContact\n\nImprint", "")
        kept = [
            b.text
            for b, score in zip(page.blocks, LearnedScorer().score(page), strict=True)
            if score >= 0.5
        ]
        assert kept == STORY

    def test_scripts_without_blanks_are_measured_by_their_characters(self) -> None:
        story = [
            "潮見市の議会は月曜日、昨年春の洪水から通行止めとなっている古い橋を建て替える案を可決した。",
            "工事は六月に始まり二年かかる見込みだと、市長は深夜まで続いた審議のあとで記者団に語った。",
            "向こう岸の住民には何も知らされていなかったと、宿の主人は話す。客は一年前の三分の一に減った。",
        ]
        dump = "ホーム\n\nスポーツ\n\n" + "\n\n".join(story) + "\n\nお問い合わせ\n\n会社概要"
        assert extract(dump, kind="text").text == "\n\n".join(story)


class TestFurnitureInsideTheText:
    @pytest.mark.parametrize(
        "line",
        [
            "ADVERTISEMENT - CONTINUE READING BELOW",
            "Get the best of our reporting in your inbox every morning. Sign up for free.",
            "We use cookies to improve your experience. By continuing to use this site you agree "
            "to our use of cookies.",
            "Your contribution helps us keep our journalism free for everyone. Please consider "
            "supporting us from as little as $2.",
            "All rights reserved. This material may not be published, broadcast, rewritten or "
            "redistributed.",
            "Topics: harbour, storm, bridge",
        ],
    )
    def test_one_line_between_paragraphs_is_put_aside(self, line: str) -> None:
        dump = f"{STORY[0]}\n\n{STORY[1]}\n\n{line}\n\n{STORY[2]}\n"
        assert extract(dump, kind="text").text == "\n\n".join(STORY[:3])

    @pytest.mark.parametrize("line", ["3 comments", "Kommentare", "コメント", "التعليقات"])
    @pytest.mark.parametrize("kind", ["html", "text"])
    def test_a_label_of_comments_is_put_aside_wherever_it_stands(
        self, line: str, kind: str
    ) -> None:
        parts = [STORY[0], line, *STORY[1:]]
        page = "".join(f"<p>{p}</p>" for p in parts) if kind == "html" else "\n\n".join(parts)
        assert line not in extract(page).text.split("\n\n")

    def test_a_comment_button_does_not_cost_the_rest_of_the_article(self) -> None:
        dump = "\n\n".join([*STORY[:3], "Comments", *STORY]) + "\n"
        text = extract(dump, kind="text").text
        assert all(paragraph in text for paragraph in STORY)
