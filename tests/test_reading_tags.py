"""Tags that a dump still shows: they are no words, and what they say of links is taken over."""

from __future__ import annotations

import newsclean
from newsclean.reading.tags import without_tags
from newsclean.reading.text import read_text

STORY = [
    "The council voted on <em>Monday</em> to rebuild the <a href='/b'>old bridge</a>, closed since "
    "the flood of last spring.",
    "Work is to begin in June &amp; will take <span style='color: red'>two years</span>, the mayor "
    "said after a debate that lasted until midnight.",
    "<p>Nobody on the other bank was asked, said the owner of the inn.</p><p>He has counted his "
    "guests every evening since March, and now serves a third of the meals of last year.</p>",
]
BARE = [
    "The council voted on Monday to rebuild the old bridge, closed since the flood of last spring.",
    "Work is to begin in June & will take two years, the mayor said after a debate that lasted "
    "until midnight.",
    "Nobody on the other bank was asked, said the owner of the inn.",
    "He has counted his guests every evening since March, and now serves a third of the meals of "
    "last year.",
]
HEADS = [
    "Storm closes the harbour for a second day",
    "School choir wins national prize in final",
    "New timetable for buses from Monday on",
    "Owner of the inn sells his last two boats",
]


def test_tags_around_words_of_a_dump_are_no_words() -> None:
    page = read_text("\n\n".join(STORY), "https://norvik.test/news/1")
    assert [block.text for block in page.blocks] == BARE
    assert "".join(page.text[b.start : b.end] for b in page.blocks) == page.text
    (link,) = page.blocks[0].links
    assert (page.blocks[0].text[link.start : link.end], link.url) == (
        "old bridge",
        "https://norvik.test/b",
    )


def test_a_dump_with_tags_is_cleaned_like_one_without() -> None:
    entries = ["Home", "Sport", "Weather"]
    head = "\n\n# Old bridge to be rebuilt by next summer\n\n"
    tagged = "\n\n".join(f'<a href="/{entry}">{entry}</a>' for entry in entries)
    document = newsclean.extract(tagged + head + "\n\n".join(STORY), kind="text")
    bare = newsclean.extract("\n\n".join(entries) + head + "\n\n".join(BARE), kind="text")
    assert document.title == bare.title == "Old bridge to be rebuilt by next summer"
    assert document.text == bare.text
    assert BARE[1] in document.text


def test_related_stories_have_the_addresses_of_their_tags() -> None:
    row = "\n".join(f'- <a class="card" href="/{n}">{head}</a>' for n, head in enumerate(HEADS))
    dump = "\n\n".join(STORY) + f"\n\n## Most read\n\n{row}\n"
    document = newsclean.extract(dump, url="https://norvik.test/news/1", kind="text")
    assert [(link.title, link.url) for link in document.related] == [
        (head, f"https://norvik.test/{n}") for n, head in enumerate(HEADS)
    ]


def test_fenced_code_keeps_its_tags() -> None:
    code = "```\n" + "<p>A paragraph stands between the mark that opens it and its end.</p>\n" * 4
    lesson = f"A paragraph is written as here, with a mark before and behind it:\n\n{code}```\n"
    assert without_tags(lesson).words == lesson
    mixed = "\n\n".join([*STORY[:2], lesson, STORY[2]])
    words, links, _ = without_tags(mixed)
    assert len(words) == len(mixed)
    assert code in words
    assert [mixed[a:b] for a, b, _ in links] == ["old bridge"]


def test_an_article_offered_as_html_to_paste_is_not_said_twice() -> None:
    bare = "\n\n".join(BARE)
    offered = f"{bare}\n\nRepublish this article\n\n" + "\n\n".join(f"<p>{p}</p>" for p in BARE)
    assert without_tags(offered).words == offered


def test_a_text_about_html_keeps_its_tags() -> None:
    text = (
        "A link is written with the element <a>, whose attribute says where it leads to.\n\n"
        '    <a href="/bridge">Bridge</a>\n    <em>Bridge</em>\n    <p>Bridge</p>\n\n'
        "Use <em> for what is stressed, and <strong> for what matters, not <b> and not <i>.\n\n"
        "Every <p> may lack its end </p>, for the next one ends it, as the standard says.\n"
    )
    assert without_tags(text) == (text, [], ())


def test_markdown_with_pieces_of_html_is_a_dump() -> None:
    markdown = "<div class='page'>\n\n# Bridge to be rebuilt\n\n" + "\n\n".join(STORY)
    markdown += "\n\n## Who pays\n\n[The town](/town) and [the state](/state).\n\n</div>\n"
    assert newsclean.extract(markdown).kind == "text"
    assert newsclean.extract(f"<html><body><pre>{markdown}</pre></body></html>").kind == "html"


def test_the_frame_of_a_page_between_lines_of_markdown_is_no_words() -> None:
    frame = '<div class="wrap">\n\n<section id="s" data-x="{&quot;a&quot;:1}"\nrole="main">\n\n'
    page = frame * 9 + "\n\n".join(BARE) + "\n\n" + "</section>\n\n</div>\n\n" * 9
    assert [block.text for block in read_text(page, "").blocks] == BARE
    few = '<div class="box">\n\n' + "\n\n".join(BARE) + "\n\n</div>\n"
    assert read_text(few, "").blocks[0].text == '<div class="box">'
