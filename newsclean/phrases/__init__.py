"""Cue phrases by language, as data with their origin. They sharpen the cleaners; none is needed.

A table is `phrases/<name>.toml`: a section for each language, in it lists of phrases by what they
stand for. A phrase that ends in "…" opens a line, with a colon behind it if it ends in ":…"; one
that begins with "…" too stands anywhere in a line; any other is the whole line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from newsclean.wording import key, remembered

_LABEL = re.compile("([^:：]{1,40})[:：]")


class Table:
    """The phrases of all languages; case, marks and punctuation do not count."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Take phrases as they are written, each with its meaning; the first of equal ones counts.

        Args:
            phrases: Each phrase and what it stands for.
        """
        self.lines: dict[str, str] = {}
        """What is a whole line, in plain form as all below, with its meaning."""
        self.openings: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        """What opens a line with a colon behind it."""
        self.parts: dict[str, list[tuple[str, str]]] = {}
        """What stands anywhere in a line, by the longest word of each."""
        for phrase, meaning in phrases:
            plain = _plain(phrase)
            if phrase.startswith("…"):
                word = max(plain.split(" "), key=len)
                self.parts.setdefault(word, []).append((plain, meaning))
            elif phrase.endswith(":…"):
                self.labels.setdefault(plain, meaning)
            else:
                table = self.openings if phrase.endswith("…") else self.lines
                table.setdefault(plain, meaning)
        self.lengths = sorted({words.count(" ") + 1 for words in self.openings}, reverse=True)
        # Most lines of a page start with none of these.
        self.firsts = frozenset(words.partition(" ")[0] for words in (*self.lines, *self.openings))
        self.match = remembered(self._match)
        """What a line stands for, None where the table does not know it."""

    def _match(self, text: str) -> str | None:
        line = _plain(text)
        if line.partition(" ")[0] in self.firsts:
            if line in self.lines:
                return self.lines[line]
            words = line.split(" ", self.lengths[0]) if self.lengths else []
            for length in self.lengths:
                if length <= len(words) and (found := self.openings.get(" ".join(words[:length]))):
                    return found
        label = _LABEL.match(text) if self.labels else None
        found = self.labels.get(_plain(label[1])) if label else None
        return found or (self._inside(line) if self.parts else None)

    def _inside(self, line: str) -> str | None:
        for word in line.split(" "):
            for part, meaning in self.parts.get(word, ()):
                if f" {part} " in f" {line} ":
                    return meaning
        return None


@cache
def load(name: str) -> Table:
    """The table `phrases/<name>.toml`."""
    text = files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return Table(
        (phrase, meaning)
        for language in tomllib.loads(text).values()
        for meaning, entries in language.items()
        for phrase in entries
    )


def _plain(text: str) -> str:
    """The key of some words, with one kind of apostrophe."""
    return key(text).replace("’", "'")
