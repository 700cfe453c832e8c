"""Words, sentences and likeness of lines, the same in every language and script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

# Chinese, Japanese, Korean and Thai have no blanks between words: a character counts as half a
# word there (the usual ratio of characters to words in those scripts is 1.5 to 2.5).
_DENSE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_DENSE_CHARACTER = re.compile(f"[{_DENSE}]")
_WORD = re.compile(rf"[{_DENSE}]|[^\W{_DENSE}]+(?:['’][^\W{_DENSE}]+)?")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।॥]+[\"'”’»«)\]」』]*\W{0,2}$")
_SENTENCE_STOP = re.compile(
    r"[.!?…؟۔।॥]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[¿¡—–-]*[^\Wa-zß-öø-ÿа-я])|[。！？]"
)


def words(text: str) -> list[str]:
    """The words of `text`; each Chinese, Japanese, Korean or Thai character is one."""
    return _WORD.findall(text)


_LINE = 300
_Result = TypeVar("_Result")


def remembered(measure: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """Remember what a pure function says of lines of up to 300 characters, the latest 16,384.

    Cleaners ask repeatedly about one line, and the pages of a site share their menus.
    """
    cached = lru_cache(maxsize=1 << 14)(measure)

    @wraps(measure)
    def ask(text: str) -> _Result:
        return cached(text) if len(text) <= _LINE else measure(text)

    return ask


def first_word(text: str) -> str:
    """The first word of `text`, "" where it has none."""
    found = _WORD.search(text)
    return found[0] if found else ""


@remembered
def length(text: str) -> float:
    """Length in words, comparable between scripts: a dense character counts as half a word."""
    if text.isascii():
        return float(len(text.split()))
    dense = len(_DENSE_CHARACTER.findall(text))
    if not dense:
        return float(len(text.split()))
    return dense / 2 + len(_DENSE_CHARACTER.sub(" ", text).split())


@remembered
def key(text: str) -> str:
    """A form in which two showings of one headline are equal: no case, marks or punctuation."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_WORD.findall(folded))


def alike(a: str, b: str) -> bool:
    """Whether two lines, given by `key()`, show the same headline, perhaps cut or retouched."""
    if a == b:
        return bool(a)
    short, long = sorted((a.count(" ") + 1, b.count(" ") + 1))  # keys have single blanks
    if short < 3 or short < long * 0.5:
        return False
    first, second = a.split(), b.split()
    common = sum((Counter(first) & Counter(second)).values())
    return common >= 0.8 * long or (short >= 4 and common >= 0.95 * short)


def ends_sentence(text: str) -> bool:
    """Whether the line ends the way a sentence does, in any script."""
    return _SENTENCE_END.search(text[-8:]) is not None


def sentences(text: str) -> int:
    """About how many sentences end in `text`."""
    inner = len(_SENTENCE_STOP.findall(text[:-1]))
    return inner + (1 if ends_sentence(text) else 0)
