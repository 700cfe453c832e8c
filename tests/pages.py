"""Strategies that build pages: dumps with the shapes of lists, and tree-shaped HTML."""

from __future__ import annotations

from html import escape

from hypothesis import strategies as st

WORDS = st.sampled_from(
    (
        "harbour council the a of rain bridge voted Monday mayor 12 flood school and train new "
        "over Mühle said because город 新しい 市長 กรุงเทพ مدينة «quoted» don't U.S. 3.5 {{ x }} "
        "<b> & © | – • * 1. # >"
    ).split(" ")
)
LINES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
SENTENCES = st.lists(WORDS, min_size=6, max_size=40).map(lambda ws: " ".join(ws).capitalize() + ".")
MARKS = st.sampled_from(["", "", "", "  1. ", "- ", "* ", "    ", "• ", "# ", "> "])
LINE_ENDS = st.sampled_from(["\n", "\n\n", "\n", "\n\n", "\r\n", "\n\n\n"])

dumps = st.lists(
    st.tuples(MARKS, st.one_of(LINES, SENTENCES, SENTENCES), LINE_ENDS), max_size=25
).map(lambda rows: "".join("".join(row) for row in rows))

_TAGS = st.sampled_from(
    [
        "div",
        "p",
        "section",
        "ul",
        "li",
        "h2",
        "a",
        "span",
        "article",
        "td",
        "tr",
        "table",
        "pre",
        "nav",
        "footer",
        "figure",
        "figcaption",
        "blockquote",
        "b",
        "custom-tag",
        "br",
        "script",
    ]
)
_CLASSES = st.sampled_from(
    ["", " class='comments'", " class='share'", " class='content'", " hidden"]
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, attribute, inside: f"<{tag}{attribute}>{''.join(inside)}</{tag}>",
        _TAGS,
        st.one_of(_CLASSES, st.just(" href='/news/harbour-council-votes-on-bridge-12345.html'")),
        st.lists(children, max_size=5),
    )


html = st.lists(
    st.recursive(st.one_of(LINES, SENTENCES).map(escape), _element, max_leaves=30), max_size=6
).map(lambda parts: f"<html><body>{''.join(parts)}</body></html>")
