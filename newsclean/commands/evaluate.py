"""`newsclean evaluate`: how good the text is on labelled pages, beside other extractors."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import quote

import click

from newsclean.batch import read_source
from newsclean.batch.inputs import shown
from newsclean.commands.options import chosen_pipeline, pipeline_options
from newsclean.commands.printing import print_text
from newsclean.errors import BatchError, InputError, NewscleanError
from newsclean.evaluation import (
    PEERS,
    Evaluation,
    GoldCorpus,
    choose,
    draft,
    evaluate,
    newsclean_system,
    open_corpus,
    sampled,
)
from newsclean.evaluation.gold import SUFFIX
from newsclean.evaluation.measuring import Watch
from newsclean.evaluation.report import WORST, html_report, verdict
from newsclean.evaluation.results import PageResult, SystemResult
from newsclean.evaluation.workers import TIMEOUT
from newsclean.extraction import extract
from newsclean.pipeline import Pipeline

_WORST = 5


@click.command(
    "evaluate",
    epilog=f"""\b
Examples:
  newsclean evaluate --new pages/story.html pages/dump.txt
  newsclean evaluate pages/
  newsclean evaluate pages/ --against trafilatura,readability-lxml -o report.html
  newsclean evaluate pages/ --against strict.toml --json figures.json

\b
Peers: {", ".join(PEERS)}.
pip install 'newsclean[peers]' installs those that are not there.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="CORPUS", type=click.Path(path_type=Path))
@click.option(
    "--new",
    is_flag=True,
    help="Write a gold file, for you to correct, beside each page that is named.",
)
@click.option(
    "--against",
    metavar="NAMES",
    default="",
    help="Peers, or TOML files of other pipelines, with commas between them.",
)
@click.option("-o", "--output", metavar="HTML", type=click.Path(path_type=Path), help="A report.")
@click.option(
    "--json",
    "json_file",
    metavar="FILE",
    type=click.Path(allow_dash=True),
    help="All figures, and those of every page; - for standard output, in place of the table.",
)
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    help="Only so many pages: the same each time, spread over the corpus.",
)
@click.option(
    "--style",
    default="html",
    show_default=True,
    help="Where the corpus has dumps in styles: which.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    default=TIMEOUT,
    show_default=True,
    help="Time that a system has for a page.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes at a time; with more than one the times are less exact.",
)
@pipeline_options
def evaluate_command(
    paths: tuple[Path, ...],
    new: bool,
    against: str,
    output: Path | None,
    json_file: str | None,
    limit: int | None,
    style: str,
    timeout: float,
    jobs: int,
    pipeline_file: str | None,
    without: tuple[str, ...],
) -> None:
    """Measure the text against gold that you made, beside other extractors.

    CORPUS is a folder of pages, each with a gold file beside it: story.html and story.html.gold.
    Precision, recall and F1 are over bags of words; differences come with a 95 % interval by site.
    """
    pipeline = chosen_pipeline(pipeline_file, without)
    if new:
        for path in paths:
            _write_draft(path)
        return
    if len(paths) > 1:
        raise click.UsageError("give one folder; --new takes several pages")
    corpus = sampled(open_corpus(paths[0], style=style), limit)
    systems = [
        newsclean_system(pipeline if pipeline_file or without else None),
        *choose(name.strip() for name in against.split(",") if name.strip()),
    ]
    found = evaluate(
        corpus, systems, name=shown(str(paths[0])), timeout=timeout, jobs=jobs, watch=_watch(corpus)
    )
    if json_file != "-":
        print_text(table(found))
    if json_file:
        _write(json_file, json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n")
    if output:
        inspections = _inspected(found.worst(WORST), corpus, output, pipeline)
        _write(str(output), html_report(found, inspections))
        click.echo(f"The report is in {shown(str(output))}.", err=True)


def table(found: Evaluation) -> str:
    """The figures as text."""
    first = found.first
    sets = list(first.by_dataset()) if len(first.by_dataset()) > 1 else []
    head = ["system", "F1", "precision", "recall", "bad", "none", "ms", *sets]
    rows = [head, *(_row(system, sets) for system in found.systems)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    lines = [f"{found.corpus}: {len(first.pages)} pages, {_sites(first)} sites"]
    lines += [f"  {notice}" for notice in found.notices]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    if sets:
        lines.append("F1, precision and recall are the means of the data sets.")
    for other in found.systems[1:]:
        ahead = first.ahead_of(other)
        said = f"{first.name} {verdict(ahead, other.name)}"
        if ahead:
            said += f": F1 {ahead.mean:+.4f} a page, 95 % of [{ahead.low:+.4f}, {ahead.high:+.4f}]"
        lines.append(said)
    for system in found.systems:
        if shares := system.snippets():
            lines.append(
                f"{system.name}: {shares[0]:.4f} of the wanted snippets are there, "
                f"{shares[1]:.4f} of the unwanted are not"
            )
        errors = {page.error: page.id for page in system.pages if page.error}
        lines += [f"{system.name} gave none for {page}: {why}" for why, page in errors.items()]
    worst = found.worst(_WORST)
    if worst:
        lines.append("Worst pages:")
        lines += [f"  {page.f1:.3f}  {page.id}" for page in worst]
    return "\n".join(lines)


def _row(system: SystemResult, sets: list[str]) -> list[str]:
    figures, each = system.overall(), system.by_dataset()
    name = f"{system.name} {system.version}".strip()
    means = [f"{value:.4f}" for value in (figures.f1, figures.precision, figures.recall)]
    counts = [str(figures.bad), str(system.errors()), f"{system.median_seconds() * 1e3:.1f}"]
    return [name, *means, *counts, *(f"{each[one].f1:.4f}" for one in sets)]


def _sites(system: SystemResult) -> int:
    return len({page.site for page in system.pages})


def _inspected(
    worst: list[PageResult], corpus: GoldCorpus, output: Path, pipeline: Pipeline
) -> dict[str, str]:
    """Write what became of each block of the worst pages beside a report; their links, by id."""
    pages = {page.id: page for page in corpus.pages}
    folder = output.with_name(output.stem + "-pages")
    links = {}
    for number, result in enumerate(worst, 1):
        page = pages[result.id]
        try:
            source = read_source(page.path)
            document = extract(source, url=page.url or None, kind=page.kind, pipeline=pipeline)
        except NewscleanError:
            continue  # the report has its error
        _write(str(folder / f"{number}.html"), document.report())
        links[result.id] = f"{quote(folder.name)}/{number}.html"
    return links


def _watch(corpus: GoldCorpus) -> Watch | None:
    if not sys.stderr.isatty():
        return None

    def watch(name: str, done: int) -> None:
        end = "\n" if done == len(corpus.pages) else ""
        click.echo(f"\r{name}: {done} of {len(corpus.pages)} pages{end}", err=True, nl=False)

    return watch


def _write_draft(path: Path) -> None:
    target = path.with_name(path.name + SUFFIX)
    if target.exists():
        raise BatchError(f"{target} is there already; take it away to make a new one")
    try:
        document = extract(read_source(path))
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    _write(str(target), draft(document))
    click.echo(
        f"{target}: take the # off lines that belong to the text, put one before lines that do "
        "not, and say `checked: yes`."
    )


def _write(target: str, text: str) -> None:
    if target == "-":
        print_text(text.rstrip("\n"))
        return
    try:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        Path(target).write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise BatchError(f"cannot write {target}: {error.strerror or error}") from error
