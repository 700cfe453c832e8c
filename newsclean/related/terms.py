"""The words of a line, as the models of related stories read them."""

from __future__ import annotations

import re

from newsclean.wording import remembered

# Chinese, Japanese, Korean and Thai characters are terms by themselves.
_DENSE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_TERM = re.compile(rf"[{_DENSE}]|[^\W\d_{_DENSE}]+|0")
_ASCII_TERM = re.compile("[a-z]+|0")
_WINDOW = 300  # characters
_DIGITS = re.compile(r"\d+")
_MOST = 16  # words of a line that are terms


@remembered
def line_terms(text: str) -> tuple[str, ...]:
    """The first words of a line, lower case, every number as "0"."""
    head = _DIGITS.sub("0", text[:_WINDOW].lower())
    return tuple((_ASCII_TERM if head.isascii() else _TERM).findall(head))


@remembered
def own_terms(text: str) -> tuple[str, ...]:
    """What a line's words say by themselves: the first of them, which opens it, which ends it."""
    words = line_terms(text)
    if not words:
        return ()
    return tuple(
        dict.fromkeys((*(f"t:{word}" for word in words[:_MOST]), f"1:{words[0]}", f"-:{words[-1]}"))
    )
