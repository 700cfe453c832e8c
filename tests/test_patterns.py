"""No regular expression of the package takes more than linear time on text made against it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import newsclean

LENGTH = 10_000
"""Characters: a quadratic pattern takes from a fifth of a second to a whole one."""
BOUNDED = {
    "newsclean.cleaners.comments._COUNT": 60,
    "newsclean.cleaners.navigation_lists._CRUMBS": 200,
    "newsclean.cleaners.navigation_lists._TAGS": 200,
    "newsclean.leaks._HOST": 500,
    "newsclean.headlines._AGENCY": 60,
    "newsclean.headlines._DAY": 60,
    "newsclean.related.signals._TIME": 48,
    "newsclean.wording._SENTENCE_END": 8,
}
"""Patterns whose caller looks at so many characters at most, and at no longer text."""
PIECES = (
    *" a1._-<\"'{[(*#>|/&:;,@!?=%$~^\\é，渡\u00a0\u0301",
    *("a ", "a.", "a1", "A.", "a-", "a,", "a:", "a=", "1.", "1 ", "A ", "( ", "> ", "- ", ". "),
    *("www.", "http://", "() ", "?.", "{{", "<a ", "a › ", "a | "),
)
"""What texts are made of besides the parts of each pattern."""


def found(name: str, value: object, depth: int = 0) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns in a module's value: itself, or what a container or a class of ours holds."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif depth < 3 and isinstance(value, dict):
        for key, inner in value.items():
            yield from found(f"{name}[{key}]", inner, depth + 1)
    elif depth < 3 and isinstance(value, (list, tuple, set, frozenset)):
        for place, inner in enumerate(value):
            yield from found(f"{name}[{place}]", inner, depth + 1)
    elif isinstance(value, type) and value.__module__.startswith("newsclean"):
        for key, inner in vars(value).items():
            yield from found(f"{name}.{key}", inner, depth + 1)


def patterns() -> dict[str, re.Pattern[Any]]:
    """All compiled patterns of the package by the name of where they are first defined."""
    names: dict[re.Pattern[Any], str] = {}
    for module in pkgutil.walk_packages(newsclean.__path__, "newsclean."):
        if module.name.endswith("__main__") or ".training" in module.name:
            continue
        try:
            members = vars(importlib.import_module(module.name))
        except ModuleNotFoundError as missing:
            if (missing.name or "").startswith("newsclean"):
                raise
            continue  # an engine that is not installed here
        for key, value in members.items():
            for name, pattern in found(f"{module.name}.{key}", value):
                names.setdefault(pattern, name)
    return {name: pattern for pattern, name in names.items()}


PATTERNS = patterns()


def parts(pattern: re.Pattern[Any]) -> tuple[str, set[tuple[str, str]]]:
    """A text in the way of a pattern, and for each repetition what comes before it and one turn."""
    turns: set[tuple[str, str]] = set()

    def text(sequence: Any) -> str:
        out = ""
        for operation, value in sequence:
            name = str(operation)
            if name == "LITERAL":
                out += chr(value)
            elif name == "NOT_LITERAL":
                out += "a" if value != ord("a") else "b"
            elif name == "ANY":
                out += "a"
            elif name == "IN":
                out += member(value)
            elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
                least, most, inner = value
                turn = text(inner)
                if most > 3 and turn:
                    turns.add((out, turn))
                out += turn * max(least, 1)
            elif name == "SUBPATTERN":
                out += text(value[3])
            elif name == "ATOMIC_GROUP":
                out += text(value)
            elif name == "BRANCH":
                out += text(value[1][0])
                for branch in value[1][1:]:
                    text(branch)  # for the turns in it
        return out

    whole = text(re._parser.parse(pattern.pattern, pattern.flags))  # type: ignore[attr-defined]
    return whole, turns


def member(items: Any) -> str:
    """A character of a class, letters and blanks first."""
    body = "".join(map(item, items))
    wanted = re.compile(f"[{body}]")
    return next((c for c in "a1 .-\n_é" if wanted.match(c)), "") or next(
        (
            c
            for c in map(chr, range(0x10000))
            if wanted.match(c) and unicodedata.category(c) != "Cs"
        ),
        "\ud800",
    )


def item(part: tuple[Any, Any]) -> str:
    name, value = str(part[0]), part[1]
    if name == "NEGATE":
        return "^"
    if name == "LITERAL":
        return re.escape(chr(value))
    if name == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {
        "CATEGORY_DIGIT": r"\d",
        "CATEGORY_NOT_DIGIT": r"\D",
        "CATEGORY_SPACE": r"\s",
        "CATEGORY_NOT_SPACE": r"\S",
        "CATEGORY_WORD": r"\w",
        "CATEGORY_NOT_WORD": r"\W",
    }[str(value)]


def attacks(pattern: re.Pattern[Any], length: int) -> Iterator[str]:
    """Texts of `length` that repeat a part of the pattern and end in what does not fit."""
    whole, turns = parts(pattern)
    repeated = {*PIECES, whole, *(turn for _, turn in turns)} - {""}
    for start, piece in sorted({("", piece) for piece in repeated} | turns):
        yield (start + piece * (length // len(piece)))[:length] + "\x00x"


class TooLongError(Exception):
    """A call took more time than it may."""


def stop(*_: object) -> None:
    raise TooLongError


def quadratic() -> float:
    """CPU seconds that this machine takes for the mildest of the patterns that are too slow."""
    pattern, text = re.compile(r"\s+x"), " " * LENGTH
    times = []
    for _ in range(3):
        before = time.process_time()
        pattern.search(text)
        times.append(time.process_time() - before)
    return min(times)


SECONDS = quadratic() / 2
"""CPU time of one call; most linear patterns take about a thousandth of it."""


def took_too_long(call: Callable[[Any], object], text: str | bytes) -> bool:
    """Whether three calls in a row do: on a busy machine one call may by chance."""
    return all(took_long(call, text) for _ in range(3))


def took_long(call: Callable[[Any], object], text: str | bytes) -> bool:
    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        call(text)
    except TooLongError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return False


SOURCE = "".join(p.read_text("utf-8") for p in Path(newsclean.__file__).parent.rglob("*.py"))


def methods(name: str) -> tuple[str, ...]:
    """How the package uses a pattern: some only ever look at the start of a text."""
    own = name.rpartition(".")[2]
    held = re.search(rf"\b{own.partition('[')[0]}\b(?!\.(?:full)?match\b| = re)", SOURCE)
    return ("search", "fullmatch") if held or "[" in own else ("match", "fullmatch")


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_takes_linear_time(name: str) -> None:
    pattern = PATTERNS[name]
    for text in attacks(pattern, BOUNDED.get(name, LENGTH)):
        given = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
        for method in methods(name):
            slow = took_too_long(getattr(pattern, method), given)
            assert not slow, f"{method} on {text[:60]!r}…"


def test_the_bounded_patterns_exist() -> None:
    assert BOUNDED.keys() <= PATTERNS.keys()


@pytest.mark.parametrize("bad", [r"\s+x", r"(?:a+)+b", r"(\w|a)+$", r"\w+\d+x"])
def test_a_slow_pattern_would_be_found(bad: str) -> None:
    pattern = re.compile(bad)
    assert any(
        took_too_long(pattern.search, text) or took_too_long(pattern.fullmatch, text)
        for text in attacks(pattern, LENGTH)
    )
