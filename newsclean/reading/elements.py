"""What the elements of HTML do to the text in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsclean.page import Form

# Elements that flow inside a paragraph. Every other element bounds a block, and so do unknown
# ones, but where only such elements may stand (HTML standard, "phrasing content").
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output "
    "q rb ruby s samp small span strike strong sub sup time tt u var wbr o:p "
    "math maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom "
    "mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover "
    "semantics".split()
)
# Elements whose content is not text for readers, or says again how to read or set what is beside
# it: the readings of Chinese characters, the source of a formula.
SKIPPED = frozenset(
    "script style template svg iframe object embed canvas audio video select textarea datalist "
    "map applet frameset noframes noembed xmp rt rp rtc annotation annotation-xml".split()
)
# Elements that bound a block and say nothing of the text in them.
CONTAINERS = frozenset(
    "address article aside body button center colgroup dd details dialog dir div dl dt fieldset "
    "figure footer form head header hgroup hr legend main menu nav noscript optgroup option p "
    "picture search section summary table tbody tfoot thead title tr".split()
)
VOID = frozenset("img input source track area col param link meta base wbr embed".split())
EMPHASIS = frozenset(("b", "strong", "em", "i", "small", "time", "cite", "label"))
HEADINGS = {f"h{n}": n for n in range(1, 7)}
# Elements that hold phrasing content only.
PHRASING_ONLY = frozenset(("p", "pre", *HEADINGS))
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
# What a known tag does to the text.
PARTS = {
    **dict.fromkeys(CONTAINERS, "container"),
    **dict.fromkeys(FORMS, "form"),
    **dict.fromkeys(("ul", "ol", "html"), "form"),
    **dict.fromkeys(INLINE, "inline"),
    **dict.fromkeys(VOID, "void"),
    **dict.fromkeys(SKIPPED, "skipped"),
    "br": "break",
    "template": "template",  # skipped but where it is the inside of a web component
}
TOKEN_ATTRIBUTES = ("id", "role", "itemprop", "data-testid", "data-component")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def hides(attributes: Mapping[str, str]) -> bool:
    """Whether an element says of itself that it is not shown."""
    return "hidden" in attributes or (
        "style" in attributes and _HIDDEN_STYLE.search(attributes["style"]) is not None
    )
