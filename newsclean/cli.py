"""The `newsclean` command: its subcommands put together, and errors as one line."""

from __future__ import annotations

from typing import Any

import click

import newsclean
from newsclean.commands.clean import clean_command
from newsclean.commands.cleaners import cleaners_command
from newsclean.commands.diff import diff_command
from newsclean.commands.evaluate import evaluate_command
from newsclean.commands.extract import extract_command
from newsclean.errors import NewscleanError


class _TreeError(click.ClickException):
    """An error of newsclean's own tree."""

    exit_code = 2


class _OneLineErrors(click.Group):
    """Prints an error of newsclean's tree as one line and exits with 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NewscleanError as error:
            raise _TreeError(" ".join(str(error).split())) from error


@click.group(cls=_OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(newsclean.__version__, prog_name="newsclean")
def main() -> None:
    """Turn raw news page dumps, HTML or plain text, into clean documents."""


for _command in (
    extract_command,
    clean_command,
    cleaners_command,
    evaluate_command,
    diff_command,
):
    main.add_command(_command)
