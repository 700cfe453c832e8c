"""Reports: they say all that was decided, and nothing of a page becomes markup in them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import ClassVar

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from newsclean import Claim, Document, Pipeline, Role, extract, reports
from newsclean.batch import find_inputs
from newsclean.cleaners.site_settings import HostRules, SiteSettings
from newsclean.cli import main
from newsclean.reports import folder as folder_module
from newsclean.reports.figures import FAMILIES, Figures, Share, disputed, shares, total
from newsclean.reports.folder import histogram, index_report
from newsclean.reports.job import InspectTask, inspect_all
from newsclean.reports.page import page_report
from newsclean.reports.sources import facts
from tests import pages
from tests.batch_tasks import Deadly
from tests.hostile import HOSTILE
from tests.stories import HEADLINE, HTML, PARAGRAPHS, STORY

PAGES = Path(__file__).parents[1] / "corpus" / "pages"


def tree(report: str) -> html.HtmlElement:
    return html.document_fromstring(report)


def plain(text: str) -> str:
    """As HTML keeps it: without what no HTML can hold."""
    return re.sub(r"[\x00\r\x0b\x0c\x1c-\x1f]", "", text).strip()


def blocks_shown(report: str) -> list[str]:
    return [plain(p.text_content()) for p in tree(report).xpath("//ol[@id='blocks']/li/p")]


def call(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def live_page(count: int) -> str:
    """A page of `count` blocks: a tenth are links of a menu, the others posts of four blocks."""
    draw = Random(count)
    words = (
        "the a port city mayor council police fire storm river bridge house school road train ship "
        "harbour people water wall night morning wind rain power lines crews rescue boats shelter"
    ).split()

    def sentence() -> str:
        return " ".join(draw.choices(words, k=draw.randint(8, 20))).capitalize() + "."

    entries = range(count // 10)
    menu = "".join(f"<li><a href='/s/{n}'>{draw.choice(words)}</a></li>" for n in entries)
    posts = (
        f"<article class='live-post'><time>{n % 24:02}:{n % 60:02}</time><h3>Update {n}</h3>"
        f"<p>{sentence()} {sentence()}</p><p>{sentence()}</p></article>"
        for n in range((count - len(entries)) // 4)
    )
    return f"<html><title>Live</title><nav><ul>{menu}</ul></nav>{''.join(posts)}</html>"


class TestPage:
    @settings(max_examples=25)
    @given(st.one_of(pages.dumps, pages.html))
    def test_shows_every_block_in_order_with_its_decision(self, source):
        document = extract(source)
        report = document.report()
        assert blocks_shown(report) == [plain(block.text) for block, _ in document.blocks]
        roles = tree(report).xpath("//ol[@id='blocks']/li/button/text()")
        assert roles == [str(decision.role) for _, decision in document.blocks]
        rows = tree(report).xpath("//section[@id='reasons']//tbody/tr")
        said = [dict(rows[int(k)].attrib) for k in tree(report).xpath("//ol/li/@data-k")]
        assert [(row["data-cleaner"], row["data-reason"]) for row in said] == [
            (decision.cleaner, decision.reason) for _, decision in document.blocks
        ]

    def test_shows_the_clean_text_and_the_related_links_by_section(self):
        document = extract(HTML, url="https://example.org/ferry")
        page = tree(document.report())
        paragraphs = [p.text_content().strip() for p in page.xpath("//div[@class='clean']/p")]
        assert "\n\n".join(paragraphs) == document.text
        related = page.get_element_by_id("related")
        assert [h.text.strip() for h in related.xpath(".//h3")] == ["Most read"]
        links = related.xpath(".//li/a[starts-with(@href, 'http')]")
        assert [(a.text, a.get("href")) for a in links] == [
            (link.title, link.url) for link in document.related
        ]

    def test_says_reasons_in_words_also_those_of_a_cleaner_that_nobody_registered(self):
        @dataclass(frozen=True)
        class Fares:
            """Put aside what is about fares."""

            name: ClassVar = "fares"
            roles: ClassVar = frozenset({Role.FURNITURE})
            reasons: ClassVar = {"fares": "the line speaks of fares"}
            after: ClassVar = ()
            examples: ClassVar = ()

            def claims(self, view):
                for block in view.open_blocks():
                    if block.text.startswith("Fares"):
                        yield Claim(block.index, Role.FURNITURE, "fares")

        pipeline = Pipeline.default().inserted(Fares(), before="page_header")
        report = extract(STORY, pipeline=pipeline).report()
        assert tree(report).xpath("//tr[@data-cleaner='fares']//span[@class='why']/text()") == [
            "the line speaks of fares"
        ]

    def test_shows_warnings_and_pages_without_text(self):
        for source in ("", "<html></html>", "<nav>Home</nav>"):
            document = extract(source)
            shown = tree(document.report()).xpath("//ul[@class='warnings']/li/code/text()")
            assert shown == [notice.code for notice in document.warnings]
            assert shown

    def test_of_a_page_with_5000_blocks_is_below_2_mb(self):
        document = extract(live_page(5000))
        assert len(document.blocks) == 5000
        assert len(document.report().encode()) < 2_000_000

    def test_is_the_same_each_time(self):
        assert extract(HTML).report() == extract(HTML).report()


class TestSafety:
    REPORTS = (
        extract(HOSTILE, url="https://x.test/").report(),
        page_report(extract(HOSTILE), name="</title><script>x</script>", index="../index.html"),
        index_report(
            [
                Figures("<script>x</script>", "pages/a.html", "</table><img src=x onerror=x>"),
                Figures("b", error="<b>no</b>"),
            ],
            name="</title><script>x</script>",
        ),
    )

    @pytest.mark.parametrize("report", REPORTS, ids=["page", "named", "index"])
    def test_nothing_of_a_page_becomes_markup(self, report):
        page = tree(report)
        scripts = page.xpath("//script")
        assert [s.get("type") for s in scripts] == [None] or [s.get("type") for s in scripts] == [
            "application/json",
            None,
        ]
        assert not page.xpath("//img | //iframe | //link | //object | //b[text()='no']")
        assert not page.xpath("//@onerror | //@onmouseover | //@style | //@src")
        assert all(re.match(r"https?://|#|\.\./|pages/", href) for href in page.xpath("//a/@href"))

    def test_what_would_be_markup_is_shown_as_text(self):
        document = extract(HOSTILE)
        assert blocks_shown(document.report()) == [plain(b.text) for b, _ in document.blocks]
        assert tree(document.report()).xpath("//h1")[0].text_content() == document.title
        assert "<img src=x" in (document.title or "")

    @pytest.mark.parametrize("report", REPORTS, ids=["page", "named", "index"])
    def test_only_the_reports_own_script_and_style_may_run_and_nothing_is_fetched(self, report):
        page = tree(report)
        policy = page.xpath("//meta[@http-equiv]/@content")[0]
        assert policy.startswith("default-src 'none'; ")
        for tag, rule in (("style", "style-src"), ("script[not(@type)]", "script-src")):
            (element,) = page.xpath(f"//{tag}")
            digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
            assert f"{rule} 'sha256-{digest}'" in policy
        assert not re.search(r"url\(|@import|https?://", page.xpath("//style")[0].text)

    def test_addresses_that_are_no_web_addresses_are_no_links(self):
        document = extract(HOSTILE)
        shown = tree(document.report()).xpath("//section[@id='related']//a[@rel]/@href")
        assert shown
        assert all(href.startswith("https://x.test/") for href in shown)

    def test_text_that_no_utf_8_can_hold_does_not_break_a_report(self):
        report = extract("A story with \ud800 in it, which the council told on Monday.\n").report()
        assert "A story with \ufffd in it" in report.encode("utf-8").decode()


class TestFigures:
    def test_every_role_has_a_colour(self):
        style = (Path(reports.__file__).parent / "templates" / "report.css").read_text("utf-8")
        assert FAMILIES.keys() == set(Role)
        assert all(f".{family} {{ --c: " in style for family in FAMILIES.values())

    @settings(max_examples=25)
    @given(st.one_of(pages.dumps, pages.html))
    def test_all_words_went_somewhere(self, source):
        document = extract(source)
        counted = shares(document)
        assert sum(s.blocks for s in counted) == len(document.blocks)
        words = sum(block.length for block, _ in document.blocks)
        assert sum(s.words for s in counted) == pytest.approx(words)
        assert [s.role for s in counted] == [r for r in Role if r in {s.role for s in counted}]

    def test_of_several_pages_add_up(self):
        page = Figures("a", shares=(Share(Role.TITLE, "fact", 3.0, 1),))
        both = total([page, page, Figures("b", shares=(Share(Role.CODE, "text", 1.0, 1),))])
        assert both == [Share(Role.CODE, "text", 1.0, 1), Share(Role.TITLE, "fact", 6.0, 2)]

    def test_a_block_is_disputed_where_rule_and_scorer_disagree(self):
        pipeline = Pipeline.default().with_site_settings(
            SiteSettings((HostRules("*", drop_text=("fares stay*",)),))
        )
        document = extract(STORY, pipeline=pipeline)
        shown = [block.text for block, decision in document.blocks if disputed(block, decision)]
        assert shown == [PARAGRAPHS[2]]
        marked = tree(document.report()).xpath("//ol[@id='blocks']/li[@data-d]/p")
        assert [plain(p.text_content()) for p in marked] == shown


class TestSources:
    def sources(self, source: str, **options: str) -> dict[str, str]:
        return {fact.name: fact.source for fact in facts(extract(source, **options))}

    def test_name_where_each_fact_stands(self):
        said = self.sources(
            '<html lang="en-GB"><head><title>Ferry sails again | The Paper</title>'
            '<meta property="og:title" content="Ferry sails again">'
            '<meta property="og:site_name" content="The Paper">'
            '<meta name="author" content="Mara Lind">'
            '<link rel="canonical" href="https://paper.test/ferry">'
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished":'
            ' "2024-05-18T10:00:00Z", "author": {"name": "Mara Lind"}}</script></head>'
            f"<body><article><h1>Ferry sails again</h1>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}"
            "</article></body></html>"
        )
        assert said["title"] == "title on the page (block 1), <meta> og:title, <title>"
        assert said["site"] == "<meta> og:site_name"
        assert said["author"] == "<meta> author, JSON-LD author.name"
        assert said["date"] == "JSON-LD datePublished"
        assert said["language"] == "<html lang>"
        assert said["address"] == "<link rel=canonical>"
        assert said["dateline"] == ""

    def test_of_a_dump_are_its_first_line_and_its_blocks(self):
        said = self.sources(
            f" date 2025-03-02 {HEADLINE}\n\n{STORY}", url="https://paper.test/ferry"
        )
        assert said["date"] == "the line above the text"
        assert said["title"].startswith("title on the page (block 2)")
        assert said["address"] == "the address given"

    def test_broken_or_deep_json_ld_is_passed_over(self):
        deep = "[" * 100_000 + "]" * 100_000
        for script in ("{", deep, '"x"', '{"a": [1, {"b": null}]}'):
            source = f'<script type="application/ld+json">{script}</script><p>A story.</p>'
            assert self.sources(source)["date"] == ""


class TestNotebook:
    @pytest.mark.parametrize("source", [HTML, HOSTILE, live_page(3000), "", STORY * 200])
    def test_form_stays_small(self, source):
        assert len(extract(source)._repr_html_()) < 8_000

    def test_shows_what_matters_and_no_markup_of_the_page(self):
        document = extract(HOSTILE, url="https://x.test/")
        cell = html.fragment_fromstring(document._repr_html_())
        said = cell.text_content()
        assert document.title in said
        assert f"confidence {document.confidence:.2f}" in said
        assert not cell.xpath("//script | //img | //a")


class TestIndex:
    LINES = (
        Figures(
            "a.html", "pages/a.html", "Ferry", "html", is_article=True, confidence=0.97, related=3
        ),
        Figures("b.html", "pages/b.html", "Bridge", "html", is_article=True, confidence=0.31),
        Figures("c.html", error="no such file"),
        Figures("d.html", "pages/d.html", confidence=0.9, warnings=("no main text",)),
    )

    def test_names_first_what_wants_a_look_and_says_why(self):
        page = tree(index_report(self.LINES, name="pages"))
        first = [li.text_content().split() for li in page.xpath("//ol[@class='first']/li")]
        assert [" ".join(words) for words in first] == [
            "c.html no such file",
            "Bridge confidence 0.31",
            "d.html confidence 0.90; no main text",
        ]

    def test_says_where_nothing_stands_out(self):
        report = index_report(self.LINES[:1], name="pages")
        assert "Nothing stands out" in report

    def test_lists_every_page_with_its_link(self):
        page = tree(index_report(self.LINES, name="pages"))
        names = page.xpath("//table[@id='pages']/tbody/tr/th/@data-v")
        assert names == [line.name for line in self.LINES]
        links = page.xpath("//table[@id='pages']//a/@href")
        assert links == [line.link for line in self.LINES if line.link]

    def test_says_how_many_pages_it_does_not_list(self, monkeypatch):
        monkeypatch.setattr(folder_module, "MOST_ROWS", 2)
        report = index_report(self.LINES, name="pages")
        names = tree(report).xpath("//table[@id='pages']/tbody/tr/th/@data-v")
        assert names == ["c.html", "b.html"]
        assert "the other 2 have reports too" in report

    @given(st.lists(st.floats(0, 1)))
    def test_histogram_counts_each_page_once_in_its_tenth(self, values):
        bins = histogram([Figures("x", confidence=value) for value in values])
        assert len(bins) == 10
        for low, high, count, height in bins:
            inside = [v for v in values if low < v < high or (high == 1 == v)]
            assert len(inside) <= count
            assert 0 <= height <= 1
        assert sum(b.pages for b in bins) == len(values)


class TestCommand:
    def test_writes_the_report_on_a_page(self, tmp_path):
        page, out = tmp_path / "a.html", tmp_path / "new" / "report.html"
        page.write_text(HTML, encoding="utf-8")
        result = call("inspect", page, "-o", out)
        assert result.exit_code == 0
        assert "open it in a browser" in result.stderr
        assert out.read_text(encoding="utf-8") == page_report(extract(HTML), name=str(page))

    def test_reads_standard_input_and_writes_standard_output(self):
        result = call("inspect", "-", "-o", "-", stdin=STORY)
        assert blocks_shown(result.stdout) == [b.text for b, _ in extract(STORY).blocks]

    def test_takes_the_options_of_cleaning(self):
        options = ["--without", "block_scorer", "--kind", "text", "--url", "https://x.test/"]
        report = call("inspect", "-", "-o", "-", *options, stdin=HTML).stdout
        wanted = extract(
            HTML,
            kind="text",
            url="https://x.test/",
            pipeline=Pipeline.default().without("block_scorer"),
        )
        assert report.strip() == page_report(wanted, name="standard input").strip()

    def test_of_a_folder_writes_each_page_and_an_index_with_working_links(self, tmp_path):
        pages, out = tmp_path / "pages", tmp_path / "out"
        (pages / "sub").mkdir(parents=True)
        (pages / "a b#?%.html").write_text(HTML, encoding="utf-8")
        (pages / "sub" / "ü.txt").write_text(STORY, encoding="utf-8")
        (pages / "bad.html").write_bytes(b"%PDF-1.7 and so on")
        result = call("inspect", pages, "-o", out, "--jobs", "1")
        assert result.exit_code == 1
        assert "2 reports, 1 errors" in result.stderr
        index = tree((out / "index.html").read_text(encoding="utf-8"))
        links = index.xpath("//table[@id='pages']//a/@href")
        assert len(links) == 2
        for link in links:
            report = tree((out / link).read_text(encoding="utf-8"))
            assert report.xpath("//p[@class='crumb']/a/@href") == ["../index.html"]
        names = index.xpath("//table[@id='pages']/tbody/tr/th/@data-v")
        assert {Path(name).name for name in names} == {"a b#?%.html", "ü.txt", "bad.html"}

    def test_again_into_the_same_folder_takes_no_report_for_a_page(self, tmp_path):
        (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
        for _ in range(2):
            assert call("inspect", tmp_path, "-o", tmp_path / "out", "--jobs", "1").exit_code == 0
        assert len(list((tmp_path / "out" / "pages").iterdir())) == 1

    @pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
    def test_a_page_that_ends_its_process_costs_its_own_line_alone(self, tmp_path):
        for name, last in (("a.txt", "kill me"), ("b.txt", "Home")):
            (tmp_path / name).write_text(f"{STORY}\n\n{last}\n", encoding="utf-8")
        deadly = InspectTask(Pipeline.default().inserted(Deadly(), before="remainder"))
        inputs = find_inputs([tmp_path])
        killed, fine = inspect_all(inputs, tmp_path / "out", deadly, name="pages", jobs=1)
        assert killed.error == "its process died: ended by SIGKILL"
        assert fine.link
        assert not fine.error

    def test_names_of_any_length_get_a_report(self, tmp_path):
        page = tmp_path / ("x" * 240 + ".html")
        page.write_text(HTML, encoding="utf-8")
        assert call("inspect", page, "-o", tmp_path / "out", "--jobs", "1").exit_code == 0

    def test_wrong_usage_says_what_to_do(self, tmp_path):
        for arguments, said in (
            (["inspect", tmp_path, "-o", "r.html"], "several pages give a folder of reports"),
            (["inspect", "a", "b", "-o", "r.html"], "several pages give a folder of reports"),
            (["inspect", tmp_path, "-o", tmp_path / "out"], "no pages were found"),
            (["inspect", tmp_path, "-o", tmp_path / "out", "--url", "x"], "--url goes with one"),
            (["inspect", "none.html", "-o", "r.html"], "none.html: no such file"),
            (["inspect", "x.html"], "Missing option"),
        ):
            result = call(*arguments)
            assert result.exit_code == 2
            assert said in result.stderr
            assert "Traceback" not in result.stderr

    def test_a_place_that_cannot_be_written_is_said_in_one_line(self, tmp_path):
        (tmp_path / "file").write_text("")
        result = call("inspect", "-", "-o", tmp_path / "file" / "r.html", stdin=STORY)
        assert result.exit_code == 2
        assert "cannot write" in result.stderr


def test_every_html_page_of_the_corpus_has_a_report():
    for path in sorted(PAGES.glob("*.html")):
        document: Document = extract(path.read_bytes())
        report = document.report()
        assert json.loads(tree(report).get_element_by_id("elements").text) is not None
        assert len(blocks_shown(report)) == len(document.blocks)
