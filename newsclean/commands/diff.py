"""`newsclean diff`: what changed between two pipelines, or between two outputs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from newsclean.batch import find_inputs
from newsclean.batch.inputs import shown
from newsclean.commands.options import chosen_pipeline
from newsclean.commands.printing import print_text
from newsclean.evaluation.difference import (
    Comparison,
    PageChange,
    between_files,
    between_pipelines,
)
from newsclean.page import Kind

_LINE = 160  # characters of a block that are printed


@click.command(
    "diff",
    epilog="""\b
Examples:
  newsclean diff pages/ --without comments
  newsclean diff pages/ --before old.toml --after new.toml --blocks
  newsclean diff old-version.jsonl new-version.jsonl
  newsclean diff pages/ --without comments --format json

\b
Exit code: 0; with --exit-code 1 where something changed. 2 for wrong usage.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option(
    "--before",
    metavar="TOML",
    type=click.Path(dir_okay=False),
    help="The first pipeline; the default one where not given.",
)
@click.option(
    "--after",
    metavar="TOML",
    type=click.Path(dir_okay=False),
    help="The second pipeline; the first one where not given.",
)
@click.option(
    "--without",
    metavar="NAME",
    multiple=True,
    help="Leave a cleaner out of the second pipeline; may be given more than once.",
)
@click.option("--blocks", is_flag=True, help="Print the changed blocks too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table, or a line of JSON for each page that changed.",
)
@click.option("--exit-code", is_flag=True, help="End with 1 where something changed.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Worker processes; one a core if not given."
)
@click.option(
    "--kind",
    type=click.Choice(["html", "text"]),
    help="What the input is; detected where not given.",
)
def diff_command(
    paths: tuple[str, ...],
    before: str | None,
    after: str | None,
    without: tuple[str, ...],
    blocks: bool,
    form: str,
    exit_code: bool,
    jobs: int | None,
    kind: Kind | None,
) -> None:
    """Show which pages come out otherwise, by how many words, and the blocks that changed.

    PATH... are pages and folders, cleaned with two pipelines; or two JSONL files that
    `newsclean clean` wrote, of two versions perhaps. With pipelines each block says what both
    made of it.
    """
    files = len(paths) == 2 and all(path.endswith(".jsonl") for path in paths)
    choices = before or after or without
    if files and choices:
        raise click.UsageError("two outputs are compared as they are, without pipelines")
    if not files and not choices:
        raise click.UsageError(
            "say what differs: --without NAME, --before and --after, or two .jsonl files"
        )
    found: Iterable[PageChange]
    if files:
        found = between_files(Path(paths[0]), Path(paths[1]))
    else:
        pipelines = (chosen_pipeline(before, ()), chosen_pipeline(after or before, without))
        found = between_pipelines(find_inputs(paths), Comparison(*pipelines, kind), jobs=jobs)
    pages, changed = 0, []
    for change in found:
        pages += 1
        if change.changed and form == "json":
            print_text(json.dumps(change.to_dict(), ensure_ascii=False))
        if change.changed:
            changed.append(change)
    if not pages:
        raise click.UsageError("no pages were found in: " + ", ".join(map(shown, paths)))
    if form == "table":
        print_text(table(changed, pages, blocks=blocks))
    sys.exit(1 if exit_code and changed else 0)


def table(changed: list[PageChange], pages: int, *, blocks: bool) -> str:
    """The changes as text, the largest first."""
    changed = sorted(changed, key=lambda page: (-page.added - page.removed, page.input))
    added, removed = (sum(getattr(c, what) for c in changed) for what in ("added", "removed"))
    lines = [f"{len(changed)} of {pages} pages changed: +{added} and -{removed} words"]
    for change in changed:
        also = f"  ({', '.join(change.fields)})" if change.fields else ""
        if change.error:
            lines.append(f"  {'?':>6} {'':>6}  {change.input}: {change.error}")
            continue
        counts = f"{f'+{change.added}':>6} {f'-{change.removed}':>6}"
        lines.append(f"  {counts}  {change.input}{also}")
        if not blocks:
            continue
        for block in change.blocks:
            text = " ".join(block.text.split())
            text = text if len(text) <= _LINE else text[: _LINE - 2] + " …"
            lines.append(f"    {'+' if block.kept else '-'} {text}")
            if block.before:
                lines.append(f"        {block.before}  →  {block.after}")
    return "\n".join(lines)
