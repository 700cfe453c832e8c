"""Copies of pages that a web archive replays come out as the pages themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import newsclean
from newsclean.reading import read
from newsclean.reading.archived import original_address
from newsclean.site import host_of

PAGES = sorted(Path(__file__).parents[1].joinpath("corpus", "pages").glob("*.html"))
PAGE = "https://norvik.test/news/1"
MOMENT = "20240503081500"
COPY = f"https://web.archive.test/web/{MOMENT}/{PAGE}"

# Made after the bar that the Wayback Machine puts above a page.
BAR = """<!-- BEGIN WAYBACK TOOLBAR INSERT -->
<div id="wm-ipp-base" style="display:none"><div id="wm-toolbar"><a href="/web/">Archive home</a>
<a href="/web/20240503081500*/https://norvik.test/news/1">12 captures</a><p>About this capture</p>
<p>Collected by a crew of volunteers who save copies of sites that are about to go.</p></div></div>
<div id="wm-ipp-print">The Wayback Machine - https://web.archive.test/web/20240503081500/</div>
<!-- END WAYBACK TOOLBAR INSERT -->"""
RELATIVE = re.compile(r'(href|content)="(/[^"/][^"]*)"')
ABSOLUTE = re.compile(r'(href|content)="(https?://[^"]+)"')


def archived(markup: str) -> str:
    """The page as an archive would replay it."""
    markup = ABSOLUTE.sub(rf'\1="https://web.archive.test/web/{MOMENT}/\2"', markup)
    markup = RELATIVE.sub(rf'\1="/web/{MOMENT}/https://norvik.test\2"', markup)
    return re.sub("(<body[^>]*>)", lambda found: found[1] + BAR, markup, count=1)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_replayed_copy_gives_what_the_page_gives(path: Path) -> None:
    markup = path.read_text(encoding="utf-8")
    page = newsclean.extract(markup, url=PAGE, kind="html")
    copy = newsclean.extract(archived(markup), url=COPY, kind="html")
    assert "archived_copy" in [notice.code for notice in copy.warnings]
    assert copy.text == page.text
    assert copy.related == page.related
    assert (copy.title, copy.url, copy.site_name) == (page.title, page.url, page.site_name)


def test_a_saved_copy_without_its_address_is_known_by_its_bar() -> None:
    markup = "<body><p>The ferry sails again.</p><a href='https://norvik.test/b'>Bridge</a>"
    page = read(archived(markup.replace("'", '"')), kind="html")
    assert [block.text for block in page.blocks] == ["The ferry sails again.", "Bridge"]
    assert page.blocks[1].links[0].url == "https://norvik.test/b"


def test_a_copy_of_a_dump_has_the_address_of_the_page() -> None:
    document = newsclean.extract("The ferry sails again from Monday.", url=COPY, kind="text")
    assert document.url == PAGE


def test_a_link_into_an_archive_stays_on_a_page_that_is_no_copy() -> None:
    page = read(f"<p>See <a href='{COPY}'>the copy</a>.</p>", url=PAGE, kind="html")
    assert page.blocks[0].links[0].url == COPY
    assert page.notices == ()


@pytest.mark.parametrize(
    ("copy", "page"),
    [
        (f"https://web.archive.test/web/{MOMENT}id_/http://norvik.test", "http://norvik.test"),
        (f"https://archive.test/4711/{MOMENT}mp_/https://norvik.test/a", "https://norvik.test/a"),
        (f"/web/{MOMENT}/https://norvik.test/a", "https://norvik.test/a"),
        ("https://web.archive.test/web/2024/https://norvik.test/a", "https://norvik.test/a"),
        (f"https://norvik.test/{MOMENT}/a", f"https://norvik.test/{MOMENT}/a"),
        ("https://norvik.test/go/https://sund.test/", "https://norvik.test/go/https://sund.test/"),
        ("", ""),
    ],
)
def test_only_addresses_with_a_moment_and_an_address_in_them_are_copies(
    copy: str, page: str
) -> None:
    assert original_address(copy) == page


def test_pages_of_a_site_stay_together_in_an_archive() -> None:
    assert host_of(COPY) == host_of(PAGE) == "norvik.test"


def test_the_address_of_a_story_keeps_its_own_spelling() -> None:
    row = "".join(
        f"<li><a href='{COPY}/{n}//;v=1?utm_source=x'>Storm number {n} closes the old harbour</a>"
        for n in range(5)
    )
    story = "<p>The storm closed the harbour of Norvik on Monday, the harbour office said.</p>" * 3
    page = f"<title>Storm</title>{story}<h2>More stories</h2><ul>{row}</ul>"
    related = newsclean.extract(page, url=PAGE, kind="html").related
    assert [link.url for link in related] == [f"{COPY}/{n}//;v=1" for n in range(5)]
