"""Values of the JSON that stands in a page's scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

_LONGEST = 8_000_000  # characters; parsed, it takes up to 25 times as many bytes


def parsed(script: str) -> Any:
    """What a script holds, None where it is no JSON or too long."""
    if len(script) > _LONGEST:
        return None
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def objects(data: Any) -> Iterator[dict[str, Any]]:
    """All objects in parsed JSON, in order."""
    return (value for value in _values(data) if isinstance(value, dict))


def strings(data: Any) -> Iterator[str]:
    """All strings in parsed JSON, in order."""
    return (value for value in _values(data) if isinstance(value, str))


def headline(scripts: Iterable[str]) -> str:
    """The one headline that JSON-LD scripts declare, "" where they declare none or several."""
    found = {
        " ".join(value["headline"].split())
        for script in scripts
        for value in objects(parsed(script))
        if isinstance(value.get("headline"), str)
    }
    return found.pop() if len(found) == 1 else ""


def _values(data: Any) -> Iterator[Any]:
    """All values of parsed JSON, in order, without recursion."""
    stack = [data]
    while stack:
        value = stack.pop()
        yield value
        if isinstance(value, dict):
            stack.extend(reversed(value.values()))
        elif isinstance(value, list):
            stack.extend(reversed(value))
