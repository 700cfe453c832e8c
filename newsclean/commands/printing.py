"""What the commands print: text in UTF-8, and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.table import Table


# They would steer a terminal, or turn round what stands beside them.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    r"""Text from a page for a terminal: what would steer it shows as its code, like `\x1b`."""
    return _STEERING.sub(lambda found: ascii(found[0])[1:-1], text)


def print_text(text: str) -> None:
    """Print in UTF-8, whatever the terminal's encoding and whatever the page held."""
    click.echo(text.encode("utf-8", "replace"))


def table(columns: tuple[str, ...], rows: list[list[str]]) -> Table:
    """A table for a terminal, its cells taken as plain text."""
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns)
    for row in rows:
        table.add_row(*map(Text, row))
    return table
