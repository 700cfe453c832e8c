r"""Gold files: a page's text as a person would have it, in a form that is quick to correct.

`story.html.gold` stands beside `story.html`. It opens with facts between two lines of `---`; then
comes the text. Lines that begin with `#` are on the page but not in the text, so that labelling
is to put in and take out the mark; `\#` at the beginning of a line stands for a `#` of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from newsclean.document import Document
from newsclean.errors import ConfigError
from newsclean.page import Role

SUFFIX = ".gold"
_FENCE = "---"
_KEYS = ("url", "site", "checked")
_ANSWERS = {"yes": True, "no": False}
_MARK = re.compile(r"^(\\*)#", re.M)
_ESCAPED = re.compile(r"^\\(\\*#)", re.M)
_ASIDE = re.compile(r"^#.*(?:\n|\Z)", re.M)


@dataclass(frozen=True, slots=True)
class Gold:
    """What a gold file says."""

    text: str
    url: str = ""
    """Address of the page."""
    site: str = ""
    """Pages of one site are drawn together where intervals are computed."""
    checked: bool = True
    """Whether a person has gone through it; `checked: no` keeps it out of the figures."""


def read_gold(path: Path) -> Gold:
    """Read a gold file. A file without facts is a text, with the same marks.

    Raises `ConfigError`, naming the file, for facts that are unknown or do not end.
    """
    try:
        return parse_gold(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, ConfigError) as error:
        raise ConfigError(f"{path}: {error}") from error


def parse_gold(source: str) -> Gold:
    """The same from a string."""
    facts: dict[str, str] = {}
    lines = source.splitlines()
    if lines[:1] == [_FENCE]:
        if _FENCE not in lines[1:]:
            raise ConfigError(f"the facts at the top do not end; close them with {_FENCE}")
        end = lines.index(_FENCE, 1)
        for line in lines[1:end]:
            key, colon, value = line.partition(":")
            if not colon or key.strip() not in _KEYS:
                raise ConfigError(f"unknown fact {line!r}; known: {', '.join(_KEYS)}")
            facts[key.strip()] = value.strip()
        lines = lines[end + 1 :]
    checked = facts.get("checked", "yes")
    if checked not in _ANSWERS:
        raise ConfigError(f"checked is yes or no, not {checked!r}")
    text = _ASIDE.sub("", "\n".join(lines))
    text = re.sub(r"\n{3,}", "\n\n", _ESCAPED.sub(r"\1", text)).strip("\n")
    return Gold(text, facts.get("url", ""), facts.get("site", ""), _ANSWERS[checked])


def draft(document: Document) -> str:
    """A gold file to correct: every block of the page in order, those put aside marked with `#`."""
    url = " ".join((document.url or "").split())
    head = f"{_FENCE}\nurl: {url}\nsite: {_host(url)}\nchecked: no\n{_FENCE}\n"
    return head + "\n".join(
        _marked(block.text, decision.role) for block, decision in document.blocks
    )


def _marked(text: str, role: Role) -> str:
    lines = text.splitlines()
    if not role.kept:
        return "".join(f"# {line}\n" for line in lines)
    bullet = "- " if role is Role.LIST_ITEM else ""
    return _MARK.sub(r"\\\1#", bullet + "\n".join(lines)) + "\n"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
