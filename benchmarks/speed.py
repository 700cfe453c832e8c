"""CPU time a page, newsclean beside trafilatura, and where newsclean's time goes.

    python benchmarks/speed.py                  the pages of the corpus
    python benchmarks/speed.py FOLDER           the .html, .htm and .txt files of a folder

Both systems read each page twice in turn and the second time counts, so that what one run of this
machine slows down slows both. Ratios travel between machines; milliseconds do not.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

import trafilatura

import newsclean
from newsclean import Pipeline, View
from newsclean.page import LabelledPage
from newsclean.reading import read
from newsclean.settling import settle
from newsclean.writing import write

CORPUS = Path(__file__).parents[1] / "corpus" / "pages"


def milliseconds(act: Callable[[], object]) -> float:
    """CPU time of the second of two calls."""
    act()
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1e3


def as_markup(dump: str) -> str:
    """A dump as the only thing that trafilatura reads: a paragraph a line."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in dump.splitlines() if line.strip())
    return f"<html><body>{lines}</body></html>"


def steps(path: Path, spent: dict[str, float]) -> None:
    """Add the time of each step on one page."""
    raw = path.read_bytes()
    pipeline = Pipeline.default()

    def timed(name: str, act: Callable[[], object]) -> object:
        start = time.process_time()
        result = act()
        spent[name] = spent.get(name, 0.0) + (time.process_time() - start) * 1e3
        return result

    page = timed("read", lambda: read(raw))
    view = View(page, [None] * len(page.blocks), pipeline.scorer)  # type: ignore[attr-defined, arg-type]
    timed("score", lambda: view.scores)
    for cleaner in pipeline.cleaners:
        timed(cleaner.name, lambda cleaner=cleaner: list(cleaner.claims(view)))  # type: ignore[misc]
    labelled = pipeline.run(page)  # type: ignore[arg-type]
    if labelled.page.kind == "text":
        timed("settle", lambda: settle(labelled, pipeline))
    timed("write", lambda: write(LabelledPage(labelled.page, labelled.decisions)))


def main() -> None:
    """Print the tables."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    for kind, endings in (("html", (".html", ".htm")), ("text", (".txt",))):
        paths = sorted(p for p in folder.rglob("*") if p.suffix in endings)
        if not paths:
            continue
        ours, theirs = [], []
        spent: dict[str, float] = {}
        for path in paths:
            raw = path.read_bytes()
            markup = raw if kind == "html" else as_markup(raw.decode("utf-8", "replace"))
            ours.append(milliseconds(lambda raw=raw: newsclean.extract(raw)))  # type: ignore[misc]
            theirs.append(milliseconds(lambda markup=markup: trafilatura.extract(markup)))  # type: ignore[misc]
            steps(path, spent)
        print(f"\n{kind}: {len(paths)} pages, CPU ms a page")
        for name, figure in (("median", statistics.median), ("mean", statistics.fmean)):
            a, b = figure(ours), figure(theirs)
            print(f"  {name:<8} newsclean {a:7.2f}   trafilatura {b:7.2f}   ratio {b / a:.2f}")
        for step, total in sorted(spent.items(), key=lambda item: -item[1]):
            print(f"    {step:<22}{total / len(paths):7.2f}")


if __name__ == "__main__":
    main()
