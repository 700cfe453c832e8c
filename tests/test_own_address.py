"""A page's links lead to the same places, whoever says what its own address is."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from newsclean import extract
from newsclean.reading.addresses import Addresses
from newsclean.related.addresses import same_form, take_apart

PAGES = sorted((Path(__file__).parents[1] / "corpus" / "pages").glob("*.html"))
OWN = "https://www.norvik.test/news/2026/bridge-closes"
HEADLINES = (
    "Storm closes harbour of Norvik for second day",
    "School choir wins national prize in Lund",
    "Ferry company to cut night crossings from autumn",
)
STORY = "<p>The council voted on Monday to close the old bridge to lorries until next spring.</p>"
DECLARED = re.compile(
    r"""<link[^>]*rel=["']?canonical[^>]*>|<meta[^>]*["']og:url["'][^>]*>""", re.IGNORECASE
)


def page(head: str = "", *, to: str = "/news/2026/", last: str = "") -> str:
    slugs = ("-".join(headline.lower().split()) for headline in HEADLINES)
    items = "".join(
        f'<li><a href="{to}{slug}{last}">{headline}</a></li>'
        for slug, headline in zip(slugs, HEADLINES, strict=True)
    )
    return (
        f"<html><head><title>Old bridge closes</title>{head}</head><body><article>"
        f"<h1>Old bridge closes</h1>{STORY * 5}</article>"
        f"<section><h2>Most read</h2><ul>{items}</ul></section></body></html>"
    )


@pytest.mark.parametrize(
    "head",
    [
        f'<link rel="canonical" href="{OWN}">',
        f'<meta property="og:url" content="{OWN}">',
        f'<base href="/"><link rel="canonical" href="{OWN}">',
        f'<link rel="canonical" href="{OWN}"><base href="/"><base href="https://elsewhere.test/">',
    ],
)
def test_links_are_absolute_where_the_page_declares_its_address(head: str) -> None:
    related = extract(page(head)).related
    assert tuple(link.title for link in related) == HEADLINES
    assert all(link.url.startswith("https://www.norvik.test/news/2026/") for link in related)
    assert related == extract(page(head), url=OWN).related


def test_links_are_as_written_where_nobody_knows_the_address() -> None:
    related = extract(page(to="../2026/")).related
    assert tuple(link.title for link in related) == HEADLINES
    assert related[1].url == "../2026/school-choir-wins-national-prize-in-lund"
    assert {link.section for link in related} == {"Most read"}


def test_the_address_that_is_given_counts_before_the_declared_one() -> None:
    declared = '<link rel="canonical" href="https://elsewhere.test/a/b">'
    related = extract(page(declared), url=OWN).related
    assert all(link.url.startswith("https://www.norvik.test/") for link in related)


@pytest.mark.parametrize("address", ["/news/2026/bridge-closes", "http://[", "https://"])
def test_a_declared_address_that_is_none_of_the_web_is_no_address(address: str) -> None:
    document = extract(page(f'<link rel="canonical" href="{address}">'))
    assert document.related[0].url.startswith("/news/2026/")


def test_an_address_without_its_scheme_gets_one() -> None:
    related = extract(page(to="//www.norvik.test/news/2026/")).related
    assert related[0].url.startswith("https://www.norvik.test/news/2026/")


@pytest.mark.parametrize("scheme", ["viber:", "intent://", "fb-messenger://share/"])
def test_links_to_programs_are_no_stories(scheme: str) -> None:
    for own in ("", OWN):
        assert Addresses(own).absolute(f"{scheme}storm-closes-harbour") == ""
    assert extract(page(to=scheme)).related == ()


def test_links_of_a_markdown_dump_are_as_written_where_its_address_is_unknown() -> None:
    rows = "\n".join(f"- [{title}](/news/{n}.html)" for n, title in enumerate(HEADLINES))
    dump = f"# Old bridge closes\n\n{STORY[3:-4]}\n\n{STORY[3:-4]}\n\n## Most read\n\n{rows}\n"
    assert [link.url for link in extract(dump).related] == [f"/news/{n}.html" for n in range(3)]


def test_a_date_in_a_related_card_is_not_the_articles_whatever_tracks_its_link() -> None:
    card = page(last="?utm_source=box").replace("</a></li>", "</a> <time>2019-03-04</time></li>")
    assert extract(card, metadata="full").date is None
    assert extract(card, url=OWN, metadata="full").date is None


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_of_the_corpus_reads_the_same_told_its_address_and_declaring_it(path: Path) -> None:
    bare = DECLARED.sub("", path.read_text("utf-8"))
    declaring = bare.replace("<head>", f'<head><link rel="canonical" href="{OWN}">', 1)
    told, declared = extract(declaring, url=OWN), extract(declaring)
    assert (told.text, told.title, told.related) == (
        declared.text,
        declared.title,
        declared.related,
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_of_the_corpus_keeps_its_stories_where_its_address_is_unknown(path: Path) -> None:
    bare = re.sub("<base[^>]*>", "", DECLARED.sub("", path.read_text("utf-8")))
    told, untold = extract(bare, url=OWN), extract(bare)
    wanted = {link.url for link in told.related}
    kept = {urljoin(OWN, link.url) for link in untold.related}
    # The address itself tells a little of which links are stories.
    assert len(wanted & kept) >= 0.7 * len(wanted)


class TestAddressesAsWritten:
    def test_are_taken_apart_like_those_with_a_host(self) -> None:
        written, whole = take_apart("/news/2026/storm.html?id=5"), take_apart(f"{OWN}.html?id=5")
        assert (written.host, whole.host) == ("", "norvik.test")
        assert (written.path, written.top) == ("news/2026/storm.html", "news")
        assert (written.depth, written.ending, written.query) == (whole.depth, "html", True)

    def test_have_one_form_however_they_begin(self) -> None:
        assert same_form("/news/storm/") == same_form("news/storm#top") == "/news/storm"

    def test_may_hold_another_address_in_their_query(self) -> None:
        assert take_apart("/share?u=https://norvik.test/a").host == ""
