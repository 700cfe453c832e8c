"""What the elements of HTML do to the text in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsclean.page import Form

# Elements that flow inside a paragraph. Every other element, known or not, bounds a block.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math mi mn "
    "mo mrow msub msup nobr output q rb rp rt rtc ruby s samp small span strike strong sub sup "
    "time tt u var wbr o:p".split()
)
# Elements whose content is not text for readers.
SKIPPED = frozenset(
    "script style template svg iframe object embed canvas audio video select textarea datalist "
    "map applet frameset noframes noembed xmp".split()
)
VOID = frozenset("img input source track area col param link meta base wbr embed".split())
EMPHASIS = frozenset(("b", "strong", "em", "i", "small", "time", "cite", "label"))
HEADINGS = {f"h{n}": n for n in range(1, 7)}
FORMS: dict[str, Form] = {
    "li": "item",
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
    "td": "cell",
    "th": "cell",
    "pre": "code",
    **dict.fromkeys(HEADINGS, "heading"),
}
# What a tag does to the text, for those that do something; any other bounds a block.
PARTS = {
    **dict.fromkeys(FORMS, "form"),
    **dict.fromkeys(("ul", "ol", "html"), "form"),
    **dict.fromkeys(INLINE, "inline"),
    **dict.fromkeys(VOID, "void"),
    **dict.fromkeys(SKIPPED, "skipped"),
    "br": "break",
}
TOKEN_ATTRIBUTES = ("id", "role", "itemprop", "data-testid", "data-component")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def hides(attributes: Mapping[str, str]) -> bool:
    """Whether an element says of itself that it is not shown."""
    return "hidden" in attributes or (
        "style" in attributes and _HIDDEN_STYLE.search(attributes["style"]) is not None
    )
