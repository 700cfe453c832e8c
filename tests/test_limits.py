"""What is cut, parted, left out, mended or recovered is named, and the rest stays whole."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import pytest

from newsclean import Claim, Pipeline, Role, extract, settling
from newsclean.page import Page
from newsclean.reading import bounding, limits, read, shallow
from newsclean.reading.inline import squeezed
from newsclean.writing.markdown import escape
from tests.torture.material import KEPT, STORY, STORY_HTML, STORY_TEXT


def codes(page: Page) -> set[str]:
    return {notice.code for notice in page.notices}


def tiles(page: Page) -> bool:
    edges = [0, *(block.end for block in page.blocks)]
    return [b.start for b in page.blocks] == edges[:-1] and edges[-1] == len(page.text)


def nested(page: Page) -> bool:
    """Whether parents come before their children and hold all of their blocks."""
    return all(
        node.parent < place
        and 0 <= node.first < node.end <= len(page.blocks)
        and (
            node.parent < 0
            or page.nodes[node.parent].first <= node.first < node.end <= page.nodes[node.parent].end
        )
        for place, node in enumerate(page.nodes)
    )


class TestOrdinaryPages:
    def test_are_not_touched(self):
        assert codes(read(STORY_HTML)) == codes(read(STORY_TEXT)) == set()

    def test_of_thousands_of_blocks_are_not_touched(self):
        page = read("".join(f"<p>Line number {n} of the report.</p>" for n in range(9_000)))
        assert len(page.blocks) == 9_000
        assert codes(page) == set()


class TestSize:
    def test_a_source_beyond_the_limit_is_read_up_to_it(self, monkeypatch):
        monkeypatch.setattr(limits, "MOST_CHARACTERS", len(STORY_TEXT))
        page = read(STORY_TEXT + "And this is too much.\n", kind="text")
        assert codes(page) == {"too_large"}
        assert page.text == STORY_TEXT

    def test_tags_beyond_the_limit_are_not_read(self, monkeypatch):
        monkeypatch.setattr(limits, "MOST_TAGS", 20)
        page = read(STORY_HTML + "<p>More.</p>" * 20)
        assert codes(page) == {"too_many_tags"}
        assert 5 < len(page.blocks) < 20

    def test_tags_of_a_dump_beyond_the_limit_stay(self, monkeypatch):
        monkeypatch.setattr("newsclean.reading.tags.MOST_TAGS", 20)
        line = "The ferry <b>sails</b> again at {} from Monday on, the harbour office said.\n"
        page = read("".join(map(line.format, range(20))), kind="text")
        assert codes(page) == {"too_many_tags"}
        assert "<b>sails</b>" in page.blocks[0].text

    def test_lines_beyond_the_limit_are_not_read(self, monkeypatch):
        monkeypatch.setattr(limits, "MOST_LINES", 30)
        monkeypatch.setattr(limits, "_CHUNK", 200)
        page = read("Short line\n\n" * 100, kind="text")
        assert codes(page) == {"too_many_lines"}
        assert 30 <= len(page.blocks) < 60

    def test_empty_lines_do_not_count(self, monkeypatch):
        monkeypatch.setattr(limits, "MOST_LINES", 30)
        page = read(STORY_TEXT + "\n \n" * 50 + "The end.\n", kind="text")
        assert codes(page) == set()
        assert page.blocks[-1].text == "The end."

    def test_the_parts_of_long_lines_count(self, monkeypatch):
        monkeypatch.setattr("newsclean.reading.lines.MOST_LINES", 30)
        row = "Home News Sport Weather Travel Culture Opinion Video " * 200
        page = read(STORY_TEXT + f"{row}\n" * 4, kind="text")
        assert codes(page) == {"no_line_ends", "too_many_lines"}
        assert page.source == STORY_TEXT + f"{row}\n"
        assert "".join(page.text[b.start : b.end] for b in page.blocks) == page.text

    def test_words_of_lines_without_end_are_looked_at_up_to_a_limit(self, monkeypatch):
        monkeypatch.setattr("newsclean.reading.segments.MOST_WORDS", 1)
        monkeypatch.setattr("newsclean.reading.segments._PORTION", 400)
        row = "Home News Sport Weather Travel Culture Opinion Video " * 200
        page = read(row, kind="text")
        assert [notice.code for notice in page.notices] == ["no_line_ends"]
        assert "were not looked at" in page.notices[0].message
        assert page.blocks[-1].length > 1_000
        assert tiles(page)


class TestLongLines:
    @pytest.fixture(autouse=True)
    def short(self, monkeypatch):
        monkeypatch.setattr(limits, "LONGEST_BLOCK", 120)
        monkeypatch.setattr(bounding, "LONGEST_BLOCK", 120)

    @pytest.mark.parametrize("kind", ["html", "text"])
    def test_are_parted_at_a_blank_and_lose_nothing(self, kind):
        words = " ".join(f"word{n}" for n in range(100))
        page = read(f"<p>{words}</p>" if kind == "html" else words, kind=kind)
        assert codes(page) == {"line_split"}
        assert " ".join(block.text for block in page.blocks) == words
        assert max(len(block.text) for block in page.blocks) <= 120
        assert tiles(page)

    @pytest.mark.parametrize("kind", ["html", "text"])
    def test_without_a_blank_are_parted_all_the_same(self, kind):
        page = read("x" * 1_000 if kind == "text" else f"<p>{'x' * 1_000}", kind=kind)
        assert "".join(block.text for block in page.blocks) == "x" * 1_000
        assert max(len(block.text) for block in page.blocks) <= 120

    def test_keep_their_links(self):
        links = [f"<a href='/n{n}'>word number {n}</a>" for n in range(40)]
        page = read("<p>" + " and ".join(links))
        assert {link.url for b in page.blocks for link in b.links} == {f"/n{n}" for n in range(40)}
        assert all(
            0 <= link.start < link.end <= len(b.text) for b in page.blocks for link in b.links
        )

    def test_lines_below_the_limit_stay_where_they_are(self):
        dump = "\n".join(["y" * 100] * 20)
        assert read(dump, kind="text").text == dump

    def test_a_paragraph_of_too_many_lines_is_ended(self):
        dump = "word of the harbour council and then\n, more words went on\n" * 1_500
        page = read(dump, kind="text")
        assert "line_split" in codes(page)
        assert tiles(page)


def test_white_space_is_squeezed_in_long_texts_as_in_short_ones():
    for text in (" a  b\n", "a" * 70_000 + " b", " \n" * 40_000 + "a" + "\u00a0 " * 70_000 + "b "):
        assert squeezed(text) == " ".join(text.split())


class TestDepth:
    def test_text_at_any_depth_is_kept(self):
        for depth in (300, 5_000, 30_000):
            document = extract("<div>" * depth + STORY_HTML + "</div>" * depth)
            assert KEPT in document.text
            assert depth == 300 or "too_deep" in {n.code for n in document.warnings}

    def test_no_node_is_deeper_than_the_limit(self):
        page = read("<div>" + "<div>word " * 2_000)
        depths = [0]
        for node in page.nodes:
            depths.append(depths[node.parent + 1] + 1)
        assert max(depths) == limits.DEEPEST
        assert len(page.blocks) == 2_000
        assert nested(page)

    def test_cells_and_paragraphs_that_nobody_closed_are_not_deep(self):
        rows = "<table>" + "<tr><td>a<td><p>b<p>c" * 5_000 + "</table>"
        assert shallow.shallow(rows) == (rows, 0)

    def test_scripts_that_write_tags_are_not_deep(self):
        page = "<script>document.write('<div><b>')</script><!-- <div><i> -->" * 5_000
        assert shallow.shallow(page) == (page, 0)

    def test_end_tags_that_nothing_opened_do_not_make_a_page_shallower(self):
        page = ("<div></b>" * 9_000) + "text"
        out, dropped = shallow.shallow(page)
        assert dropped == 9_000 - shallow.MOST_OPEN
        assert out.endswith("text")

    def test_what_was_left_out_is_still_a_boundary(self, monkeypatch):
        monkeypatch.setattr(shallow, "MOST_OPEN", 3)
        assert shallow.shallow("<div>" * 3 + "<div>a</div><b>b</b></div>") == (
            "<div><div><div><hr>a<hr> b </div>",
            2,
        )


class TestManyBlocks:
    def test_the_stretch_with_the_most_running_text_is_kept(self, monkeypatch):
        monkeypatch.setattr(bounding, "MOST_BLOCKS", 50)
        menu = "".join(f"<ul><li><a href='/{n}'>Menu {n}</a></ul>" for n in range(200))
        page = read(f"<div>{menu}<img alt='Ferry' src=a>{STORY_HTML}{menu}</div>")
        assert codes(page) == {"too_many_blocks"}
        assert len(page.blocks) == 50
        assert [b.index for b in page.blocks] == list(range(50))
        assert all(any(b.text == text for b in page.blocks) for text in STORY)
        assert tiles(page)
        assert nested(page)
        assert [page.blocks[image.before].text for image in page.images] == ["Ferry sails again"]
        assert all(
            page.nodes[b.node].first <= b.index < page.nodes[b.node].end for b in page.blocks
        )

    def test_the_first_stretch_is_kept_where_all_is_alike(self, monkeypatch):
        monkeypatch.setattr(bounding, "MOST_BLOCKS", 10)
        page = read("\n\n".join(f"{text} {n}." for n in range(9) for text in STORY), kind="text")
        assert page.blocks[0].text == f"{STORY[0]} 0."
        assert tiles(page)


class TestHead:
    def test_what_is_too_long_is_not_read(self):
        long = "x - " * 1_000
        page = read(f"<meta property=og:title content='{long}'><title>{long}</title>{STORY_HTML}")
        assert codes(page) == {"metadata_cut"}
        assert page.head.meta == ()
        assert len(page.head.title) == bounding.LONGEST_FACT

    def test_scripts_are_read_whole_or_not_at_all(self):
        scripts = ["{}", json.dumps({"a": "x" * bounding.MOST_SCRIPT}), '{"b": 1}']
        page = read("".join(f"<script type=application/ld+json>{s}</script>" for s in scripts))
        assert page.head.json_ld == ("{}", '{"b": 1}')
        assert "metadata_cut" in codes(page)

    def test_the_body_of_a_hostile_page_is_not_searched(self):
        deep = "<div>" * 20_000 + STORY_HTML
        document = extract(deep, metadata="full")
        assert "metadata_cut" in {notice.code for notice in document.warnings}


class TestRecovery:
    PARAGRAPHS = "\n\n".join(STORY)

    def test_an_article_in_noscript_alone_is_found(self):
        document = extract(f"<div id=app>Loading</div><noscript>{STORY_HTML}</noscript>")
        assert KEPT in document.text
        assert "text_from_noscript" in {notice.code for notice in document.warnings}

    def test_noscript_beside_an_article_stays_hidden(self):
        page = read(f"{STORY_HTML}<noscript><p>{STORY[0]} Again.</p></noscript>")
        assert codes(page) == set()
        assert any(node.tag == "noscript" and node.hidden for node in page.nodes)

    @pytest.mark.parametrize(
        "body",
        [PARAGRAPHS, "".join(f"<p>{p}</p>" for p in STORY), PARAGRAPHS.replace("'", "&#39;")],
    )
    def test_an_article_in_json_ld_alone_is_found(self, body):
        data = json.dumps([{"@graph": [{"@type": "NewsArticle", "articleBody": body}]}])
        document = extract(
            f"<nav><a href='/'>Home</a></nav><script type='application/ld+json'>{data}</script>"
        )
        assert KEPT in document.text
        assert "the school's gym" in document.text
        assert "text_from_script" in {notice.code for notice in document.warnings}
        assert document.labelled.page.blocks[0].text == "Home"

    def test_an_article_in_the_state_of_an_app_is_found(self):
        state = {"page": {"id": 7, "body": [{"kind": "p", "html": f"<b>{p}</b>"} for p in STORY]}}
        document = extract(
            f"<div id=app></div><script id=state type=application/json>{json.dumps(state)}</script>"
        )
        assert KEPT in document.text
        assert "text_from_script" in {notice.code for notice in document.warnings}
        assert nested(document.labelled.page)
        assert tiles(document.labelled.page)

    def test_json_ld_beside_an_article_is_not_its_text(self):
        data = json.dumps({"articleBody": "Other words. " * 60})
        page = read(f"{STORY_HTML}<script type='application/ld+json'>{data}</script>")
        assert codes(page) == set()
        assert not any("Other words" in block.text for block in page.blocks)

    def test_broken_json_is_passed_over(self):
        for script in ("{", "[" * 100_000, '{"articleBody": 7}', "null", '{"a": "\\ud800"}'):
            page = read(f"<p>Hello.</p><script type='application/ld+json'>{script}</script>")
            assert [block.text for block in page.blocks] == ["Hello."]

    def test_half_characters_in_json_do_not_reach_the_text(self):
        body = "\ud800 ".join(STORY)
        data = json.dumps({"articleBody": body, "headline": "A \udfff"})
        document = extract(f"<script type='application/ld+json'>{data}</script>")
        assert KEPT in document.text
        document.to_json(blocks=True).encode()

    @pytest.mark.parametrize(
        "opening", ["<!-- menu", "<script>var x = 1;", "<STYLE>", "<title>News", "<textarea>"]
    )
    def test_an_element_that_swallows_the_article_is_closed(self, opening):
        document = extract(f"<html><body>{opening}\n{STORY_HTML}")
        assert KEPT in document.text
        assert "markup_mended" in {notice.code for notice in document.warnings}

    def test_an_open_script_below_the_article_is_left_alone(self):
        page = read(f"{STORY_HTML}<script>var x = '<p>{STORY[0]}</p>'")
        assert codes(page) == set()

    def test_an_article_in_a_comment_that_is_closed_is_left_alone(self):
        document = extract(f"<p>Nothing.</p><!-- {STORY_HTML} -->")
        assert KEPT not in document.text
        assert document.warnings


@pytest.mark.parametrize("base", ["//[::1", "http://[", "javascript:x", "http://a:b:c/", "\x00"])
def test_a_base_that_is_no_address_does_not_matter(base):
    document = extract(
        f"<base href='{base}'><a href='b.html'>x</a>{STORY_HTML}", url="http://a.test/"
    )
    assert KEPT in document.text


def test_endless_addresses_and_names_are_cut_and_named():
    page = read(f"<p class='{'a ' * 9_000}'><a href='/{'b' * 9_000}'>A link</a> {STORY_HTML}")
    assert "metadata_cut" in codes(page)
    assert page.blocks[0].links[0].url == ""
    assert max(len(node.tokens) for node in page.nodes) <= 8_000


class TestDecoding:
    @pytest.mark.parametrize("charset", ["unicode_escape", "punycode", "idna", "utf-7", "x-none"])
    def test_a_charset_that_no_page_has_is_not_used_and_named(self, charset):
        page = read(f"<meta charset={charset}><p>A \\x41 +AGE- b</p>".encode())
        assert page.blocks[0].text == "A \\x41 +AGE- b"
        assert "encoding_guessed" in codes(page)

    @pytest.mark.parametrize("kind", ["html", "text"])
    def test_lone_surrogates_become_marks_that_can_be_written(self, kind):
        document = extract("A \ud800 word and \udfff another.", kind=kind)
        assert "undecodable_bytes" in {notice.code for notice in document.warnings}
        document.to_json(blocks=True).encode()

    @pytest.mark.parametrize(
        "start", ["<noscript>", "<frameset>", "<i>", "<div " + "a " * 9_000 + ">"]
    )
    def test_a_source_that_opens_with_a_tag_is_html(self, start):
        assert read(f"{start} a few words").kind == "html"


def test_settling_ends_and_says_so(monkeypatch):
    monkeypatch.setattr(settling, "_MOST_WORK", 3)
    document = extract(STORY_TEXT, kind="text")
    assert "not_settled" in {notice.code for notice in document.warnings}
    assert KEPT in document.text


@dataclass(frozen=True)
class LastLeaves:
    """Puts the last block aside while there are more than three: one in each round."""

    name: ClassVar[str] = "last_leaves"
    roles: ClassVar = frozenset({Role.FURNITURE})
    reasons: ClassVar = MappingProxyType({"last": "the last of more than three"})
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar = ()

    def claims(self, view):
        last = len(view.page.blocks) - 1
        if last >= 3:
            yield Claim(last, Role.FURNITURE, "last")


def test_settling_goes_on_for_as_many_rounds_as_it_takes():
    pipeline = Pipeline.default().inserted(LastLeaves(), before=Pipeline.default().names[0])
    dump = "\n\n".join(f"The boat with number {n} came back on Monday, it said." for n in range(20))
    document = extract(dump, kind="text", pipeline=pipeline)
    assert len(document.text.split("\n\n")) == 3
    assert extract(document.text, kind="text", pipeline=pipeline).text == document.text
    assert "not_settled" not in {notice.code for notice in document.warnings}


GLUED = "".join(
    f"The harbour of town {n} was closed on Monday after the storm had torn two ships from "
    "their moorings and thrown them against the quay."
    for n in range(9)
)


def test_a_paragraph_that_reads_back_as_several_keeps_its_decision():
    wrapped = "\n".join(textwrap.wrap(GLUED, 72))
    lead = "\n".join(textwrap.wrap("The storm came in the night, and it left at noon. " * 6, 72))
    document = extract(f"{lead}\n\n{wrapped}\n\n{lead}\n", kind="text")
    glued = " ".join(wrapped.split())
    assert glued in document.text.split("\n\n")
    assert len(read(document.text).blocks) > len(document.text.split("\n\n"))
    changed = extract(document.text, kind="text").text != document.text
    assert changed == ("not_settled" in {notice.code for notice in document.warnings})


def test_a_text_that_is_kept_whole_is_not_read_again(monkeypatch) -> None:
    text = extract(STORY_TEXT, kind="text").text
    monkeypatch.setattr(settling, "read", None)
    assert extract(text, kind="text").text == text


def test_markdown_escapes_what_could_be_markup():
    assert escape("<b>[x](javascript:1)") == "\\<b\\>\\[x\\](javascript:1)"


def test_a_page_below_very_long_comments_is_html() -> None:
    document = extract("<!-- x --><!---->" * 30_000 + STORY_HTML)
    assert document.kind == "html"
    assert KEPT in document.text
    assert "<!--" not in document.text
