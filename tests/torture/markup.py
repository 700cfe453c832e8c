"""Flat markup in masses: attributes, tags, rows, breaks, links, entities, things left open."""

from __future__ import annotations

from itertools import pairwise

from tests.torture.material import STORY, STORY_HTML, STORY_TEXT, lines, sentences, times


def attributes_of_one_tag(size: int) -> str:
    return "<div " + lines(size, "a{n}='{w}' ") + ">" + STORY_HTML


def class_words_of_one_tag(size: int) -> str:
    return "<div class='" + lines(size, "w{n} ") + "'>" + STORY_HTML + "</div>"


def tags_of_one_attribute(size: int) -> str:
    return lines(size, "<i id=a{n}></i>") + STORY_HTML


def short_paragraphs(size: int) -> str:
    return lines(size, "<p>{w} {n}</p>") + STORY_HTML


def long_paragraphs(size: int) -> str:
    return lines(size, f"<p>{STORY[1]} It was number {{n}} of the {{w}}.</p>") + STORY_HTML


def equal_paragraphs(size: int) -> str:
    return times(f"<p>{STORY[0]}</p>", size)


def table_rows(size: int) -> str:
    return "<table>" + lines(size, "<tr><td>{n}<td>{w}") + "</table>" + STORY_HTML


def one_text_node(size: int) -> str:
    return f"<h1>Ferry sails again</h1><p>{sentences(size)}</p>"


def one_endless_word(size: int) -> str:
    return "<p>" + times("a", size) + "</p>" + STORY_HTML


def one_paragraph_of_links(size: int) -> str:
    return "<p>" + lines(size, "<a href='/news/{n}-the-harbour.html'>{w}</a> ") + "</p>"


def cards(size: int) -> str:
    card = "<li class=card><a href='/news/{n}-the-{n}.html'>The {w} opens after {n} days</a></li>"
    return STORY_HTML + "<h2>Most read</h2><ul>" + lines(size, card) + "</ul>"


def cards_of_one_address(size: int) -> str:
    card = "<div><a href='/news/harbour-opens-12345.html'>The {w} opens after {n} days</a></div>"
    return STORY_HTML + "<h2>Most read</h2>" + lines(size, card)


def headings(size: int) -> str:
    return lines(size, "<h2>The {w} opens after {n} days</h2>") + STORY_HTML


def line_breaks(size: int) -> str:
    return "<p>" + times("word<br>", size) + "</p>" + STORY_HTML


def line_breaks_alone(size: int) -> str:
    return times("<br>", size) + STORY_HTML


def data_address(size: int) -> str:
    return f"<img src='data:image/png;base64,{times('iVBORw0K', size)}'>" + STORY_HTML


def data_links(size: int) -> str:
    return f"<a href='data:text/html,{times('x%20', size)}'>here</a>" + STORY_HTML


def endless_relative_address(size: int) -> str:
    return f"<base href='{times('../', size // 2)}'><a href='{times('../', size // 2)}'>x</a>"


def long_addresses(size: int) -> str:
    return STORY_HTML + lines(size, f"<a href='/{'a-b/' * 500}{{n}}'>The {{w}} is open</a>")


def less_than_signs(size: int) -> str:
    return STORY_HTML + times("<", size)


def half_tags(size: int) -> str:
    return STORY_HTML + times("<a <b '\"", size)


def open_declarations(size: int) -> str:
    return STORY_HTML + times("<!x<?y<![CDATA[", size)


def unclosed_comment(size: int) -> str:
    return "<html><body><!-- menu " + lines(size, "<p>The {w} {n}</p>") + STORY_HTML


def unclosed_script(size: int) -> str:
    return "<script>var x = 1;\n" + lines(size, "<p>The {w} {n}</p>") + STORY_HTML


def unclosed_style(size: int) -> str:
    return "<style>p { color: red }\n" + lines(size, "<p>The {w} {n}</p>") + STORY_HTML


def unclosed_title(size: int) -> str:
    return "<title>Ferry sails again" + lines(size, "<p>The {w} {n}</p>") + STORY_HTML


def unclosed_textarea(size: int) -> str:
    return "<textarea>" + lines(size, "<p>The {w} {n}</p>") + STORY_HTML


def unclosed_quotation_mark(size: int) -> str:
    return STORY_HTML + '<a href="' + lines(size, "<p class=x>The {w} {n}</p>")


def comments(size: int) -> str:
    return times("<!-- x --><!---->", size) + STORY_HTML


def scripts(size: int) -> str:
    return lines(size, "<script>var x{n} = '<p>{w}</p>';</script>") + STORY_HTML


def entities(size: int) -> str:
    return "<p>" + times("&amp;&nosuch;&#0;&#xD800;&#x110000;&#99999999999;&lt", size) + STORY_HTML


def entity_bomb(size: int) -> str:
    bomb = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
    bomb += "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
    return (
        bomb
        + "]><html xmlns='http://www.w3.org/1999/xhtml'><body>"
        + (times("&i;", size) + STORY_HTML + "</body></html>")
    )


def outside_entity(size: int) -> str:
    head = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return head + f"<html><body><p>&x;</p>{STORY_HTML}{times('<p>&x;</p>', size)}</body></html>"


def blanks(size: int) -> str:
    return "<p>" + times("\u00a0 \t\n\u2003", size) + "</p>" + STORY_HTML


def blanks_inside_a_line(size: int) -> str:
    return f"<p>word{times(' ' + chr(0xA0), size)}word</p><pre>x{times(' ', size)}x</pre>"


def preformatted_text(size: int) -> str:
    return "<pre>" + lines(size, "{w} {n}\n") + "</pre>" + STORY_HTML


def hidden_text(size: int) -> str:
    hidden = "<p style='display:none'>The {w} is hidden from {n} readers, said the mayor.</p>"
    return lines(size, hidden) + STORY_HTML


def story_three_times(size: int) -> str:
    return "<body>" + STORY_HTML * 3 + times("<hr>", size)


def amp_page(size: int) -> str:
    start = "<!doctype html><html ⚡><head><style amp-boilerplate>body{}</style></head><body>"
    return start + STORY_HTML + lines(size, "<amp-img src='/{n}.jpg' alt='{w}'></amp-img>")


def xhtml_with_namespaces(size: int) -> str:
    start = '<?xml version="1.0"?><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:body>'
    story = STORY_HTML.replace("<p>", "<h:p>").replace("</p>", "</h:p>")
    return start + story + lines(size, "<h:p>{w}</h:p>") + "</h:body></h:html>"


def bases(size: int) -> str:
    return times("<base href='//[::1'><base href='javascript:x'><a href='//['>x</a>", size)


def pictures(size: int) -> str:
    return STORY_HTML + lines(size, "<img src='/{n}.jpg' alt='The {w} at {n}'>")


def dump_in_pre(size: int) -> str:
    return "<pre>" + STORY_TEXT + times("\n\n• x", size)
