"""What becomes of labelled pages that come in another form: without address, head or classes.

    python -m benchmarks.forms ../shared/bench             all pages with a gold text
    python -m benchmarks.forms ../shared/bench --step 10   every tenth of them

DATA is a folder that `benchmarks/layouts.py` reads. Each page is cleaned as it is and told its
address, then in other forms, and so is a dump that is drawn from it. `stories` is the share of the
first form's related stories that a form gives too, `others` what it gives besides for each of
them. The shipped models know pages of sets that they were trained on: read a row beside the first
of its kind. Output is Markdown.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from random import Random
from statistics import fmean
from typing import NamedTuple

from lxml import etree
from lxml import html as markup

from benchmarks.each_page import rows_of
from newsclean import Document, extract
from newsclean.batch.unpacking import read_source
from newsclean.evaluation import GoldPage
from newsclean.metrics import score
from newsclean.reading.decoding import decode
from newsclean.training.rendering import Manner, rendered
from newsclean.wording import key

_DECLARED = re.compile(
    r"<link[^>]*canonical[^>]*>|<meta[^>]*(?:og|twitter):url[^>]*>|<base\b[^>]*>", re.IGNORECASE
)
_NAMES = ("class", "id", "role", "itemprop", "itemtype")
_DIVS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote article main section aside nav header footer "
    "figure figcaption".split()
)


def _changed(change: Callable[[etree._Element], None]) -> Callable[[str], str]:
    def make(page: str) -> str:
        parser = markup.HTMLParser(encoding="utf-8", huge_tree=True)
        root = markup.document_fromstring(page.encode(), parser=parser)
        change(root)
        return markup.tostring(root, encoding="unicode")

    return make


def _drop_head(root: etree._Element) -> None:
    for head in root.findall("head"):
        root.remove(head)


def _drop_names(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        for name in [n for n in element.attrib if n in _NAMES or n.startswith(("data-", "aria-"))]:
            del element.attrib[name]


def _make_divs(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        if element.tag in _DIVS:
            element.tag = "div"


TOLD = "HTML, told its address"
HTML: Mapping[str, Callable[[str], str]] = {
    "HTML, not told": lambda page: page,
    "HTML, not told, and it declares none": lambda page: _DECLARED.sub("", page),
    "HTML without its head": _changed(_drop_head),
    "HTML without names of elements": _changed(_drop_names),
    "HTML of divs": _changed(_make_divs),
    "HTML on one line": lambda page: re.sub(r"\s+", " ", page),
}
"""Forms of a page, none of which is told its address."""
DUMPS: Mapping[str, Callable[[str], str]] = {
    "a drawn dump": lambda dump: dump,
    "line ends of Windows, twice": lambda dump: dump.replace("\n", "\r\r\n"),
    "every line end twice": lambda dump: dump.replace("\n", "\n\n"),
    "no empty lines": lambda dump: re.sub(r"\n\s*\n", "\n", dump),
    "indented lines": lambda dump: re.sub(r"(?m)^(?=.)", "    ", dump),
    "characters by name": lambda dump: html.escape(dump).replace("’", "&rsquo;"),
    "characters by number": lambda dump: html.escape(dump).replace("’", "&#8217;"),
    "line ends as escapes": lambda dump: json.dumps(dump, ensure_ascii=False)[1:-1],
    "line ends as tags": lambda dump: dump.replace("\n", "<br>\n"),
}


class Row(NamedTuple):
    """What came of a page in one form."""

    form: str
    f1: float
    headline: bool
    """Whether it is that of the first form."""
    found: int
    """Stories of the first form that are there too."""
    others: int
    stories: int
    """Stories of the first form."""
    article: bool


def judged(page: GoldPage) -> list[Row]:
    """Clean a page in all forms."""
    source, _ = decode(read_source(page.path))
    gold = page.gold or ""
    first = extract(source, url=page.url or None, kind="html")
    rows = [_row(TOLD, first, first, gold)]
    rows += [_row(form, extract(make(source)), first, gold) for form, make in HTML.items()]
    dump = rendered(source.encode(), Manner.drawn(Random(page.id)))
    first = extract(dump)
    return rows + [_row(form, extract(make(dump)), first, gold) for form, make in DUMPS.items()]


def _row(form: str, document: Document, first: Document, gold: str) -> Row:
    wanted, given = ({key(link.title) for link in d.related} for d in (first, document))
    return Row(
        form,
        score(document.text, gold).f1,
        document.title == first.title,
        len(wanted & given),
        len(given - wanted),
        len(wanted),
        bool(document.is_article),
    )


def main() -> None:
    """Print the table."""
    rows = rows_of(judged, (__doc__ or "").partition("\n")[0])
    print("| form | pages | F1 | below .5 | headline | stories | others | articles |")
    print("|---" * 8 + "|")
    for form in (TOLD, *HTML, *DUMPS):
        mine = [row for row in rows if row.form == form]
        f1, stories = [row.f1 for row in mine], max(1, sum(row.stories for row in mine))
        print(
            f"| {form} | {len(mine)} | {fmean(f1):.4f} | {sum(value < 0.5 for value in f1)} "
            f"| {fmean(row.headline for row in mine):.2f} "
            f"| {sum(row.found for row in mine) / stories:.2f} "
            f"| {sum(row.others for row in mine) / stories:.2f} "
            f"| {fmean(row.article for row in mine):.2f} |"
        )


if __name__ == "__main__":
    main()
