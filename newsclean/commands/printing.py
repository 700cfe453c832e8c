"""What the commands print: text in UTF-8, and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.table import Table


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
