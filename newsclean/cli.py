"""The `newsclean` command: its subcommands put together, and errors as one line."""

from __future__ import annotations

import difflib
import os
import shlex
from typing import Any

import click

import newsclean
from newsclean.batch.fingerprint import package_digest
from newsclean.commands.clean import clean_command
from newsclean.commands.cleaners import cleaners_command
from newsclean.commands.diff import diff_command
from newsclean.commands.evaluate import evaluate_command
from newsclean.commands.explain import explain_command
from newsclean.commands.extract import extract_command
from newsclean.commands.inspect import inspect_command
from newsclean.document import SCHEMA_VERSION
from newsclean.errors import NewscleanError
from newsclean.scoring.model import FORMAT


class _TreeError(click.ClickException):
    """An error of newsclean's own tree."""

    exit_code = 2


class _Commands(click.Group):
    """Prints an error of newsclean's tree as one line, exits with 2, and knows near misses."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NewscleanError as error:
            raise _TreeError(" ".join(str(error).split())) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        known = self.get_command(ctx, name) is not None
        # Completion asks too, about words that are not finished.
        if not known and not name.startswith("-") and not ctx.resilient_parsing:
            near = difflib.get_close_matches(name, self.commands, n=1)
            hint = (
                f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(self.commands)}"
            )
            if os.path.exists(name):
                hint = f"to clean a page: newsclean extract {shlex.quote(name)}"
            raise click.UsageError(f"No such command {name!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if not asked or ctx.resilient_parsing:
        return
    html = package_digest("html.model.gz")[:8]
    text = package_digest("text.model.gz", "headline.model.gz", "segments.model.gz")[:8]
    click.echo(f"newsclean {newsclean.__version__}")
    click.echo(f"output schema {SCHEMA_VERSION}")
    click.echo(f"models of format {FORMAT}: html {html}, text {text}")
    ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the versions of newsclean, of what it writes and of its models, and exit.",
)
def main() -> None:
    """Turn raw news page dumps, HTML or plain text, into clean documents."""


for _command in (
    extract_command,
    clean_command,
    inspect_command,
    explain_command,
    evaluate_command,
    diff_command,
    cleaners_command,
):
    main.add_command(_command)
