"""Selectors over a page's elements: the part of CSS that people copy from a browser's inspector.

`tag`, `.class`, `#id` and `*`, put together (`div.teaser`), inside one another (`aside .teaser`) or
directly inside (`ul.menu > li`). Only block-level elements that hold text can be matched: a page
has no others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.errors import ConfigError
from newsclean.page import Node
from newsclean.reading.elements import INLINE, SKIPPED, VOID

_COMPOUND = re.compile(
    r"(?P<tag>\*|[A-Za-z][\w-]*)?(?P<names>(?:[.#](?:\\.|[^\s\\.#>+~:\[\](),*])+)*)"
)
_NAME = re.compile(r"([.#])((?:\\.|[^\\.#])+)")
_ESCAPE = re.compile(r"\\(.)")


class Step(NamedTuple):
    """What a selector asks of one element on the way down to the one that it matches."""

    tag: str
    """Lower case, "" for any."""
    ids: frozenset[str]
    classes: frozenset[str]
    child: bool
    """Whether it must lie directly inside the element of the step before."""

    def takes(self, node: Node, classes: frozenset[str]) -> bool:
        """Whether an element is what the step asks for."""
        return (
            self.tag in ("", node.tag)
            and self.classes <= classes
            and (not self.ids or self.ids == {node.id})
        )


Selector = tuple[Step, ...]


def parse(text: str) -> Selector:
    """Read a selector. Raises `ConfigError` for one that is not understood, and says why."""
    steps: list[Step] = []
    child = False
    for part in re.sub(r"(?<!\\)>", " > ", text).split():
        if part == ">":
            if child or not steps:
                raise ConfigError(f"selector {text!r}: '>' stands between two elements")
            child = True
            continue
        found = _COMPOUND.fullmatch(part)
        if found is None:
            raise ConfigError(
                f"selector {text!r}: {part!r} is not understood; tags, .classes, #ids, blanks and "
                "'>' are (two selectors are two entries of the list)"
            )
        tag = (found["tag"] or "").lower().strip("*")
        if tag in INLINE or tag in SKIPPED or tag in VOID or tag == "br":
            raise ConfigError(
                f"selector {text!r}: <{tag}> is not a block-level element; name the one around it"
            )
        names = [(mark, _ESCAPE.sub(r"\1", name)) for mark, name in _NAME.findall(found["names"])]
        ids = frozenset(name for mark, name in names if mark == "#")
        classes = frozenset(name for mark, name in names if mark == ".")
        steps.append(Step(tag, ids, classes, child))
        child = False
    if not steps or child:
        raise ConfigError(f"selector {text!r} names no element")
    return tuple(steps)


def matching(nodes: Sequence[Node], selectors: Sequence[Selector]) -> list[int]:
    """For each element, the place of the first selector that matches it; -1 for none.

    Linear in elements times steps: of each element is kept which beginnings of a selector end at
    it, and which end at an element around it, as bits.
    """
    found = [-1] * len(nodes)
    classes = [frozenset(node.classes.split()) for node in nodes]
    for place in reversed(range(len(selectors))):
        steps = selectors[place]
        last = 1 << (len(steps) - 1)
        here = [0] * len(nodes)
        around = [0] * len(nodes)
        for index, node in enumerate(nodes):
            parent = node.parent
            direct = here[parent] if parent >= 0 else 0
            above = around[index] = direct | around[parent] if parent >= 0 else 0
            ends = 0
            for bit, step in enumerate(steps):
                before = direct if step.child else above
                if (not bit or before >> (bit - 1) & 1) and step.takes(node, classes[index]):
                    ends |= 1 << bit
            here[index] = ends
            if ends & last:
                found[index] = place
    return found
