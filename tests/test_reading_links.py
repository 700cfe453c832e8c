"""Links that a dump shows: their marks are no words, and their addresses are the stories'."""

from __future__ import annotations

import newsclean
from newsclean.reading.links import Shown, without_links
from newsclean.reading.text import read_text

MENU = "* [Home](/)\n* [Sport](/sport)\n* [Weather](https://wind.test/)\n\n"
NUMBERED = "\n".join(f"   [{n}]Storm number {n} closes the harbour" for n in range(1, 11))


def blocks(dump: str) -> list[tuple[str, list[tuple[str, str]]]]:
    page = read_text(dump, "https://norvik.test/news/1")
    assert "".join(page.text[b.start : b.end] for b in page.blocks) == page.text
    return [(b.text, [(b.text[x.start : x.end], x.url) for x in b.links]) for b in page.blocks]


def test_markdown_links_leave_their_words_and_addresses() -> None:
    assert blocks(MENU)[:2] == [
        ("Home", [("Home", "https://norvik.test/")]),
        ("Sport", [("Sport", "https://norvik.test/sport")]),
    ]


def test_words_around_a_link_stay_one_sentence() -> None:
    dump = MENU + 'The [old **bridge**](/b "Bridge"), said (see [map](/m_(1).png)), is shut.'
    text, links = blocks(dump)[-1]
    assert text == "The old bridge, said (see map), is shut."
    assert links == [
        ("old bridge", "https://norvik.test/b"),
        ("map", "https://norvik.test/m_(1).png"),
    ]


def test_pictures_are_no_words_also_inside_of_links() -> None:
    dump = MENU + "[ ![A ship](/a.jpg) ](/s)\n\n[ ![A ship](/a-\nb.jpg)\nStorm closes port ](/s)"
    assert blocks(dump)[3:] == [
        ("Storm closes port", [("Storm closes port", "https://norvik.test/s")])
    ]


def test_pictures_may_be_written_out_in_their_address() -> None:
    drawing = "data:image/svg+xml,%3csvg width='9' fill='url(%23clip)'\nheight='9'/%3e"
    dump = MENU + f"Storm ![A ship]({drawing}) closes ![A ship](<{'data:%3c ' * 500}>) port"
    assert [text for text, _ in blocks(dump)[3:]] == ["Storm closes port"]


def test_links_side_by_side_are_two_words() -> None:
    assert blocks(MENU + "[Norvik](/n)[Sund](/s)")[-1][0] == "Norvik Sund"


def test_headlines_that_are_links_side_by_side_are_blocks_of_their_own() -> None:
    # html2text wraps such cards on the lines of one paragraph.
    row = "[\n![A ship](/a.jpg)\nStorm closes the port of Norvik ](/storm-closes-\nport) "
    row += "[ Ferry is back on Sunday ](/ferry)[New roof for the school](/roof)"
    assert blocks(MENU + row)[3:] == [
        (
            "Storm closes the port of Norvik",
            [("Storm closes the port of Norvik", "https://norvik.test/storm-closes-port")],
        ),
        ("Ferry is back on Sunday", [("Ferry is back on Sunday", "https://norvik.test/ferry")]),
        ("New roof for the school", [("New roof for the school", "https://norvik.test/roof")]),
    ]


def test_headings_behind_each_other_on_one_line_are_blocks_of_their_own() -> None:
    row = "### [Storm closes the port of Norvik](/storm)### [ Ferry is back on Sunday ](/ferry)"
    page = read_text(MENU + row, "https://norvik.test/")
    assert [(b.text, b.form, b.links[0].url) for b in page.blocks[3:]] == [
        ("Storm closes the port of Norvik", "heading", "https://norvik.test/storm"),
        ("Ferry is back on Sunday", "heading", "https://norvik.test/ferry"),
    ]


def test_one_example_of_a_link_is_no_markdown() -> None:
    dump = "Write [words](https://norvik.test/) to make a link."
    assert blocks(dump) == [(dump, [])]


def test_code_keeps_its_brackets() -> None:
    dump = MENU + "```\nsee [a](/b) here\n```\n\nWrite `[a](/b)` there."
    assert [text for text, _ in blocks(dump)[-3:]] == [
        "see [a](/b) here",
        "```",
        "Write `[a](/b)` there.",
    ]


def test_numbers_of_links_are_no_words_and_their_list_gives_the_addresses() -> None:
    targets = "\n".join(f"  {n}. https://norvik.test/{n}" for n in range(1, 11))
    found = blocks(f"{NUMBERED}\n\nReferences\n\n{targets}\n")
    assert found[2] == (
        "Storm number 3 closes the harbour",
        [("Storm number 3 closes the harbour", "https://norvik.test/3")],
    )
    assert [text for text, _ in found[10:]] == ["References"]


def test_addresses_in_the_list_may_stand_below_their_titles() -> None:
    targets = "\n".join(f" {n}. To number {n}\n\thttps://norvik.test/{n}" for n in range(1, 11))
    found = blocks(f"{NUMBERED}\n\n[1](a) [2](b) [3](c)\n\n{targets}\n")
    assert found[2][1] == [("Storm number 3 closes the harbour", "https://norvik.test/3")]
    assert len(found) == 11


def test_numbers_that_do_not_count_up_are_words() -> None:
    dump = "\n".join(f"[{n}]Holm and others" for n in (7, 3, 9, 1, 8, 2, 6, 4, 5))
    assert without_links(dump) == Shown(dump, [], markdown=False)


def test_addresses_behind_the_words_of_links_are_no_words() -> None:
    dump = (
        " * Storm closes harbour [/a/1]\n * Choir wins prize [https://norvik.test/a/2]\n\n"
        "News [/n/] Sport [/s/]\n\nThe bridge [/b/3] is shut.\n"
        "A ship [https://norvik.test/ship.jpg]\n"
    )
    found = blocks(dump)
    assert found[:2] == [
        ("Storm closes harbour", [("Storm closes harbour", "https://norvik.test/a/1")]),
        ("Choir wins prize", [("Choir wins prize", "https://norvik.test/a/2")]),
    ]
    assert found[2] == (
        "News Sport",
        [("News", "https://norvik.test/n/"), ("Sport", "https://norvik.test/s/")],
    )
    assert found[3][0] == "The bridge is shut."
    assert found[4] == ("A ship", [])


def test_addresses_in_parentheses_are_words_unless_there_are_very_many() -> None:
    rows = [f"Storm number {n} closes harbour    (/a/{n}/)" for n in range(20)]
    found = blocks("\n".join([*rows, "The bridge (/b/3/), which is old (so he said), is shut."]))
    words = "Storm number 7 closes harbour"
    assert found[7] == (words, [(words, "https://norvik.test/a/7/")])
    assert found[20][0] == "The bridge, which is old (so he said), is shut."
    assert [text for text, _ in blocks("\n\n".join(rows[:9]))] == [
        row.replace("    ", " ") for row in rows[:9]
    ]


def test_closing_tags_of_forums_are_words() -> None:
    dump = "So he said: [b]never[/b]\n\n[i]Not[/i] [quote]again[/quote]"
    assert [text for text, _ in blocks(dump)] == dump.split("\n\n")


def test_lines_of_addresses_alone_do_not_end_a_wrapped_paragraph() -> None:
    address = f"[https://norvik.test/{'bridge/' * 9}]"
    paragraphs = [
        f"Work is to begin in June and will take two years, said the mayor of Norvik {n}\n"
        f"{address}\nafter a debate that had lasted all of Monday night, and nobody else had\n"
        "spoken. Nobody on the other bank of the river was asked."
        for n in range(4)
    ]
    assert len(blocks("\n\n".join(paragraphs))) == 4


def test_pictures_without_a_text_leave_no_blocks() -> None:
    dump = "[]\n\nStorm closes harbour\n\n-   []\n-   []\n\n[][] []\n\nNobody was hurt.\n"
    assert [text for text, _ in blocks(dump)] == ["Storm closes harbour", "Nobody was hurt."]


def test_brackets_of_code_stay() -> None:
    dump = "int\n[]\n{\nchar\n[]\n{\nlong\n[]\n{"
    assert [text for text, _ in blocks(dump)] == dump.split("\n")


def test_related_stories_of_a_dump_with_links_have_addresses() -> None:
    story = "The port was shut on Monday after a storm had torn two ships from their moorings. "
    offered = "\n".join(
        f"{n}. [{title}](/{n}?utm_source=list)"
        for n, title in enumerate(
            (
                "Council votes on the old bridge again tonight",
                "School choir of the island wins a national prize",
                "Fares stay as they are, the ferry company says",
            ),
            1,
        )
    )
    dump = f"# Storm closes harbour\n\n{story * 3}\n\n{story * 2}\n\n## Most read\n\n{offered}\n"
    document = newsclean.extract(dump, url="https://norvik.test/news/1", kind="text")
    assert [(link.title[:7], link.url) for link in document.related] == [
        ("Council", "https://norvik.test/1"),
        ("School ", "https://norvik.test/2"),
        ("Fares s", "https://norvik.test/3"),
    ]
