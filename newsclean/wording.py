"""Words, sentences and likeness of lines, the same in every language and script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

# Chinese, Japanese, Korean and Thai have no blanks between words: a character counts as half a
# word there (the usual ratio of characters to words in those scripts is 1.5 to 2.5).
_DENSE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_DENSE_CHARACTER = re.compile(f"[{_DENSE}]")
_WORD = re.compile(rf"[{_DENSE}]|[^\W{_DENSE}]+(?:['’][^\W{_DENSE}]+)?")
_SPACED_WORD = re.compile(r"\w+(?:['’]\w+)?")
# Letters in lower case, digits and "_" as they are, a blank for every other character.
_ASCII_KEY = bytes(
    ord(c.lower()) if c.isalnum() or c == "_" else ord(" ") for c in map(chr, range(128))
).ljust(256)
_SENTENCE_ENDS = frozenset(".!?…。！？؟۔।॥")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।॥]+[\"'”’»«)\]」』]*\W{0,2}$")
_SENTENCE_STOP = re.compile(
    r"(?<![.!?…؟۔।॥])[.!?…؟۔।॥]++[\"'”’»)\]]*+(?=\s+[\"'“‘«(\[¿¡—–-]*[^\Wa-zß-öø-ÿа-я])|[。！？]"
)


def words(text: str) -> list[str]:
    """The words of `text`; each Chinese, Japanese, Korean or Thai character is one."""
    spaced = text.isascii() or _DENSE_CHARACTER.search(text) is None
    return (_SPACED_WORD if spaced else _WORD).findall(text)


_LINE = 300
_MOST_LINES = 1 << 14
_Result = TypeVar("_Result")


class _Memory(dict[str, _Result]):
    """What a measure says of the lines that it was asked about."""

    def __init__(self, measure: Callable[[str], _Result]) -> None:
        super().__init__()
        self.measure = measure

    def __missing__(self, text: str) -> _Result:
        found = self.measure(text)
        if len(text) <= _LINE:
            if len(self) >= _MOST_LINES:
                self.clear()
            self[text] = found
        return found


def remembered(measure: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """Remember what a pure function says of lines of up to 300 characters, 16,384 at most.

    Cleaners ask repeatedly about one line, and the pages of a site share their menus. A line that
    is known costs one look into a dictionary.
    """
    return _Memory(measure).__getitem__


def length(text: str) -> float:
    """Length in words, comparable between scripts: a dense character counts as half a word."""
    return float(len(text.split())) if text.isascii() else _mixed_length(text)


@remembered
def _mixed_length(text: str) -> float:
    dense = len(_DENSE_CHARACTER.findall(text))
    if not dense:
        return float(len(text.split()))
    return dense / 2 + len(_DENSE_CHARACTER.sub(" ", text).split())


@remembered
def key(text: str) -> str:
    """A form in which two showings of one headline are equal: no case, marks or punctuation."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", text).casefold()
        # Turkish has two letters each way: "SON DAKİKA" is "Son dakika", "HIZLI" is "hızlı".
        return " ".join(words(plain.replace("i\u0307", "i").replace("ı", "i")))
    if "'" in text:
        return " ".join(words(text.lower()))
    return " ".join(text.encode().translate(_ASCII_KEY).decode().split())


def alike(a: str, b: str) -> bool:
    """Whether two lines, given by `key()`, show the same headline, perhaps cut or retouched."""
    if a == b:
        return bool(a)
    short, long = sorted((a.count(" ") + 1, b.count(" ") + 1))  # keys have single blanks
    if short < 3 or short < long * 0.5:
        return False
    first, second = a.split(" "), b.split(" ")
    if set(first).isdisjoint(second):
        return False
    common = (Counter(first) & Counter(second)).total()
    return common >= 0.8 * long or (short >= 4 and common >= 0.95 * short)


def ends_sentence(text: str) -> bool:
    """Whether the line ends the way a sentence does, in any script."""
    last = text[-1:]
    if last in _SENTENCE_ENDS:
        return True
    # No letter or digit follows the mark.
    return not last.isalnum() and _SENTENCE_END.search(text[-8:]) is not None


def sentences(text: str) -> int:
    """About how many sentences end in `text`."""
    inner = len(_SENTENCE_STOP.findall(text[:-1]))
    return inner + (1 if ends_sentence(text) else 0)
