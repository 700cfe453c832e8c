"""What a headline looks like, and the lines under it. Shared by cleaners."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from newsclean import phrases
from newsclean.cleaner import View
from newsclean.page import Block, Head
from newsclean.wording import alike, ends_sentence, key, length, words

_TOLD = 400
"""Characters of a paragraph whose words are compared with a headline's."""

# Blanks are looked at from their first on: to try from each would take the square of their number.
_PARTS = re.compile(r"(?<!\s)\s+[|–—\-·•»«:/]+\s+|(?:(?<!\s)\s+)?[|｜]\s*")
_CLOCK = re.compile(
    r"\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b[-/.年]|\b\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}\b"
)
_ODD = re.compile(r"[©®@»›→]|https?:|www\.")
_PLACE = re.compile(r"[^\W\d_][^\d\n:;!?|/@#]{0,38}[^\W\d_.]\.?")
_AGENCY = re.compile(r"\s*\([^()\n]{2,20}\)$")
_DAY = re.compile(
    r"(?P<place>[^\W\d_][^\d\n,:;!?|/@#]{1,28})(?:[,/]|\s\(\w{2,12}\),?)\s+"
    r"(?:(?:[^\W\d_]{3,12}\.?\s+)?\d{1,2}(?:\.|st|nd|rd|th)?(?:\s+(?:de\s+)?[^\W\d_]{3,12}\.?)?)"
    r"\s*(?:\([^()\n]{2,20}\))?\s*[—–-]?"
)
_NAME_END = re.compile(r"\s[|•·–—-]\s|[|•·(\d]|,\s(?=[a-z])")
_NAME_JOINT = re.compile(r",\s*|\s+(?:and|und|et|y|e|en|och|og|i|a|ve|dan|&|и|та|και|و)\s+")


def title_hints(head: Head) -> list[str]:
    """Titles that the page declares, also without the site's name before or after them."""
    hints: list[str] = []
    for title in (head.get("og:title"), head.get("twitter:title"), head.title):
        if title:
            hints.append(title)
            parts = [part.strip() for part in _PARTS.split(title)]
            hints += [part for part in parts if len(parts) > 1 and length(part) >= 4]
    return list(dict.fromkeys(hints))


def title_block(view: View, prose: Sequence[float], span: tuple[int, int]) -> int | None:
    """The block that is the page's headline, None where no line seems to be.

    Args:
        view: The page; decided blocks are no candidates.
        prose: Words of each block that reads as prose, else 0.
        span: First block and end of the article's core.
    """
    blocks = view.page.blocks
    wanted = {key(hint) for hint in title_hints(view.page.head)} - {""}
    if wanted:
        longest = 2 * max(map(len, wanted)) + 40
        vocabulary = {word for line in wanted for word in line.split(" ")}
        found = [
            (block, line in wanted)
            for block in view.open_blocks()
            if len(block.text) <= longest
            and (
                (line := key(block.text)) in wanted
                or (not prose[block.index] and retouched(line, wanted, vocabulary))
            )
        ]
        if found:
            return max(found, key=lambda f: _fitness(f[0], f[1], span[0]))[0].index
    if view.page.kind == "html":
        tops = [b for b in view.open_blocks() if b.form == "heading" and b.level == 1]
        telling = [b for b in tops if 3 <= b.length <= 40]
        return max(telling, key=lambda b: -abs(b.index - span[0])).index if telling else None
    return _unhinted(view, blocks, prose, span)


def retouched(line: str, wanted: set[str], vocabulary: set[str]) -> bool:
    """Whether a line is like one of some headlines.

    Args:
        line: `wording.key()` of the line; it is none of the headlines to the letter.
        wanted: Keys of the headlines.
        vocabulary: Their words.
    """
    words = line.split(" ")
    # What `alike` asks at the least: of a line twice as long, nearly half the words.
    if len(words) < 3 or sum(map(vocabulary.__contains__, words)) < 0.47 * len(words):
        return False
    return any(alike(line, other) for other in wanted)


def _fitness(block: Block, exact: bool, first: int) -> tuple[bool, bool, bool, int]:
    """Marked as the top heading, word for word, before the article, nearest to it."""
    top = block.form == "heading" and block.level == 1
    return top, exact, block.index <= first, -abs(block.index - first)


def _unhinted(
    view: View, blocks: Sequence[Block], prose: Sequence[float], span: tuple[int, int]
) -> int | None:
    first, end = span
    if first == end:
        return None
    last = min(end, first + 12)
    lines = Counter(key(block.text) for block in blocks if len(block.text) < 300)
    told = _told(block.text for block in blocks[first:end] if prose[block.index])
    opening = key(blocks[0].text) if len(blocks[0].text) < 300 else ""
    best, choice = 2.0, None
    for block in blocks[:last]:
        if not view.is_open(block.index) or block.form == "cell" or len(block.text) >= 300:
            continue
        size = block.length
        if size < 2.5 or size > 35:
            continue
        line = key(block.text)
        shown = block.level == 1 or lines[line] > 1
        if (prose[block.index] or block.index > first) and not shown:
            continue  # a paragraph or a subheading
        points = _likeness(block, size, prose[block.index])
        points += 3 * _share_told(line, told)
        if lines[line] > 1 and size >= 4:
            points += 1
        if block.index and line != opening and size >= 3 and _opens(opening, line):
            points += 3  # a dump's first line is often the <title>, with the site's name
        away = first - block.index
        points -= 0.06 * max(away - 5, 0) if away >= 0 else 1 - 0.2 * away
        if points > best and not names(block.text):
            best, choice = points, block.index
    return choice


def _told(texts: Iterable[str]) -> set[str]:
    """Words that the article uses; its beginning is enough."""
    beginning = " ".join(text[:_TOLD] for text in islice(texts, 20))
    return set(words(beginning.casefold()))


def _share_told(line: str, told: set[str]) -> float:
    """Share of a line's longer words that the article uses too."""
    longer = [word for word in line.split() if len(word) > 3 or not word.isascii()]
    return sum(word in told for word in longer) / len(longer) if longer else 0.0


def _opens(opening: str, line: str) -> bool:
    return opening.startswith(line) or (len(line) > 20 and line in opening)


def _likeness(block: Block, size: float, prose: float) -> float:
    """How much a line by itself looks like a headline."""
    points = min(size, 8) / 3 - 0.05 * max(size - 16, 0)
    text = block.text
    if block.form == "heading":
        points += max(0, 4 - block.level)
    elif block.form == "item":
        points -= 2
    if prose and not text.endswith(("?", "!", "？", "！")):
        points -= 2
    elif text.endswith((":", "：", ".", "。", "…")) or (ends_sentence(text) and size > 20):
        points -= 1.5
    if _CLOCK.search(text) or _ODD.search(text):
        points -= 2.5
    if "|" in text:
        points -= 1
    return points


def dateline(text: str) -> bool:
    """Whether the line is a place as it stands above a report: "HONG KONG", "BERLIN, 3. März"."""
    if len(text) > 60 or not text[0].isalpha():
        return False
    place = _AGENCY.sub("", text.rstrip(" .—–-:"))
    capitals = all(letter.isupper() for letter in place if letter.isalpha())
    if capitals and len(place) >= 3 and len(place.split()) <= 4 and _PLACE.fullmatch(place):
        return True
    found = _DAY.fullmatch(text)
    return found is not None and all(
        word[0].isupper() or not word[0].islower() or len(word) <= 3
        for word in found["place"].split()
    )


def names(text: str) -> list[str]:
    """The authors that a byline names ("By Ada Holm and Bo Lind"), none where it is no byline."""
    if len(text) > 100 or (ends_sentence(text) and len(text.split()) > 6):
        return []
    table = phrases.load("bylines")
    words = text.split()
    rest = ""
    if len(words) > 1 and key(words[-1]) in table.lines:
        rest = " ".join(words[:-1])
    for opening in table.lengths:
        if not rest and len(words) > opening and key(" ".join(words[:opening])) in table.openings:
            rest = " ".join(words[opening:])
    rest = _NAME_END.split(rest.lstrip(": "), maxsplit=1)[0].strip(" ,:;.")
    found = [name.strip() for name in _NAME_JOINT.split(rest) if name.strip()]
    return found if found and all(_is_name(name) for name in found) else []


def _is_name(name: str) -> bool:
    words = name.split()
    return len(words) <= 5 and not words[0][0].islower() and not words[-1][0].islower()
