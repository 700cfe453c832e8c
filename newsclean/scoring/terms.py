"""Names of the elements around a block: sparse features of the learned scorer."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"[^a-z0]+")
_LONGEST = 40  # characters of a class name that a person wrote
_PLAIN = frozenset(("html", "body", "div", "main", "span", "tbody"))


def name_terms(tag: str, tokens: str) -> tuple[str, ...]:
    """The tag (as "<aside>"), the class and id names, and their parts, digits as "0".

    `html` and `body` have none: their classes speak of the whole page.
    """
    if tag in ("html", "body"):
        return ()
    terms = [] if tag in _PLAIN else [f"<{tag}>"]
    for token in _DIGITS.sub("0", tokens).split()[:12]:
        if len(token) <= _LONGEST:
            terms.append(token)
            parts = _PARTS.split(token)
            if len(parts) > 1:
                terms += [part for part in parts if len(part) > 1]
    return tuple(dict.fromkeys(terms))


def inline_terms(inline: str, link: str | None) -> list[str]:
    """Names of the inline element that opens a block, and of its first link.

    Args:
        inline: The element's class and id words.
        link: The link's class and id words, None for a block without links.
    """
    terms = [f"i:{term}" for term in inline.split()[:6]]
    if link is not None:
        terms.append("a:")
        terms += [f"a:{term}" for term in link.split()[:6]]
    return terms
