"""Options that several commands share, and what they choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from newsclean import registry
from newsclean.pipeline import Pipeline

_F = TypeVar("_F", bound=Callable[..., Any])


def pipeline_options(command: _F) -> _F:
    """Give a command the options that say which cleaners run."""
    for option in (
        click.option(
            "--without",
            metavar="NAME",
            multiple=True,
            shell_complete=complete_cleaner,
            help="Leave out a cleaner; may be given more than once.",
        ),
        click.option(
            "--pipeline",
            "pipeline_file",
            metavar="TOML",
            type=click.Path(dir_okay=False),
            help="File that says which cleaners run, and their options.",
        ),
    ):
        command = option(command)
    return command


def cleaning_options(command: _F) -> _F:
    """Give a command the options that say how a page is cleaned."""
    command = pipeline_options(command)
    for option in (
        click.option(
            "--site-settings",
            metavar="TOML",
            type=click.Path(dir_okay=False),
            help="File that says, by host, which blocks to keep and to drop.",
        ),
        click.option(
            "--metadata",
            type=click.Choice(["declared", "full"]),
            default="declared",
            show_default=True,
            help="Take title, date and authors from what the page declares, or search it too.",
        ),
        click.option(
            "--kind",
            type=click.Choice(["html", "text"]),
            help="What the input is; detected where not given.",
        ),
    ):
        command = option(command)
    return command


def chosen_pipeline(
    pipeline_file: str | None, without: tuple[str, ...], site_settings: str | None = None
) -> Pipeline:
    """The pipeline that the options `--pipeline`, `--without` and `--site-settings` ask for."""
    pipeline = Pipeline.from_toml(pipeline_file) if pipeline_file else Pipeline.default()
    for name in without:
        pipeline = pipeline.without(name)
    return pipeline.with_site_settings(site_settings) if site_settings else pipeline


def complete_cleaner(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The names of cleaners that begin with what is typed, for completion in a shell."""
    return [name for name in registry.names() if name.startswith(incomplete)]
