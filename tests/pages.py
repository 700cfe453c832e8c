"""Strategies that build pages: dumps with the shapes of lists, and tree-shaped HTML."""

from __future__ import annotations

from html import escape
from textwrap import fill

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
ITEM_MARKS = st.sampled_from(
    ["- ", "* ", "+ ", "• ", "– ", "o ", "> ", "{n}. ", "{n}) ", "   {n}. "]
)
LINE_ENDS = st.sampled_from(["\n", "\n\n", "\n", "\n\n", "\r\n", "\n\n\n"])

_loose_lines = st.lists(
    st.tuples(MARKS, st.one_of(LINES, SENTENCES, SENTENCES), LINE_ENDS), max_size=25
).map(lambda rows: "".join("".join(row) for row in rows))


def _marked(mark: str, gap: str, own_line: bool, items: list[tuple[int, str]]) -> str:
    """A list in one of the shapes that renderers give it: nested, loose, marks on lines alone."""
    rows = [
        " " * (2 * depth) + mark.replace("{n}", str(n)) + ("\n" if own_line else "") + words
        for n, (depth, words) in enumerate(items, 1)
    ]
    return gap.join(rows) + "\n\n"


_lists = st.builds(
    _marked,
    ITEM_MARKS,
    st.sampled_from(["\n", "\n\n", "\n\n\n"]),
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 3), LINES), min_size=1, max_size=8),
)
_doubled = st.lists(LINES, min_size=1, max_size=6).map(
    lambda rows: "".join(f"  {n}. {row}\n\n    {row}\n" for n, row in enumerate(rows, 1))
)
_tables = st.lists(st.lists(LINES, min_size=2, max_size=4), min_size=1, max_size=5).map(
    lambda rows: "".join(f"| {' | '.join(row)} |\n" for row in [rows[0], ["---", "---"], *rows])
)
_fences = st.lists(LINES, max_size=4).map(lambda rows: "\n".join(["```", *rows, "```", ""]))
_wrapped = st.lists(SENTENCES, min_size=2, max_size=6).map(
    lambda parts: fill(" ".join(parts), 60) + "\n\n"
)
_names = st.lists(WORDS.map(str.capitalize), min_size=30, max_size=60).map(" ".join)
_one_line = st.builds(
    lambda gap, parts: gap.join(parts * 4),
    st.sampled_from(["", " "]),
    st.lists(st.one_of(_names, SENTENCES, SENTENCES), min_size=3, max_size=8),
)

dumps = st.one_of(
    _loose_lines,
    _one_line,
    st.lists(
        st.one_of(_loose_lines, _lists, _doubled, _tables, _fences, _wrapped, _one_line), max_size=5
    ).map("\n".join),
)
"""Dumps: loose lines, and lists, doubled headlines, tables, code, wrapped paragraphs and such on
one line in turn."""

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

_FRAGMENTS = st.one_of(
    LINES,
    SENTENCES,
    st.builds(lambda slash, tag: f"<{slash}{tag}>", st.sampled_from(["", "/"]), _TAGS),
    st.sampled_from(
        (
            "<!-- | --> | <![CDATA[ | ]]> | <? | <!x | < | > | </ | <a href=' | \" | ' | &amp; "
            "| &#0; "
            "| &#xD800; | &nosuch; | & | \x00 | \x1b | \u00a0 | \u202e | \u0301 | \u00ad | <title> "
            "| <script type='application/ld+json'>{\"articleBody\": | </script> | <noscript> "
            "| </noscript> | <base href='//[x'> | <textarea> | <template> | <svg> | <br><br> "
            "| <meta property='og:title' content='harbour | <img alt='rain' src=x>"
        ).split(" | ")
    ),
)
broken = st.lists(_FRAGMENTS, max_size=40).map(lambda parts: "<p>" + " ".join(parts))
"""HTML whose tags, quotes, comments and entities do not fit together."""
