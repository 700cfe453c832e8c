"""Nothing on a page is opened, fetched or run, and nothing of it becomes markup in the outputs."""

from __future__ import annotations

import subprocess
import sys
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsclean import InputError, extract
from tests import pages
from tests.torture.material import STORY, STORY_HTML

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "<javascript:alert(1)>",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
    "`code` **bold** ~~~ &lt;b&gt; <!-- x -->",
    "<https://evil.test/>",
    "'\"><svg onload=alert(1)>",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "# - 1. > | \\",
)
ADDRESSES = (
    "javascript:alert(1)//story-about-the-harbour-12345.html",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    " data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    '/news/harbour-opens-(again)-"12345".html',
    "https://paper.test/news/harbour-opens-<again>-12346.html",
)


def hostile_page(texts: list[str], addresses: list[str]) -> str:
    """A story whose every part says something hostile."""
    quoted = [escape(text) for text in texts]
    cards = "".join(
        f"<li><a href='{escape(address)}'>The harbour opens again, day {n} {text}</a></li>"
        for n, (address, text) in enumerate(zip(addresses, quoted * len(addresses), strict=False))
    )
    first, last = quoted[0], quoted[-1]
    return (
        f"<html lang='{first}'><title>Ferry sails {first}</title>"
        f"<meta name=author content='{last}'><meta property=og:site_name content='{first}'>"
        f"<body><article><h1>Ferry sails {first}</h1><h2>{last}</h2>"
        + "".join(f"<p>{text} {first}</p>" for text in STORY)
        + "".join(f"<p>{text} {STORY[1]}</p><ul><li>{text}</ul>" for text in quoted)
        + f"<pre>{'`' * 4}\n{first}</pre></article><h2>Most read {first}</h2><ul>{cards}</ul>"
    )


PAGES = st.one_of(
    st.builds(
        hostile_page,
        st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4),
        st.lists(st.sampled_from(ADDRESSES), min_size=1, max_size=9),
    ),
    pages.dumps,
    pages.html,
    pages.broken,
)


@settings(max_examples=60)
@given(PAGES)
def test_markdown_holds_no_html_and_no_link_to_a_script(source):
    text = extract(source, url="https://paper.test/a.html").to_markdown(related=True)
    tokens = MarkdownIt("commonmark").parse(text)
    tokens += [inner for token in tokens for inner in token.children or ()]
    assert {t.type for t in tokens}.isdisjoint({"html_block", "html_inline", "image"})
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrs["href"])
            assert address.startswith(("https://", "http://", "/", "../", "./")), address


class Elements(HTMLParser):
    """The elements of a piece of HTML, each with the names of its attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, *(name for name, _ in attrs)))

    def handle_comment(self, data: str) -> None:
        self.found.add(("comment",))


@settings(max_examples=60)
@given(PAGES)
def test_the_notebook_view_holds_no_element_but_its_own(source):
    own = {"div", "p", "details", "summary", "ul", "li", "code"}
    for tag, *attributes in Elements(extract(source)._repr_html_()).found:
        assert tag in own
        assert {*attributes} <= {"style", "dir", "title"}


WATCHED = """
import sys
from pathlib import Path

from newsclean import NewscleanError, extract
from tests.torture.cases import CASES

pages = sorted(Path("corpus/pages").iterdir())[::40]
sources = [(page.read_bytes(), "full") for page in pages]
sources += [(Path(sys.argv[1]).read_text(), "full")]
sources += [(case(300), "declared") for case in CASES.values()]


def all_of_them():
    for source, metadata in sources:
        try:
            document = extract(source, url="http://localhost:1/a.html", metadata=metadata)
        except NewscleanError:
            continue
        document.to_json(blocks=True), document.to_markdown(related=True)
        document._repr_html_()
        assert "canary" not in document.text


all_of_them()  # the first time, models, tables and modules are loaded
seen = []
OPENING = ("open", "socket", "subprocess", "os.", "shutil", "urllib", "ctypes", "exec", "import",
           "ftplib", "http", "smtplib", "webbrowser", "tempfile", "glob", "pty", "compile")
sys.addaudithook(lambda event, given: seen.append((event, str(given)[:200]))
                 if event.startswith(OPENING) else None)
all_of_them()
print(*dict.fromkeys(seen), sep="\\n")
"""


def test_no_file_is_opened_and_no_socket_and_nothing_is_run(tmp_path):
    """Python reports what it opens; what a C library would open shows in the text."""
    canary = tmp_path / "canary.txt"
    canary.write_text("canary")
    page = tmp_path / "page.html"
    page.write_text(
        f'<?xml version="1.0"?><!DOCTYPE html SYSTEM "file://{canary}" ['
        f'<!ENTITY x SYSTEM "file://{canary}"><!ENTITY % y SYSTEM "file://{canary}">%y;]>'
        f"<html xmlns:xi='http://www.w3.org/2001/XInclude'><base href='file://{tmp_path}/'>"
        f"<body><p>&x;</p><xi:include href='file://{canary}' parse='text'/>"
        f"<iframe src='canary.txt'></iframe><object data='canary.txt'></object>{STORY_HTML}"
    )
    root = Path(__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, str(page)],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    assert run.stdout.strip() == ""


@pytest.mark.parametrize("template", ["{{%s}}", "${%s}", "<%%= %s %%>", "#{%s}", "{{%s|safe}}"])
def test_templates_are_not_evaluated(template):
    template %= "7777*7777"
    data = extract(f"<h1>Ferry {template}</h1><p>{STORY[0]} {template}</p>").to_json(blocks=True)
    assert str(7777 * 7777) not in data


def test_a_link_that_is_no_address_does_not_break_the_full_search_for_metadata():
    page = (
        "<h1>Ferry sails again</h1><p>The ferry sails from Monday.</p><a href='http://[::1'>x</a>"
    )
    assert extract(page, url="https://a.example/x", metadata="full").title == "Ferry sails again"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("https://norvik.test/news/2026/storm-closes-harbour", "fetches nothing"),
        (b"https://norvik.test/\n", "fetches nothing"),
        ("pages/storm.html", "give what the file holds"),
        ("Storm.txt", "give what the file holds"),
    ],
)
def test_an_address_or_the_name_of_a_file_is_no_page_and_the_document_says_so(source, said):
    told = {notice.code: notice.message for notice in extract(source).warnings}
    assert said in told["not_a_page"]


@pytest.mark.parametrize("source", [STORY[0], "Storm closes harbour", "He wrote to storm.html."])
def test_a_text_is_no_name(source):
    assert "not_a_page" not in {notice.code for notice in extract(source).warnings}


def test_a_path_is_no_page():
    with pytest.raises(InputError, match="read_bytes"):
        extract(Path("storm.html"))
