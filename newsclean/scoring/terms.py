"""Words of a block and names of its elements: the sparse features of the learned scorers."""

from __future__ import annotations

import re

from newsclean.page import Block
from newsclean.wording import remembered

# Chinese, Japanese, Korean and Thai characters are terms by themselves; pairs make the words.
_DENSE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_TERM = re.compile(rf"[{_DENSE}]|[^\W\d_{_DENSE}]+|0")
_ASCII_TERM = re.compile("[a-z]+|0")
_WINDOW = 300  # characters: what a block is shows in its first forty words
_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"[^a-z0]+")
_LONGEST = 40  # characters of a class name that a person wrote
_PLAIN = frozenset(("html", "body", "div", "main", "span", "tbody"))


@remembered
def block_terms(text: str) -> tuple[str, ...]:
    """The first words of a block, lower case, every number as "0"."""
    head = _DIGITS.sub("0", text[:_WINDOW].lower())
    return tuple((_ASCII_TERM if head.isascii() else _TERM).findall(head))


@remembered
def term_set(text: str) -> frozenset[str]:
    """The same without repeats and order."""
    return frozenset(block_terms(text))


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


def inline_terms(block: Block) -> list[str]:
    """Names of the inline element that opens a block, and of its first link."""
    terms = [f"i:{term}" for term in block.inline.split()[:6]]
    if block.links:
        terms.append("a:")
        terms += [f"a:{term}" for term in block.links[0].tokens.split()[:6]]
    return terms
