"""Writes docs/cleaners.md from what the cleaners say of themselves.

Run it after a change to a cleaner's docstring, options, roles, reasons or examples:

    python docs/make_cleaners.py
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from newsclean import registry
from newsclean.cleaner import Cleaner, Example
from newsclean.cleaners import BUILT_IN
from newsclean.pipeline import PRESETS

TARGET = Path(__file__).with_name("cleaners.md")

_OPENING = """\
# The cleaners

<!-- Written by docs/make_cleaners.py from the code: change it there. -->

In the order in which they run. The first to claim a block decides its role; see
[architecture.md](architecture.md#the-order) for why this order, and
[writing-a-cleaner.md](writing-a-cleaner.md) for how to add one.

| cleaner | what it does |
|---|---|
"""


def page() -> str:
    """The whole page."""
    order = [name for name in PRESETS["default"] if name in BUILT_IN]
    order += [name for name in BUILT_IN if name not in order]
    rows = "".join(f"| [`{name}`](#{name}) | {_docs(name)[0]} |\n" for name in order)
    return _OPENING + rows + "".join(_section(BUILT_IN[name]) for name in order)


def _section(cls: type[Cleaner]) -> str:
    return "\n".join(["", f"## {cls.name}", "", *_docs(cls.name), "", *_facts(cls), ""])


def _facts(cls: type[Cleaner]) -> Iterator[str]:
    yield "Roles: " + ", ".join(sorted(cls.roles)) + "."
    if cls.after:
        yield ""
        yield "Runs after " + ", ".join(f"[`{name}`](#{name})" for name in cls.after) + "."
    yield from ("", "| reason | a block is |", "|---|---|")
    yield from (f"| `{code}` | {_cell(meaning)} |" for code, meaning in cls.reasons.items())
    options = registry.options_of(cls)
    if options:
        words = _attribute_docs(cls)
        yield from ("", "| option | default | |", "|---|---|---|")
        for name, default in options.items():
            yield f"| `{name}` | `{default!r}` | {_cell(words.get(name, ''))} |"
    for example in cls.examples:
        yield from _example(example)


def _example(example: Example) -> Iterator[str]:
    yield from ("", example.note or "Example:", "")
    language = "html" if example.source.startswith("<") else "text"
    if example.source:
        yield from (f"````{language}", *example.source.rstrip("\n").split("\n"), "````")
    else:
        yield "(an empty page)"
    yield ""
    if not example.claims:
        yield "Nothing is claimed."
    yield from (f"- {_code(text)}: `{reason}`" for text, reason in example.claims.items())


def _docs(name: str) -> list[str]:
    """The lines of a cleaner's docstring; a pipe would end a cell of the table."""
    return (inspect.getdoc(BUILT_IN[name]) or "").replace("|", "\\|").splitlines()


def _attribute_docs(cls: type[Cleaner]) -> dict[str, str]:
    """The strings below a class's fields, by field."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for field, words in zip(tree.body, tree.body[1:], strict=False):
        match field, words:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = " ".join(text.split())
    return found


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    """A code span, whatever backticks the text holds; shortened for the page."""
    text = textwrap.shorten(text, 90, placeholder=" ...") if " " in text else text
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{blank}{text}{blank}{fence}"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
