"""Text F1 on dumps whose maker cut the tags off labelled pages, and nothing else.

    python -m benchmarks.stripped ../shared/bench             all pages with a gold text
    python -m benchmarks.stripped ../shared/bench --step 10   every tenth of them

DATA is a folder that `benchmarks/layouts.py` reads. Scripts, styles and JSON of the pages stay
among their words. `left` says in how many texts traces of them are found, and `code` on how many
dumps newsclean took some off. The shipped models know pages of sets that they were trained on, so
read the figures beside those of the same pages without scripts, the last row. Output is Markdown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from statistics import fmean
from typing import NamedTuple

from benchmarks.each_page import rows_of
from newsclean import extract
from newsclean.batch.unpacking import read_source
from newsclean.evaluation import GoldPage
from newsclean.metrics import score
from newsclean.reading.decoding import decode

_TAG = re.compile(r"<[^>]+>")
_SCRIPT = re.compile(r"<(script|style|noscript)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TRACE = re.compile(r"function ?\(|\}\);|\"@type\"|\{[\w-]+:|!important|\\u[0-9a-f]{4}|window\.")


class _AllData(HTMLParser):
    """Takes all that a parser hands over as data."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data.strip())


def _parsed(page: str) -> str:
    parser = _AllData()
    parser.feed(page)
    return "\n".join(filter(None, parser.found))


def _cut(by: str) -> Callable[[str], str]:
    return lambda page: html.unescape(_TAG.sub(by, page))


FORMS: Mapping[str, Callable[[str], str]] = {
    "tags cut out": _cut(""),
    "a blank for each tag": _cut(" "),
    "a line end for each tag": _cut("\n"),
    "all data of Python's HTML parser": _parsed,
    "tags cut out, without scripts": lambda page: html.unescape(
        _TAG.sub("", _SCRIPT.sub("", page))
    ),
}
"""How the dumps are made."""


class Row(NamedTuple):
    """What came of one dump."""

    form: str
    f1: float
    left: bool
    code: bool


def judged(page: GoldPage) -> list[Row]:
    """Clean all dumps of a page."""
    markup, _ = decode(read_source(page.path))
    rows = []
    for form, make in FORMS.items():
        document = extract(make(markup), url=page.url or None, kind="text")
        codes = {notice.code for notice in document.warnings}
        f1 = score(document.text, page.gold or "").f1
        rows.append(Row(form, f1, _TRACE.search(document.text) is not None, "page_code" in codes))
    return rows


def main() -> None:
    """Print the table."""
    rows = rows_of(judged, (__doc__ or "").partition("\n")[0])
    print("| dumps | pages | F1 | below .5 | code | left |\n|---|---|---|---|---|---|")
    for form in FORMS:
        mine = [row for row in rows if row.form == form]
        f1 = [row.f1 for row in mine]
        print(
            f"| {form} | {len(mine)} | {fmean(f1):.3f} | {sum(value < 0.5 for value in f1)} "
            f"| {sum(row.code for row in mine)} | {sum(row.left for row in mine)} |"
        )


if __name__ == "__main__":
    main()
