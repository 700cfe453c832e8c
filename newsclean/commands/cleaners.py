"""`newsclean cleaners`: what runs, in which order, and what each does."""

from __future__ import annotations

import click

from newsclean import catalogue
from newsclean.commands.options import complete_cleaner
from newsclean.commands.printing import print_text


@click.command(
    "cleaners",
    epilog="""\b
Examples:
  newsclean cleaners
  newsclean cleaners related_links""",
)
@click.argument("name", required=False, shell_complete=complete_cleaner)
def cleaners_command(name: str | None) -> None:
    """List the cleaners in the order in which they run, or describe one."""
    if name:
        print_text(catalogue.describe(name))
        return
    text, broken = catalogue.listing()
    print_text(text)
    if broken:
        raise broken[0]
