"""Options that several commands share, and what they choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from newsclean.pipeline import Pipeline

_F = TypeVar("_F", bound=Callable[..., Any])


def cleaning_options(command: _F) -> _F:
    """Give a command the options that say how a page is cleaned."""
    for option in (
        click.option(
            "--without",
            metavar="NAME",
            multiple=True,
            help="Leave out a cleaner; may be given more than once.",
        ),
        click.option(
            "--pipeline",
            "pipeline_file",
            metavar="TOML",
            type=click.Path(dir_okay=False),
            help="File that says which cleaners run, and their options.",
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


def chosen_pipeline(pipeline_file: str | None, without: tuple[str, ...]) -> Pipeline:
    """The pipeline that the options `--pipeline` and `--without` ask for."""
    pipeline = Pipeline.from_toml(pipeline_file) if pipeline_file else Pipeline.default()
    for name in without:
        pipeline = pipeline.without(name)
    return pipeline
