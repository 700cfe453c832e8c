"""Pages that a browser saved in one file with all that belongs to them."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest

import newsclean
from newsclean.batch.inputs import find_inputs
from newsclean.reading import read
from newsclean.reading.saved import of_browser, origin

CORPUS = Path(__file__).parents[1] / "corpus"
PAGE = (CORPUS / "pages" / "sv-renbetet-forsenas.html").read_bytes()
ADDRESS = "https://norvik.test/hafen/landstrom"


def saved(html: bytes, *, charset: str = "", location: str = ADDRESS) -> bytes:
    """An HTML page as Chrome saves it."""
    typed = f"text/html; charset={charset}" if charset else "text/html"
    lines = [
        "From: <Saved by Blink>",
        f"Snapshot-Content-Location: {ADDRESS}",
        "Subject: =?utf-8?Q?Landstrom?=",
        "MIME-Version: 1.0",
        "Content-Type: multipart/related;",
        '\ttype="text/html";',
        '\tboundary="----MultipartBoundary--k3----"',
        "",
        "------MultipartBoundary--k3----",
        f"Content-Type: {typed}",
        "Content-Transfer-Encoding: quoted-printable",
        f"Content-Location: {location}",
        "",
        quopri.encodestring(html).decode("ascii"),
        "------MultipartBoundary--k3----",
        "Content-Type: text/html",
        "Content-Location: cid:frame-2@mhtml.blink",
        "",
        "<p>The advertisement in a frame, which is no part of the page at all.</p>",
        "------MultipartBoundary--k3------",
        "",
    ]
    return "\r\n".join(lines).encode("ascii")


@pytest.mark.parametrize("location", [ADDRESS, "cid:frame-1@mhtml.blink"])
def test_a_saved_page_is_read_as_the_page(location: str) -> None:
    document = newsclean.extract(saved(PAGE, location=location))
    plain = newsclean.extract(PAGE, url=ADDRESS)
    assert "saved_page" in {notice.code for notice in document.warnings}
    assert document.text == plain.text
    assert (document.title, document.url) == (plain.title, plain.url)
    assert [link.url for link in document.related] == [link.url for link in plain.related]


def test_the_file_may_be_given_as_a_str_and_its_charset_counts() -> None:
    html = "<html><p>Der Zähler läuft, schrieb die Müllerin am Sonntag ihrer Schwester.</p></html>"
    for source in (saved(html.encode()).decode(), saved(html.encode("cp1252"), charset="cp1252")):
        assert "Der Zähler läuft" in read(source).blocks[0].text


def test_the_address_that_is_given_counts_before_that_of_the_file() -> None:
    assert read(saved(PAGE), url="https://norvik.test/other").url == "https://norvik.test/other"


@pytest.mark.parametrize(
    "source",
    [
        b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>Storm closes harbour</p>\n",
        b"Content-Type: multipart/related; boundary=x\n\nThe port was shut on Monday.\n",
        b"Subject: Storm\n\nContent-Type: multipart/related\n",
        b"",
        "Content-Type: multipart/related",
    ],
)
def test_what_holds_no_page_is_left_as_it_is(source: bytes | str) -> None:
    assert of_browser(source, None) == (source, None, ())


def test_a_batch_finds_saved_pages_in_folders(tmp_path: Path) -> None:
    for name in ("a.mhtml", "b.mht", "c.mht.gz", "d.mhx"):
        (tmp_path / name).write_bytes(saved(PAGE))
    found = [Path(one.path).name for one in find_inputs([tmp_path])]
    assert found == ["a.mhtml", "b.mht", "c.mht.gz"]


def test_messages_within_messages_do_no_harm() -> None:
    nest = b"".join(
        b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
    )
    page = read(nest)
    assert "".join(page.text[block.start : block.end] for block in page.blocks) == page.text


@pytest.mark.parametrize(
    "comment",
    [
        f"<!-- saved from url=(0041){ADDRESS} -->",
        f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: Mon Nov 2 2026\n-->",
        f"<!-- Saved from {ADDRESS} at 2026-11-02T08:00:00Z using monolith v2.8.1 -->",
    ],
)
def test_a_page_saved_as_html_has_the_address_in_its_comment(comment: str) -> None:
    markup = f"<!DOCTYPE html>\n{comment}\n<html><body><p>Storm <a href='/b'>closes</a> harbour."
    page = read(markup)
    assert page.url == ADDRESS
    assert page.blocks[0].links[0].url == "https://norvik.test/b"
    assert read(markup, url="https://norvik.test/other").url == "https://norvik.test/other"


def test_a_page_of_a_copied_site_has_the_address_that_it_was_copied_from() -> None:
    copied = "<html><!-- Mirrored from norvik.test/hafen/a.html by HTTrack Website Copier/3.x -->"
    assert read(f"{copied}<body><p>Storm closes harbour.").url == "http://norvik.test/hafen/a.html"


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0014)about:internet -->",
        "<!-- Saved from the storm: how a crew came home -->",
        f"<p>saved from url=(0041){ADDRESS}</p>",
        " " * 5_000 + f"<!-- saved from url=(0041){ADDRESS} -->",
    ],
)
def test_no_other_comment_is_an_address(comment: str) -> None:
    assert origin(comment) == ""
