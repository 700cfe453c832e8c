"""Draws docs/pictures/pipeline.svg: how a page becomes a document.

The cleaners in it are those of the default pipeline. Run it after a change to that:

    python docs/make_pipeline_picture.py
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from newsclean.pipeline import PRESETS

TARGET = Path(__file__).with_name("pictures") / "pipeline.svg"

_LINE = 20
_TOP = 64
_DOCUMENT = ("text", "title, date, authors", "related links", "every reason")
# Its own colours for dark pages: an <img> does not inherit any.
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1b1f24; }
.name { font-weight: 600; font-size: 15px; } .faint { fill: #5a6570; }
rect { fill: #f3f6f8; stroke: #b8c2cb; } .kept { fill: #cfe6ee; } .aside { fill: #f6dfcf; }
path { fill: none; stroke: #5a6570; stroke-width: 1.5; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6e8eb; } .faint { fill: #9aa3ad; } path { stroke: #9aa3ad; }
  rect { fill: #22282e; stroke: #47515a; } .kept { fill: #1f4a59; } .aside { fill: #5b3820; }
}
"""


def picture() -> str:
    """The whole picture."""
    names = PRESETS["default"]
    high = _TOP + len(names) * _LINE + 24
    middle = _TOP + (high - _TOP) / 2 - 12
    blocks = [
        ("Home · News · Sport", "aside"),
        ("Ferry sails again", "aside"),
        ("The ferry to the island …", "kept"),
        ("Fares stay as they were …", "kept"),
        ("Most read: Storm closes …", "aside"),
        ("© Norvik Post", "aside"),
    ]
    roles = ("navigation", "title", "paragraph", "paragraph", "related", "furniture")
    decisions = [(role, kind) for role, (_, kind) in zip(roles, blocks, strict=True)]
    parts = [
        _column(10, "A raw page", ["HTML, or a", "plain-text dump"], high),
        _arrow(140, middle, "read"),
        _stack(205, "Blocks", blocks, high),
        _arrow(405, middle, "run"),
        _column(470, "Cleaners, in order", names, high, wide=170),
        _arrow(645, middle, "decide"),
        _stack(715, "One decision a block", decisions, high),
        _arrow(915, middle, "write"),
        _column(980, "The document", _DOCUMENT, high, wide=150),
    ]
    label = "A raw page is read into blocks; cleaners decide on each; the document is written"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1140 {high}" role="img" '
        f'aria-label="{label}"><style>{_STYLE}</style>{"".join(parts)}</svg>\n'
    )


def _column(x: int, name: str, lines: Sequence[str], high: int, *, wide: int = 125) -> str:
    rows = "".join(
        f'<text x="{x + 12}" y="{_TOP + 20 + place * _LINE}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    frame = f'<rect x="{x}" y="{_TOP - 8}" width="{wide}" height="{high - _TOP}" rx="6"/>'
    return f'<text class="name" x="{x}" y="36">{escape(name)}</text>{frame}{rows}'


def _stack(x: int, name: str, blocks: Sequence[tuple[str, str]], high: int) -> str:
    step = (high - _TOP) / len(blocks)
    rows = "".join(
        f'<rect class="{kind}" x="{x}" y="{_TOP - 8 + place * step:.0f}" width="190" '
        f'height="{step - 8:.0f}" rx="5"/>'
        f'<text x="{x + 10}" y="{_TOP - 8 + place * step + step / 2:.0f}">{escape(text)}</text>'
        for place, (text, kind) in enumerate(blocks)
    )
    return f'<text class="name" x="{x}" y="36">{escape(name)}</text>{rows}'


def _arrow(x: int, y: float, word: str) -> str:
    return (
        f'<path d="M{x} {y:.0f}h52m-8 -6l8 6l-8 6"/>'
        f'<text class="faint" x="{x + 6}" y="{y - 10:.0f}">{word}</text>'
    )


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(picture(), encoding="utf-8")
