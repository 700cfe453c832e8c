"""Reports in a real browser: quiet, fast to filter, usable by keys, and open to everybody."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from newsclean import extract
from newsclean.reports.figures import figures
from newsclean.reports.folder import index_report
from newsclean.reports.page import page_report
from tests.browser import AXE, Browser, chromium, missing
from tests.hostile import HOSTILE
from tests.stories import HTML
from tests.test_reports import live_page

pytestmark = pytest.mark.browser

CORPUS = Path(__file__).parents[1] / "corpus" / "pages"
RICH = CORPUS / "rail-tariff-parliament-vote.html"
SHOWN = (
    "return [...document.querySelectorAll('#blocks > li')].filter((b) => !b.hidden)"
    ".map((b) => b.id)"
)


class Reports(NamedTuple):
    """Files to open."""

    page: Path
    hostile: Path
    index: Path
    empty: Path
    dump: Path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if reason := missing():
        # CI says that it has a browser: then its absence is no reason to skip.
        (pytest.fail if os.environ.get("NEWSCLEAN_BROWSER") else pytest.skip)(reason)
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Reports:
    folder = tmp_path_factory.mktemp("reports")
    paths = Reports(*(folder / f"{name}.html" for name in Reports._fields))
    documents = {
        "page": extract(RICH.read_bytes()),
        "hostile": extract(HOSTILE, url="https://x.test/"),
        "empty": extract(""),
        "dump": extract((CORPUS / "china-tech.resmain.txt").read_bytes()),
    }
    for name, document in documents.items():
        report = page_report(document, name=f"{name} <b>", index="index.html")
        getattr(paths, name).write_text(report, encoding="utf-8")
    lines = [figures(f"{name} <b>", f"{name}.html", doc) for name, doc in documents.items()]
    paths.index.write_text(index_report(lines, name="<i>"), encoding="utf-8")
    return paths


def shown(browser: Browser) -> list[str]:
    return browser.run(SHOWN)


class TestEveryReport:
    @pytest.mark.parametrize("name", Reports._fields)
    def test_opens_without_a_word_in_the_console_and_fetches_nothing(self, browser, reports, name):
        browser.size(1500)
        browser.open(getattr(reports, name))
        assert browser.run("return document.readyState") == "complete"
        assert browser.run("return performance.getEntriesByType('resource').length") == 0
        assert browser.said() == []

    @pytest.mark.parametrize("name", ["page", "index", "hostile"])
    @pytest.mark.parametrize("width", [380, 900, 1500])
    def test_is_never_wider_than_the_window(self, browser, reports, name, width):
        browser.size(width)
        browser.open(getattr(reports, name))
        for view in ("page", "text", "related", "metadata", "reasons"):
            browser.run(f"document.querySelector('nav a[href=\"#{view}\"]')?.click()")
            assert browser.run("return document.documentElement.scrollWidth") <= width

    @pytest.mark.parametrize(
        ("name", "width", "dark"),
        [
            ("page", 1500, False),
            ("page", 380, True),
            ("dump", 900, True),
            ("index", 1500, True),
            ("index", 380, False),
            ("hostile", 1500, True),
            ("empty", 900, False),
        ],
    )
    def test_has_no_barrier_that_axe_finds(self, browser, reports, name, width, dark):
        if not AXE.exists():
            reason = "axe-core is not installed (npm install axe-core, or NEWSCLEAN_AXE)"
            (pytest.fail if os.environ.get("NEWSCLEAN_BROWSER") else pytest.skip)(reason)
        browser.size(width, dark=dark)
        browser.open(getattr(reports, name))
        browser.run("document.querySelectorAll('#blocks button')[2]?.click()")
        assert browser.violations() == []


class TestHostilePage:
    def test_is_shown_as_text_and_runs_nothing(self, browser, reports):
        browser.size(1500)
        browser.open(reports.hostile)
        document = extract(HOSTILE, url="https://x.test/")
        browser.run("document.querySelectorAll('#blocks button').forEach((b) => b.click())")
        texts = browser.run(
            "return [...document.querySelectorAll('#blocks > li > p')]"
            ".map((p) => p.textContent.trim())"
        )
        assert texts == [block.text for block, _ in document.blocks]
        title = browser.run("return document.title")
        assert title == f"{document.title} · newsclean report"
        assert (
            browser.run("return document.querySelectorAll('img, iframe, main script').length") == 0
        )
        assert browser.said() == []


class TestBlocks:
    @pytest.fixture(autouse=True)
    def opened(self, browser, reports):
        browser.size(1500)
        browser.open(reports.page)

    def test_open_to_cleaner_reason_evidence_and_score(self, browser):
        document = extract(RICH.read_bytes())
        block, decision = next(p for p in document.blocks if p[1].evidence and p[1].score)
        browser.run(f"document.getElementById('b{block.index}').scrollIntoView()")
        browser.click(f"#b{block.index} button")
        said = browser.run(f"return document.querySelector('#b{block.index} dl').innerText")
        meaning = document.labelled.meaning(decision)
        for words in (decision.cleaner, meaning, decision.evidence, f"{decision.score:.2f}"):
            assert words in said
        expanded = f"return document.querySelector('#b{block.index} button').ariaExpanded"
        assert browser.run(expanded) == "true"
        browser.click(f"#b{block.index} button")
        assert browser.run(expanded) == "false"
        assert browser.run(f"return document.querySelector('#b{block.index} dl')") is None

    def test_are_gone_through_by_keys(self, browser):
        from selenium.webdriver.common.keys import Keys

        focus = "return document.activeElement.parentElement.id"
        browser.run("document.querySelector('#b0 button').focus()")
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
        assert browser.run(focus) == "b2"
        browser.press(Keys.ENTER)
        assert browser.run("return document.querySelector('#b2 dl') !== null")
        browser.press(Keys.ARROW_UP, "/")
        assert browser.run("return document.activeElement.id") == "search"

    def test_have_addresses(self, browser, reports):
        browser.open(reports.page, "#b30")
        assert browser.run("return document.querySelector('#b30 dl') !== null")
        kept = browser.run("return document.querySelector('.clean p[id]').id")
        browser.click(f"#{kept}")
        browser.until("return location.hash", f"#b{kept[1:]}")
        browser.until(f"return document.querySelector('#b{kept[1:]} dl') !== null", wanted=True)


class TestFilters:
    @pytest.fixture(autouse=True)
    def opened(self, browser, reports):
        browser.size(1500)
        browser.open(reports.page)

    def having(self, **wanted: str) -> list[str]:
        document = extract(RICH.read_bytes())
        return [
            f"b{block.index}"
            for block, decision in document.blocks
            if all(getattr(decision, name) == value for name, value in wanted.items())
        ]

    def test_by_role(self, browser):
        everything = shown(browser)
        browser.click("input[value=navigation] + span")
        assert shown(browser) == [b for b in everything if b not in self.having(role="navigation")]
        browser.click("#reset")
        assert shown(browser) == everything

    def test_by_what_was_kept_and_put_aside(self, browser):
        everything = shown(browser)
        kept = [f"b{b.index}" for b, d in extract(RICH.read_bytes()).blocks if d.role.kept]
        browser.click("[data-show=kept]")
        assert shown(browser) == kept
        browser.click("[data-show=aside]")
        assert shown(browser) == [b for b in everything if b not in kept]

    def test_by_cleaner(self, browser):
        browser.run(
            "const c = document.getElementById('cleaner'); c.value = 'related_links';"
            "c.dispatchEvent(new Event('change'))"
        )
        assert shown(browser) == self.having(cleaner="related_links")

    def test_by_reason(self, browser):
        row = "#reasons tr[data-cleaner=block_scorer][data-role=paragraph]"
        browser.click("nav a[href='#reasons']")
        browser.click(f"{row} button")
        assert shown(browser) == self.having(cleaner="block_scorer", role="paragraph")

    def test_by_words_and_says_how_many_are_left(self, browser):
        browser.click("#search")
        browser.press("TARIFF")
        wanted = [
            f"b{b.index}"
            for b, _ in extract(RICH.read_bytes()).blocks
            if "tariff" in b.text.lower()
        ]
        browser.until(SHOWN, wanted)
        total = len(extract(RICH.read_bytes()).blocks)
        said = browser.run("return document.getElementById('count').textContent")
        assert said == f"{len(wanted)} of {total} blocks"
        browser.press("no such words")
        browser.until("return document.getElementById('nothing').hidden", wanted=False)

    def test_of_a_page_with_5000_blocks(self, browser, tmp_path):
        path = tmp_path / "live.html"
        path.write_text(extract(live_page(5000)).report(), encoding="utf-8")
        browser.open(path)
        assert len(shown(browser)) == 5000
        browser.click("[data-show=aside]")
        assert 0 < len(shown(browser)) < 5000
        assert browser.said() == []


class TestViews:
    VISIBLE = (
        "return ['page', 'text', 'related', 'metadata', 'reasons']"
        ".filter((id) => document.getElementById(id).offsetHeight > 0)"
    )

    def test_stand_beside_the_page_where_there_is_room(self, browser, reports):
        browser.size(1500)
        browser.open(reports.page)
        assert browser.run(self.VISIBLE) == ["page", "text"]
        browser.click("nav a[href='#metadata']")
        assert browser.run(self.VISIBLE) == ["page", "metadata"]

    def test_take_turns_on_a_phone(self, browser, reports):
        browser.size(380)
        browser.open(reports.page)
        assert browser.run(self.VISIBLE) == ["page"]
        browser.click("nav a[href='#text']")
        assert browser.run(self.VISIBLE) == ["text"]
        current = "return document.querySelector('nav a[aria-current]').hash"
        assert browser.run(current) == "#text"


class TestIndex:
    @pytest.fixture(autouse=True)
    def opened(self, browser, reports):
        browser.size(1500)
        browser.open(reports.index)

    NAMES = (
        "return [...document.querySelectorAll('#pages tbody tr')].filter((row) => !row.hidden)"
        ".map((row) => row.cells[0].dataset.v.split(' ')[0])"
    )

    def test_sorts_by_any_figure_both_ways(self, browser):
        browser.click("button[data-key=name]")
        assert browser.run(self.NAMES) == ["dump", "empty", "hostile", "page"]
        browser.click("button[data-key=name]")
        assert browser.run(self.NAMES) == ["page", "hostile", "empty", "dump"]
        browser.click("button[data-key=kept]")
        kept = browser.run(
            "return [...document.querySelectorAll('#pages tbody tr')]"
            ".map((row) => Number(row.cells[2].dataset.v))"
        )
        assert kept == sorted(kept, reverse=True)
        assert len(set(kept)) > 2
        sorts = (
            "return [...document.querySelectorAll('#pages th[aria-sort]')].map((h) => h.ariaSort)"
        )
        assert browser.run(sorts).count("none") == 6

    def test_finds_pages_by_name_or_title(self, browser):
        browser.click("#search")
        browser.press("ferry SAILS")
        browser.until(self.NAMES, ["hostile"])

    def test_leads_to_the_reports_and_back(self, browser):
        browser.click("#pages a[href='dump.html']")
        assert browser.run("return document.querySelectorAll('#blocks li').length") > 10
        browser.click(".crumb a")
        assert browser.run("return document.getElementById('pages') !== null")
        assert browser.said() == []


def test_the_notebook_form_shows_without_scripts_or_styles_of_its_own(browser, tmp_path):
    cell = tmp_path / "cell.html"
    cell.write_text(f"<meta charset='utf-8'>{extract(HTML)._repr_html_()}", encoding="utf-8")
    browser.size(900)
    browser.open(cell)
    assert browser.run("return document.querySelectorAll('script, style, link').length") == 0
    assert "Ferry to the island sails again" in browser.run("return document.body.innerText")
    assert browser.said() == []
