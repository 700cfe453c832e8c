"""What a page says of itself, in masses, and the article where only a script can show it."""

from __future__ import annotations

import json

from tests.torture.material import STORY, STORY_HTML, lines, sentences, times


def _ld(data: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def json_ld_of_brackets(size: int) -> str:
    return f"<script type='application/ld+json'>{times('[', size)}</script>" + STORY_HTML


def json_ld_of_braces(size: int) -> str:
    text = times('{"a":', size)
    return f"<script type='application/ld+json'>{text}</script>" + STORY_HTML


def json_ld_of_one_long_text(size: int) -> str:
    return _ld({"@type": "NewsArticle", "headline": times("x\\n \\u0020", size)}) + STORY_HTML


def json_ld_of_many_authors(size: int) -> str:
    authors = [{"@type": "Person", "name": f"Ada {n} Holm"} for n in range(size // 40)]
    return _ld({"@type": "NewsArticle", "author": authors}) + STORY_HTML


def json_ld_blocks(size: int) -> str:
    block = _ld({"@type": "NewsArticle", "headline": "{w}", "author": {"name": "A {n}"}})
    return lines(size, block) + STORY_HTML


def json_ld_story_alone(size: int) -> str:
    body = "\n\n".join(STORY) + "\n\n" + sentences(size)
    return _ld({"@type": "NewsArticle", "headline": "Ferry sails again", "articleBody": body})


def script_story_alone(size: int) -> str:
    paragraphs = [{"type": "paragraph", "text": text} for text in STORY]
    state = json.dumps({"props": {"pageProps": {"article": {"content": paragraphs}}}})
    filler = lines(size, "var x{n} = '{w}';")
    return (
        f"<div id=root></div><script id='__NEXT_DATA__' type='application/json'>{state}</script>"
        f"<script>{filler}</script>"
    )


def noscript_story_alone(size: int) -> str:
    filler = lines(size, "<script>app{n}('{w}');</script>")
    return f"<div id=root>Loading</div><noscript>{STORY_HTML}</noscript>" + filler


def metas(size: int) -> str:
    return lines(size, "<meta property='article:tag' content='{w} {n}'>") + STORY_HTML


def long_metas(size: int) -> str:
    text = times("Ferry - sails | again ", size // 3)
    blank = times(" ", size // 3)
    return (
        f"<title>{text}</title><meta property='og:title' content='x{blank}x'>"
        f"<meta property='og:title' content='{text}'>" + STORY_HTML
    )


def long_dates(size: int) -> str:
    text = times("2024-01-01T", size // 2)
    return (
        f"<meta property='article:published_time' content='{text}'>"
        f"<meta name='date' content='{times('1', size // 2)}'>" + STORY_HTML
    )


def long_authors(size: int) -> str:
    names = lines(size, "By {w} and ")
    return f"<meta name='author' content='{names}'>" + STORY_HTML


def titles(size: int) -> str:
    return lines(size, "<title>The {w} opens after {n} days</title>") + STORY_HTML


def languages_and_addresses(size: int) -> str:
    half = size // 2
    return (
        f"<html lang='{times('en-', half)}'><link rel=canonical href='{times('/x', half)}'>"
        + STORY_HTML
    )
