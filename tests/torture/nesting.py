"""Elements in elements: deep, misnested, unclosed, and tables and lists of them."""

from __future__ import annotations

from tests.torture.material import STORY_HTML, lines, times


def divs_before_the_story(size: int) -> str:
    return times("<div>", size) + STORY_HTML


def divs_around_the_story(size: int) -> str:
    return times("<div>", size // 2) + STORY_HTML + times("</div>", size // 2)


def divs_after_the_story(size: int) -> str:
    return STORY_HTML + times("<div>x", size)


def deep_divs_each_with_text(size: int) -> str:
    return STORY_HTML + lines(size, "<div class=c{n}>{w} went to the harbour on a day in spring.")


def inline_elements_before_the_story(size: int) -> str:
    return times("<span class='x'><b>", size) + STORY_HTML


def deep_inline_elements_between_paragraphs(size: int) -> str:
    return lines(size, "<p><b class='bold{n}'>The {w} is open.") + STORY_HTML


def end_tags_that_nothing_opened(size: int) -> str:
    return times("<div>", size // 2) + times("</b>", size // 2) + STORY_HTML


def misnested_formatting(size: int) -> str:
    return times("<b><i><p>x</b></i><u><a href='/x'>y</u></p></a>", size) + STORY_HTML


def formatting_that_is_never_closed(size: int) -> str:
    return times("<font><nobr><b><i><a><p>", size) + STORY_HTML


def nested_tables(size: int) -> str:
    return times("<table><tr><td>cell", size) + STORY_HTML


def nested_lists(size: int) -> str:
    return times("<ul><li>item", size) + STORY_HTML


def nested_quotations(size: int) -> str:
    return times("<blockquote><p>He said that she said.", size) + STORY_HTML


def nested_articles(size: int) -> str:
    return times("<article><h2>One more</h2>", size) + STORY_HTML


def nested_forms_and_selects(size: int) -> str:
    return times("<form><select><option>x<optgroup>", size) + STORY_HTML


def noscripts_in_noscripts(size: int) -> str:
    return times("<noscript>", size) + STORY_HTML


def framesets(size: int) -> str:
    return times("<frameset cols='50%,50%'><frame src='/a'>", size) + STORY_HTML


def templates_and_svg(size: int) -> str:
    return times("<template><svg><g><foreignObject>", size) + STORY_HTML


def unknown_namespaced_elements(size: int) -> str:
    return lines(size, "<x{n}:y xmlns:x{n}='urn:{n}'>") + STORY_HTML
