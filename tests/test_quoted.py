"""Pages that a program stored as a string: literals of Python and JSON, tags as entities."""

import html
import json
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.reading.quoted import unquoted
from tests.stories import HEADLINE, STORY

PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{HEADLINE}</title></head>
<body><nav><a href="/">Home</a></nav><h1>{HEADLINE} – “now”</h1>
{"".join(f"<p>{text}</p>" for text in STORY.split(chr(10) * 2))}</body></html>"""
FORMS = {
    "bytes": lambda page: str(page.encode()),
    "bytes in other quotation marks": lambda page: str(page.replace('"', "'").encode()),
    "string": repr,
    "JSON": json.dumps,
    "JSON in UTF-8": lambda page: json.dumps(page, ensure_ascii=False),
    "entities": html.escape,
    "entities, quotation marks as they are": lambda page: html.escape(page, quote=False),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("stored", [str, str.encode], ids=["str", "bytes"])
def test_a_page_stored_as_a_string_is_read_as_the_page(form, stored):
    found = newsclean.extract(stored(FORMS[form](PAGE)))
    page = newsclean.extract(PAGE)
    assert (found.kind, found.title, found.text) == (page.kind, page.title, page.text)
    assert "source_unquoted" in {notice.code for notice in found.warnings}


@pytest.mark.parametrize("form", [repr, json.dumps])
def test_a_page_stored_without_its_quotation_marks_is_read_as_the_page(form):
    page = PAGE.replace("><", ">\n<")
    found, wanted = newsclean.extract(form(page)[1:-1]), newsclean.extract(page)
    assert (found.kind, found.title, found.text) == ("html", wanted.title, wanted.text)
    assert "source_unquoted" in {notice.code for notice in found.warnings}


LINES = "\n".join((HEADLINE, "", STORY, "", "Most read", "Ada’s 🚢 “back”", "Naïve plans fail"))


@pytest.mark.parametrize(
    "form",
    [
        repr,
        lambda text: repr(text)[1:-1],
        lambda text: json.dumps(text)[1:-1],
        lambda text: text.replace("\n", "\\r\\n"),
        lambda text: text.replace("\n", "<br>\n"),
        lambda text: text.replace("\n", "<BR />"),
    ],
)
def test_a_dump_stored_as_a_string_is_read_as_the_dump(form):
    found = newsclean.extract(form(LINES))
    assert (found.kind, found.text) == ("text", newsclean.extract(LINES).text)
    assert "source_unquoted" in {notice.code for notice in found.warnings}


@pytest.mark.parametrize(
    "text",
    [
        '"We will sail," she said. "So will I."',
        "'Tis the season.\n\nNot so, it's said.'",
        "'A path like C:\\news\\new\\nine' and 'another'",
        "b'half a literal \\n \\n \\n",
        "&lt;p&gt; opens a paragraph, and &lt;b&gt; bold words.",
        f"<p>{html.escape(PAGE)}</p>",
        "b'\\u1234 \\n \\n \\n'",
        "'a' + 'b \\n \\n \\n'",
        'printf("one\\n"); puts("two\\n"); puts("three\\n"); puts("four\\n"); puts("five\\n");',
        "\n".join(f"Line {n} ends in \\n, as in C." for n in range(9)),
        f"<p>{STORY}</p><script>say('<b>\\none</b>\\n<i>\\ntwo</i>\\n<u>\\n')</script>",
        f"{STORY.replace(chr(10), '<br>')} <b>More</b> <a href='/b'>here</a>.",
        f"<p>{STORY}<br>one<br>two<br>three<br>four<br>five",
        "Use <br>, <br/> or <BR> for a line end, but no <p> and no <div>.",
        "'no \\d escapes \\d of Python \\d'",
        "''",
        '"',
    ],
)
def test_a_text_with_quotation_marks_is_what_it_seems(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert unquoted(text) == (text, ())


def test_what_the_string_holds_may_be_anything():
    text = newsclean.extract(f"'\\ud800\\n\\n\\n{HEADLINE}'").blocks[-1][0].text
    assert text == HEADLINE


@given(st.text(max_size=200))
def test_what_was_stored_comes_back(text):
    page = f"{text}\n\n\n\n<p>"
    assert unquoted(repr(page))[0] == page
    assert unquoted(repr(page.encode("utf-8", "surrogatepass")))[0] == page.encode(
        "utf-8", "surrogatepass"
    )
    assert unquoted(json.dumps(page))[0] == page


def test_what_is_known_to_be_html_keeps_its_line_breaks():
    lines = LINES.replace("\n", "<br>")
    assert unquoted(lines, markup=True) == (lines, ())
    assert newsclean.extract(lines, kind="html").kind == "html"
