"""The figures of docs/results.md, on data of your own choosing: one command.

    python benchmarks/results.py DATA                   peers, and what each part is worth
    python benchmarks/results.py DATA --limit 200       on a sample, the same each time
    python benchmarks/results.py DATA --style resall    on the dumps of a style
    python benchmarks/results.py DATA --only peers --plot accuracy-time.svg

DATA is a folder in a layout of benchmarks/layouts.py. The output is Markdown. It needs
`pip install 'newsclean[bench]'`. Each system runs in a process of its own, one at a time, so
that times can be compared; a page that takes longer than the time limit scores 0.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ablation import without_cleaners, without_groups
from layouts import SEEN, layout_of, read_layout

import newsclean
from newsclean.evaluation import (
    PEERS,
    Evaluation,
    SystemResult,
    choose,
    evaluate,
    newsclean_system,
    sampled,
)

_RED, _BLUE = "#b3541e", "#1f6f8b"

CARDS = Path(newsclean.__file__).parent / "scoring" / "models"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--style", default="html", help="html, or dumps of a style")
    parser.add_argument("--limit", type=int, help="pages; all where not given")
    parser.add_argument("--timeout", type=float, default=30.0, help="seconds a page")
    parser.add_argument("--only", choices=["peers", "ablation"])
    parser.add_argument("--plot", type=Path, help="an SVG of accuracy against time")
    options = parser.parse_args()
    corpus = sampled(read_layout(options.data, options.style), options.limit)
    seen = layout_of(options.data) in SEEN
    kind = corpus.pages[0].kind
    sites = len({page.site for page in corpus.pages})
    today = datetime.now(UTC).date()
    print(f"{len(corpus.pages)} pages of {sites} sites, {options.style}, {today}.")
    if seen:
        print(
            "\nThe shipped model was trained on pages of this set: what newsclean reaches here is "
            "in-sample. The rows of the model card are out of fold."
        )
    ours = newsclean_system()
    if options.only != "ablation":
        found = evaluate(
            corpus, [ours, *choose(PEERS)], name=str(options.data), timeout=options.timeout
        )
        print("\n" + peers_table(found, seen=seen))
        rows = card_rows(kind, options.style) if seen else []
        if rows:
            head = ["newsclean's scorer alone, out of fold", "pages", "F1", "P", "R", "bad"]
            print("\n" + _table(head, rows))
        if options.plot:
            means = [float(row[2]) for row in rows if row[0] == "mean"]
            plot(found, options.plot, means[0] if means else None)
    if options.only != "peers":
        for title, systems in (
            ("without this cleaner", without_cleaners()),
            ("with this hidden from the scorer (not trained anew)", without_groups(kind)),
        ):
            found = evaluate(corpus, [ours, *systems], timeout=options.timeout)
            print("\n" + ablation_table(title, found))


def peers_table(found: Evaluation, *, seen: bool) -> str:
    """Every system's figures, best first."""
    sets = list(found.first.by_dataset()) if len(found.first.by_dataset()) > 1 else []
    head = ["system", *sets, "F1", "P", "R", "bad", "none", "ms, median", "newsclean ahead by"]
    snippets = found.first.snippets() is not None
    if snippets:
        head += ["wanted there", "unwanted absent"]
    rows = []
    for system in sorted(found.systems, key=lambda system: -system.overall().f1):
        figures, each = system.overall(), system.by_dataset()
        row = [
            f"{system.name} {system.version}" + (" (in-sample)" if _ours(system) and seen else "")
        ]
        row += [_short(each[name].f1) for name in sets]
        row += [_short(value) for value in (figures.f1, figures.precision, figures.recall)]
        row += [str(figures.bad), str(system.errors()), f"{system.median_seconds() * 1e3:.1f}"]
        row.append("" if _ours(system) else _ahead(found.first, system))
        row += [_short(share) for share in system.snippets() or ()]
        rows.append(row)
    return _table(head, rows)


def card_rows(kind: str, style: str) -> list[list[str]]:
    """The figures out of fold that training wrote beside the model: of the scorer alone."""
    card = (CARDS / f"{kind}.md").read_text(encoding="utf-8")
    second = card.partition("## Second pass")[2].partition("\n## ")[0]
    rows = re.findall(rf"^\| {style} (.+?) \| (.+) \|$", second, re.M)
    return [[name, *cells.split(" | ")] for name, cells in rows]


def ablation_table(title: str, found: Evaluation) -> str:
    """What each part is worth: the F1 that is lost without it."""
    rows = [["all parts", _short(found.first.overall().f1), ""]]
    rows += [
        [
            system.name.removeprefix("without "),
            _short(system.overall().f1),
            _ahead(found.first, system),
        ]
        for system in found.systems[1:]
    ]
    return _table([title, "F1", "F1 lost a page, 95 % by site"], rows)


def plot(found: Evaluation, target: Path, out_of_fold: float | None) -> None:
    """Accuracy against time, a mark for each system, and where newsclean stands out of fold."""
    import matplotlib as mpl

    mpl.use("svg")
    # The same figures give the same file, with its words as words.
    mpl.rcParams.update({"svg.hashsalt": "newsclean", "svg.fonttype": "none"})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7.5, 4.8))

    def mark(name: str, across: float, up: float, **how: str) -> None:
        axes.plot(across, up, "o", markersize=8, **how)
        axes.annotate(name, (across, up), xytext=(7, 4), textcoords="offset points", fontsize=9)

    for system in found.systems:
        across, up = system.median_seconds() * 1e3, system.overall().f1
        if _ours(system):
            name = system.name if out_of_fold is None else f"{system.name} (in-sample)"
            mark(name, across, up, color=_RED)
            if out_of_fold is not None:
                name = "newsclean (model card, out of fold)"
                mark(name, across, out_of_fold, color=_RED, markerfacecolor="white")
        else:
            mark(system.name, across, up, color=_BLUE)
    axes.set_xscale("log")
    axes.margins(x=0.3, y=0.1)
    axes.set_xlabel("processor time of the median page, ms (less is better)")
    axes.set_ylabel("F1, mean of data sets (more is better)")
    axes.grid(alpha=0.3, which="both")
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})


def _ours(system: SystemResult) -> bool:
    return system.name == "newsclean"


def _ahead(first: SystemResult, system: SystemResult) -> str:
    found = first.ahead_of(system)
    return f"{found.mean:+.4f} [{found.low:+.4f}, {found.high:+.4f}]" if found else "too few sites"


def _short(value: float) -> str:
    return f"{value:.4f}".lstrip("0") if value < 1 else f"{value:.4f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
