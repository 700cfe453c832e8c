"""Who a line says has written the page: "By Ada Holm and Bo Lind, Staff Writers"."""

from __future__ import annotations

import re

from newsclean import phrases
from newsclean.wording import ends_sentence, key, remembered

_LONGEST = 100
"""Characters of a byline."""
_SENTENCE = 6
"""Words from which a line that ends as a sentence does is one."""
_MOST = 5
"""Words of a name."""
_FULL = 2
"""Words of a name that are a whole one: what is no name may follow them."""
_INITIAL = 2
"""Characters of an initial with its stop."""
_FRAME = "[]【】()（）"
# "文・山田", "记者：张三": a word with a mark, and no blank behind it.
_MARKED = re.compile(r"([^\s:：/／・=＝]{1,12})\s*[:：/／・=＝]\s*")
# A mark, a number, a small word before a day ("on Monday, May 6").
_END = re.compile(
    r"\s[|•·–—-]\s|[|•·(\d]|,\s(?=[a-z])"
    r"|\s[a-zà-ÿа-я]{1,4}\s(?=(?:[^\W\d_a-zà-ÿа-я]\w{0,11}[.,]?\s){0,2}\d)"
)
_DAY = re.compile(r"\s[^\W\d_]{3,12}\.?\s\d{1,2}(?:,|\s(?:19|20)\d\d|\sat\s|$)")
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{3})")
_AND = re.compile(
    r"(?<!\s)\s+(?:and|with|und|mit|et|avec|y|con|e|en|met|och|med|og|i|a|ve|ile|dan|&|и|та|και|و)\s+"
)
_COMMA = re.compile(r"[,、،]\s*")
_PARTICLES = frozenset(
    "von vom van der den de del della di da dos das du la le el al bin ibn ben af av zu zur ten ter"
    " y e i".split()
)


@remembered
def names(text: str) -> tuple[str, ...]:
    """The authors that a byline names ("By Ada Holm and Bo Lind"), none where it is no byline."""
    if len(text) > _LONGEST or (ends_sentence(text) and len(text.split()) > _SENTENCE):
        return ()
    rest = _named(text.strip(_FRAME))
    if not rest:
        return ()
    rest = _DAY.split(rest.lstrip(": "), maxsplit=1)[0]  # "Ada Holm May 2, 2025"
    rest = _END.split(rest, maxsplit=1)[0].strip(" ,:;.")
    glued = _GLUED.search(rest)
    if glued and " " in rest[: glued.start()]:
        rest = rest[: glued.start()]  # "Ada HolmPublished": a word that a converter glued on
    found: list[str] = []
    for group in _AND.split(rest):
        for part in filter(None, map(str.strip, _COMMA.split(group))):
            name = _name(part)
            if not found and not name:
                return ()
            # What follows a whole name may be an office, a paper, a town.
            if not name or (found and not _is_person(name, found[0])):
                break
            found.append(name)
    return tuple(found)


@remembered
def opens_byline(text: str) -> bool:
    """Whether a line is the beginning of a byline alone ("By"), whose names stand in the next."""
    return key(text) in phrases.load("bylines").openings


def _named(text: str) -> str:
    """What stands behind or before the words that tell a byline, "" where there are none."""
    table = phrases.load("bylines")
    marked = _MARKED.match(text)
    if marked and key(marked[1]) in table.openings:
        return text[marked.end() :]
    words = text.split()
    if not words:
        return ""
    if len(words) > 1 and table.lines.get(key(words[-1])) == "closing":
        # "[Norvik=Kim Minsu 기자]": the place stands before.
        return " ".join(words[:-1]).rpartition("=")[2]
    if key(words[0]).partition(" ")[0] in table.firsts:
        for opening in table.lengths:
            if len(words) > opening and key(" ".join(words[:opening])) in table.openings:
                return " ".join(words[opening:])
    return ""


def _name(part: str) -> str:
    """The name at the beginning of some words, "" where there is none."""
    kept: list[str] = []
    ends = phrases.load("bylines").lines
    for word in part.split():
        if kept and ends.get(key(word)) == "end":
            break
        if not word[0].isalpha() and (not kept or word[0] not in "'’\"“("):
            break
        if word[0].islower() and key(word) not in _PARTICLES:
            if len(kept) < _FULL:
                return ""
            break
        capitals = len(kept) >= _FULL and all(own.isupper() and len(own) > _INITIAL for own in kept)
        if capitals and word[0].isupper() and not word.isupper():
            break  # "ADA HOLM Associated Press"
        kept.append(word)
    while kept and kept[-1][0].islower():
        kept.pop()
    fits = kept and len(kept) <= _MOST and not kept[0][0].islower()
    return " ".join(kept).strip(" ,:;.") if fits else ""


def _is_person(name: str, first: str) -> bool:
    """Whether what is set beside a name is another, not an office, a paper or a town."""
    words = name.split()
    known = phrases.load("bylines").lines
    if any(known.get(key(word)) == "office" for word in words):
        return False
    return len(words) > 1 or len(first.split()) == 1
