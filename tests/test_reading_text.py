"""The dump reader turns plain text into blocks that tile it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import extract
from newsclean.page import Page
from newsclean.reading.text import read_text
from newsclean.reading.wrapping import width as columns

PARAGRAPHS = [
    "The council voted on Monday to rebuild the old bridge, which has been closed to lorries since "
    "the flood of last spring, and to pay for it with a loan over thirty years.",
    "Work is to begin in June and will take two years, the mayor said after a debate that lasted "
    "until midnight, and the ferry will carry cars and small lorries until the bridge is open.",
    "Nobody on the other bank was asked, said the owner of the inn, who has counted his guests "
    "every evening since March and now serves a third of the meals that he served a year ago.",
]
STORY = "\n\n".join(PARAGRAPHS)
TEXT_NODES = (
    "Home\nWeather\nSports\nLocal\n"
    "The council voted on Monday, according to the\nNorvik Post\n, to rebuild the bridge.\n"
    "Work is to begin in June, said\nMayor Ada Holm\non Tuesday after a long debate.\n"
    "Nobody on the other bank was asked (\nsee map\n) by the council.\nContact\nImprint\n"
)


def texts(dump: str) -> list[str]:
    return [block.text for block in read_text(dump, "").blocks]


def wrapped(text: str, width: int, indent: int = 0) -> str:
    lines, line = [], " " * indent
    for word in text.split():
        if len(line) + 1 + len(word) > width and line.strip():
            lines.append(line.rstrip())
            line = " " * indent
        line += word + " "
    return "\n".join([*lines, line.rstrip()])


def tiles(page: Page) -> bool:
    at = 0
    for index, block in enumerate(page.blocks):
        if block.index != index or block.start != at or block.end <= at or not block.text:
            return False
        at = block.end
    return at == len(page.text)


class TestTiling:
    @given(st.text(max_size=400))
    def test_blocks_tile_any_text(self, text: str) -> None:
        assert tiles(read_text(text, ""))

    @given(
        st.lists(
            st.sampled_from(
                [
                    "",
                    "  ",
                    "\r",
                    "Word",
                    "- item",
                    "•",
                    "1.",
                    "2. two",
                    "3) three",
                    "# Head",
                    "> quoted words",
                    "| a | b |",
                    "---|---",
                    "```",
                    "**bold** and _thin_",
                    "{{ x }} Some Headline here",
                    "a line that goes on, and on, and on",
                    "date 2025-03-02 Storm closes harbour",
                    "title: Storm",
                    "— said",
                    "\u200b",
                    "\x00",
                ]
            ),
            max_size=30,
        ).map("\n".join)
    )
    def test_blocks_tile_every_mixture_of_lines(self, text: str) -> None:
        assert tiles(read_text(text, ""))

    def test_a_blank_text_has_no_blocks(self) -> None:
        assert read_text(" \n\t\n", "") == read_text("", "").__class__(
            kind="text", text="", blocks=(), source=" \n\t\n"
        )

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_ends_of_all_systems_are_equal(self, end: str) -> None:
        assert texts(f"One{end}{end}Two{end}") == ["One", "Two"]

    def test_control_characters_become_blanks(self) -> None:
        page = read_text("One\x00two\x07three", "")
        assert page.text == "One two three"


class TestLines:
    def test_each_line_is_a_paragraph_where_nothing_is_wrapped(self) -> None:
        assert texts("\n".join(PARAGRAPHS)) == PARAGRAPHS

    def test_list_marks_leave_the_words(self) -> None:
        page = read_text("• Apples\n  • Green ones\n- Pears\n", "")
        assert [(b.text, b.marker, b.form, b.level) for b in page.blocks] == [
            ("Apples", "•", "item", 1),
            ("Green ones", "•", "item", 2),
            ("Pears", "-", "item", 1),
        ]

    def test_numbers_that_count_are_list_marks(self) -> None:
        page = read_text("1. Apples\n\n2. Pears\n", "")
        assert [(b.text, b.marker) for b in page.blocks] == [("Apples", "1."), ("Pears", "2.")]

    def test_a_number_alone_belongs_to_the_words(self) -> None:
        assert texts("1. Bundesliga\n\nEin Tor fiel spät.\n") == [
            "1. Bundesliga",
            "Ein Tor fiel spät.",
        ]

    def test_a_number_alone_is_a_list_mark_where_the_line_below_says_the_rest_again(self) -> None:
        page = read_text("  1. Bundesliga beginnt\n\n    Bundesliga beginnt\n", "")
        assert [(b.text, b.marker) for b in page.blocks] == [
            ("Bundesliga beginnt", "1."),
            ("Bundesliga beginnt", ""),
        ]

    def test_a_number_on_its_own_line_marks_the_line_below(self) -> None:
        page = read_text("1.\nApples\n2.\nPears\n", "")
        assert [(b.text, b.marker) for b in page.blocks] == [("Apples", "1."), ("Pears", "2.")]

    def test_a_dash_that_opens_spoken_words_is_no_list_mark(self) -> None:
        assert texts("— No lo sé.\n\nDijo ella.\n")[0] == "— No lo sé."

    def test_markdown_headings_have_a_level(self) -> None:
        page = read_text("# Storm\n\n## Harbour\n\nThe port shut.\n", "")
        assert [(b.text, b.form, b.level) for b in page.blocks] == [
            ("Storm", "heading", 1),
            ("Harbour", "heading", 2),
            ("The port shut.", "paragraph", 0),
        ]

    def test_a_mark_reads_the_same_wherever_its_line_stands(self) -> None:
        # Else a text that newsclean wrote would read back into other words.
        assert texts("x = 1\n# set y\ny = 2\n") == ["x = 1", "set y", "y = 2"]
        assert texts("> • # set y\n") == ["set y"]

    def test_emphasis_marks_go_in_markdown_only(self) -> None:
        assert (
            texts("# A\n\n**Bold** words and _thin_ ones\n\n## B\n")[1]
            == "Bold words and thin ones"
        )
        assert texts("Call __init__ once\n\nand **kwargs twice\n") == [
            "Call __init__ once",
            "and **kwargs twice",
        ]

    def test_quotation_marks_of_mail_leave_the_words(self) -> None:
        page = read_text("> We shall see.\n", "")
        assert [(b.text, b.form) for b in page.blocks] == [("We shall see.", "quote")]

    def test_table_rows_are_cells_and_their_rule_is_no_block(self) -> None:
        page = read_text("Town | Votes\n---|---\nNorvik | 1,204\n", "")
        assert [(b.text, b.form) for b in page.blocks] == [
            ("Town | Votes", "cell"),
            ("Norvik | 1,204", "cell"),
        ]


@pytest.mark.parametrize("cell", ["\u00ad", "\u200b", "\u00ad|\u200b"])
def test_a_row_of_cells_that_show_nothing_is_a_block_with_text(cell):
    dump = f"# Storm\n\n|{cell}||\n\nThe port was shut on Monday.\n"
    assert all(block.text for block in read_text(dump, "").blocks)
    assert extract(dump, kind="text").labelled.page.text == dump


class TestJoining:
    @pytest.mark.parametrize(("width", "indent"), [(60, 0), (72, 0), (80, 3)])
    def test_hard_wrapped_paragraphs_are_joined(self, width: int, indent: int) -> None:
        dump = "\n\n".join(wrapped(p, width, indent) for p in PARAGRAPHS)
        assert texts(dump) == PARAGRAPHS

    def test_a_word_that_blanks_hold_to_the_next_is_wrapped_with_it(self) -> None:
        column = len("their shopping adverts, and on what is seen by all, or your bottom line.")
        lines = [
            "Whoever sells a thing on the market of Norvik may say what he pleases in",
            "a shop, and many do. The council has looked at where the offers stand to",
            "their shopping adverts, and on what is seen by all, or your bottom",
            "line.\u00a0\u00a0",
        ]
        assert len(lines[0]) == column
        assert texts("\n".join(lines) + "\n\n" + "\n".join(lines[:2])) == [
            " ".join(" ".join(lines).split()),
            " ".join(lines[:2]),
        ]

    def test_lines_wrapped_at_the_width_of_a_wide_terminal_are_joined(self) -> None:
        long = [" ".join(PARAGRAPHS), " ".join(reversed(PARAGRAPHS))]
        assert texts("\n\n".join(wrapped(p, 200) for p in long)) == long

    def test_list_items_in_a_wrapped_dump_stay_apart(self) -> None:
        items = "   * Home\n   * Weather\n   * Sports\n"
        dump = items + "\n" + "\n\n".join(wrapped(p, 72, 3) for p in PARAGRAPHS)
        assert texts(dump) == ["Home", "Weather", "Sports", *PARAGRAPHS]

    def test_entries_of_a_count_that_fill_the_lines_of_a_wrapped_dump_stay_apart(self) -> None:
        titles = [
            f"Ferry number {n} of the island company comes home after the storm" for n in "abc"
        ]
        items = "\n".join(f"   {n}. {title}" for n, title in enumerate(titles, 1))
        dump = items + "\n\n" + "\n\n".join(wrapped(p, 64, 3) for p in PARAGRAPHS)
        assert texts(dump) == [*titles, *PARAGRAPHS]

    def test_headings_may_be_longer_than_the_lines_of_a_wrapped_dump(self) -> None:
        heads = [f"Storm number {n} closes the harbour of Norvik once more" for n in range(5)]
        parts = [part for head in heads for part in (head, wrapped(PARAGRAPHS[0], 56))]
        found = [part for head in heads for part in (head, PARAGRAPHS[0])]
        assert texts("\n\n".join(parts)) == found

    @pytest.mark.parametrize("width", [60, 72])
    def test_korean_words_of_wrapped_lines_stay_apart(self, width: int) -> None:
        words = "이틀간의 영남 공략을 마친 후보는 텃밭 호남을 찾아 표밭을 다졌다".split()
        lines = [""]
        for word in words * 5:
            if columns(lines[-1]) + 1 + columns(word) > width:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        dump = "\n".join(lines)
        assert texts(f"{dump}\n\n{dump}\n") == [" ".join(words * 5)] * 2

    def test_rows_of_headlines_are_not_taken_for_wrapped_lines(self) -> None:
        rows = [f"Storm number {n} closes the harbour of Norvik for a day" for n in range(20)]
        assert texts("\n".join([*rows, *PARAGRAPHS])) == [*rows, *PARAGRAPHS]

    def test_times_below_japanese_headlines_are_not_taken_for_wrapped_lines(self) -> None:
        story = "南埠頭の旧製革工場が土曜日、蔵書九万冊の公共図書館として開館した。" * 6
        rows = [
            f"防波堤に衝突した漁船の乗組員{n}人を霧の中で救助したと沿岸警備隊" for n in range(8)
        ]
        lines = [line for row in rows for line in (row, "2 hours ago")]
        assert texts("\n".join([*[story] * 3, *lines])) == [*[story] * 3, *lines]

    def test_text_nodes_are_joined_to_their_paragraph(self) -> None:
        assert texts(TEXT_NODES)[4:7] == [
            "The council voted on Monday, according to the Norvik Post, to rebuild the bridge.",
            "Work is to begin in June, said Mayor Ada Holm on Tuesday after a long debate.",
            "Nobody on the other bank was asked (see map) by the council.",
        ]

    def test_lines_that_begin_with_a_comma_show_text_nodes_also_between_empty_lines(self) -> None:
        sentence = "« Rien n’est décidé »\n, d’après le maire.\n\n« Non »\n, dit-elle. Après cela\n"
        assert texts(f"{sentence}\n\n{sentence}\n")[:2] == [
            "« Rien n’est décidé », d’après le maire.",
            "« Non », dit-elle. Après cela",
        ]

    def test_a_time_that_begins_with_a_small_word_is_joined_to_nothing(self) -> None:
        rows = [
            line
            for n in range(1, 9)
            for line in (f"Sturm Nummer {n} legt den Hafen von Norvik lahm", f"vor {n} Stunden")
        ]
        assert texts("\n".join([*PARAGRAPHS, *rows])) == [*PARAGRAPHS, *rows]

    def test_a_name_is_joined_to_the_short_line_that_it_follows(self) -> None:
        dump = "Born in\nNorvik\n, she sails.\n" + TEXT_NODES
        assert texts(dump)[0] == "Born in Norvik, she sails."

    @pytest.mark.parametrize(
        "paragraph",
        [
            ["Work is to begin in June and will take two years, the mayor said after a debate."],
            [
                "Work is to begin in June and will take two years, the mayor told the daily",
                "Norvik Post",
                "after a debate.",
            ],
        ],
    )
    def test_a_heading_above_text_nodes_is_not_joined_to_them(self, paragraph: list[str]) -> None:
        heading = "Why the bridge across the sound was closed so long"
        dump = "\n".join([heading, *paragraph]) + "\n" + TEXT_NODES
        assert texts(dump)[:2] == [heading, " ".join(paragraph)]


class TestLeaks:
    @pytest.mark.parametrize(
        "leak",
        [
            "Quark.Models.Entities.Ancestor?.Title?.ToUpperInvariant()",
            "{{ article.kicker }}",
            "<%= t('home.title') %>",
            "${title}",
            "@Model.Title",
            "__MSG_read_more__",
            "%1$s",
            "[CTA_MODULE]",
            "???label.more???",
            "[object Object]",
            "{headline}",
            "#TITLE#",
            "labels.article.headline",
            "null",
            "$article.title",
            "{$article.title}",
            "#if($story)",
            "<#if story??>",
            "@yield('title')",
            "&nbsp;",
            "<!-- wp:heading -->",
            "ARTICLE_TITLE",
            "translation missing: en.title",
        ],
    )
    @pytest.mark.parametrize(
        "headline", ["Türkiye condemns attack on harbour", "港が嵐で閉鎖された"]
    )
    def test_an_expression_glued_to_a_headline_is_a_block_of_its_own(
        self, leak: str, headline: str
    ) -> None:
        page = read_text(f"{leak}  {headline}\n", "")
        assert [b.text for b in page.blocks] == [leak, headline]
        assert tiles(page)

    def test_it_is_also_where_the_headline_was_wrapped(self) -> None:
        story = wrapped(PARAGRAPHS[0], 60)
        glued = wrapped("{{ story.kicker }} Ferry to the islands sails again after the storm", 60)
        page = read_text(f"{story}\n\n{story}\n\n{glued}\n", "")
        assert [b.text for b in page.blocks][2:] == [
            "{{ story.kicker }}",
            "Ferry to the islands sails again after the storm",
        ]
        assert tiles(page)

    @pytest.mark.parametrize(
        "line",
        [
            "U.S. Senate votes on bridge",
            "Node.js Foundation grows",
            "100% Pure New Zealand",
            "[Video] A Storm",
            "#MeToo Movement Grows",
            "AT&T Buys Rival",
            "NaN's Bread Wins Prize",
            "Warning: Storm Reaches Coast",
        ],
    )
    def test_a_headline_that_only_looks_odd_stays_whole(self, line: str) -> None:
        assert texts(line) == [line]


class TestHeader:
    def test_the_header_line_gives_title_and_date(self) -> None:
        page = read_text(" date 2025-03-02 Storm closes harbour\n\nOSLO\n", "")
        assert (page.head.title, page.head.date) == ("Storm closes harbour", "2025-03-02")
        assert page.blocks[0].text == "date 2025-03-02 Storm closes harbour"

    @pytest.mark.parametrize("opening", ["2025-03-02 {}", "2025-03-02 | {}", "[2025/03/02] {}"])
    def test_a_day_before_the_headline_is_a_header_where_that_stands_again(
        self, opening: str
    ) -> None:
        line = opening.format("Storm closes harbour")
        page = read_text(f"{line}\n\nStorm closes harbour\n\nOSLO\n", "")
        assert (page.head.title, page.head.date) == ("Storm closes harbour", "2025-03-02")
        assert read_text(f"{line}\n\nOSLO\n", "").head.date == ""

    def test_front_matter_gives_title_and_date(self) -> None:
        page = read_text('---\ntitle: "Storm"\ndate: 2025-3-2T10:00\n---\n\nThe port shut.\n', "")
        assert (page.head.title, page.head.date) == ("Storm", "2025-03-02")
        assert len(page.blocks) == 5

    def test_front_matter_gives_address_authors_language_and_site(self) -> None:
        page = read_text(
            "Title: Storm\nURL Source: https://norvik.test/storm\nBy line: x\n\nThe port shut.", ""
        )
        assert page.head.canonical == "https://norvik.test/storm"
        head = (
            "title: Storm\nsource: Norvik Post\nurl: https://norvik.test/storm\nlang: en-GB\n"
            'authors: ["Ada Holm", "Bo Lind"]\nsite: Norvik Post\n\n'
        )
        document = extract(head + STORY)
        assert document.url == "https://norvik.test/storm"
        assert document.authors == ("Ada Holm", "Bo Lind")
        assert (document.language, document.site_name) == ("en", "Norvik Post")
        assert document.text == STORY

    @pytest.mark.parametrize(
        ("line", "names"),
        [
            ("author: By Ada Holm", ["Ada Holm"]),
            ("author: Ada Holm and Bo Lind", ["Ada Holm", "Bo Lind"]),
            ("author: Holm, Ada", ["Holm, Ada"]),
            ("byline: Norvik Post", ["Norvik Post"]),
            ("authors:\n- Ada Holm\n- 'Bo Lind'", ["Ada Holm", "Bo Lind"]),
            ("authors: []", []),
        ],
    )
    def test_authors_stand_in_front_matter_in_many_forms(self, line: str, names: list[str]) -> None:
        page = read_text(f"---\ntitle: Storm\n{line}\n---\n\nThe port shut.\n", "")
        assert [name for _, name in page.head.meta] == names
        assert page.blocks[-1].text == "The port shut."

    def test_a_key_without_a_value_is_a_heading_of_the_text(self) -> None:
        page = read_text(f"Title: Storm\nDate: 2025-03-02\nSummary:\n{STORY}", "")
        assert page.blocks[2].text == "Summary:"
        roles = [str(d.role) for _, d in extract(page.source).labelled]
        assert roles[:2] == ["page metadata"] * 2
        assert roles[2] != "page metadata"

    def test_a_key_for_the_content_opens_the_dump(self) -> None:
        page = read_text("Title: Storm\nDate: 2025-03-02\n\nMarkdown Content:\n# Storm\n", "")
        assert page.head.title == "Storm"
        rows = extract(page.source + STORY).labelled
        assert [str(d.role) for _, d in rows][:4] == ["page metadata"] * 3 + ["title"]


def test_a_text_that_newsclean_wrote_comes_back_block_by_block() -> None:
    kept = [PARAGRAPHS[0], "What it costs", "A loan over thirty years", "A toll", PARAGRAPHS[1]]
    written = f"{kept[0]}\n\n{kept[1]}\n\n- {kept[2]}\n- {kept[3]}\n\n{kept[4]}"
    assert texts(written) == kept


@pytest.mark.parametrize(
    "text",
    [
        "a " * 200_000,
        "*" * 200_000,
        "_a" * 100_000,
        "|" * 100_000,
        "{{" * 100_000,
        "#" * 200_000,
        "1.\n" * 40_000,
        "```\n" * 40_000,
        "> " * 100_000,
        "x.y" * 80_000,
        "[" * 100_000,
        "a\n" * 60_000,
        "Home And " * 20_000,
        "ab.Cd " * 30_000,
        "a [/b/c]\n" * 20_000,
        "[]\n\n" * 50_000,
        "](data:" * 30_000,
    ],
    ids=lambda text: repr(text[:4]),
)
def test_reading_takes_linear_time(text: str) -> None:
    start = time.process_time()
    assert tiles(read_text(text, ""))
    assert time.process_time() - start < 8


class TestLineEndsWrittenTwice:
    DUMP = "Ferry sails again\n\nHome\nNews\n\n\nThe ferry sails,\nsaid the office.\n\nMost read\n"

    @pytest.mark.parametrize(
        "doubled",
        [DUMP.replace("\n", "\n\n"), DUMP.replace("\n", "\r\r\n"), DUMP.replace("\n", " \n\t\n")],
    )
    def test_count_once(self, doubled: str) -> None:
        page, wanted = read_text(doubled, ""), read_text(self.DUMP, "")
        assert [b.text for b in page.blocks] == [b.text for b in wanted.blocks]
        assert [b.blank_before for b in page.blocks] == [b.blank_before for b in wanted.blocks]

    @pytest.mark.parametrize(
        "dump",
        [
            "One.\n\nTwo.\n\nThree.\n\nFour.\n",
            "One.\n\n\n\nTwo.\n\n\n\nThree.\nFour.\n\n\n\nFive.\n",
        ],
    )
    def test_empty_lines_between_paragraphs_stay(self, dump: str) -> None:
        assert read_text(dump, "").text == dump
