"""Cue phrases by language, as data with their origin. They sharpen the cleaners; none is needed.

A table is `phrases/<name>.toml`: a section for each language, in it lists of phrases by what they
stand for. A phrase that ends in "…" opens a line, any other is the whole line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from newsclean.wording import key, remembered


class Table:
    """The phrases of all languages; case, marks and punctuation do not count."""

    def __init__(self, lines: Mapping[str, str], openings: Mapping[str, str]) -> None:
        """Take whole lines and openings in plain form, each with its meaning."""
        self.lines = lines
        self.openings = openings
        self.lengths = sorted({opening.count(" ") + 1 for opening in openings}, reverse=True)
        # Most lines of a page start with none of these.
        self.firsts = frozenset(phrase.partition(" ")[0] for phrase in (*lines, *openings))
        self.match = remembered(self._match)
        """What a line stands for, None where the table does not know it."""

    def _match(self, text: str) -> str | None:
        line = _plain(text)
        if line.partition(" ")[0] not in self.firsts:
            return None
        if line in self.lines:
            return self.lines[line]
        words = line.split(" ", self.lengths[0]) if self.lengths else []
        for length in self.lengths:
            found = self.openings.get(" ".join(words[:length])) if length <= len(words) else None
            if found:
                return found
        return None


@cache
def load(name: str) -> Table:
    """The table `phrases/<name>.toml`."""
    text = files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    lines: dict[str, str] = {}
    openings: dict[str, str] = {}
    for language in tomllib.loads(text).values():
        for meaning, entries in language.items():
            for phrase in entries:
                table = openings if phrase.endswith("…") else lines
                table.setdefault(_plain(phrase), meaning)
    return Table(lines, openings)


def _plain(text: str) -> str:
    """The key of some words, with one kind of apostrophe."""
    return key(text).replace("’", "'")
