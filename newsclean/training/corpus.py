"""Reads a labelled corpus in the bench's layout.

A folder with `pages.jsonl` (a page a line: `id`, `dataset`, `site`, `url`, `title`, `gold` or the
snippets `with` and `without`, `page_type`; pages with `gold_unsound` are left out), the raw bytes
in `html/<dataset>/<id>.html.gz`, and dumps in `dumps/<style>/<dataset>/<id>.txt.gz`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from newsclean.errors import NewscleanError
from newsclean.page import Page
from newsclean.reading import read
from newsclean.training.hand_labels import main_labels, main_text
from newsclean.training.rendering import Manner, rendered

DRAWN = ("drawn1", "drawn2")
"""Styles of dumps that no file holds: made of a page's HTML, each page in a manner of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the corpus says of one page."""

    id: str
    dataset: str
    site: str
    url: str
    gold: str | None
    wanted: tuple[str, ...]
    """Snippets that must stand in the text."""
    unwanted: tuple[str, ...]
    """Snippets that must not."""
    page_type: str
    """"article" or another type; "" where unknown."""
    title: str
    """The headline, "" where unknown."""


class Corpus:
    """A folder of labelled pages."""

    def __init__(self, root: Path) -> None:
        self.root = root
        with open(root / "pages.jsonl", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        self.entries = [
            Entry(
                id=row["id"],
                dataset=row["dataset"],
                site=row.get("site") or row["id"],
                url=row.get("url") or "",
                gold=row.get("gold"),
                wanted=tuple(row.get("with") or ()),
                unwanted=tuple(row.get("without") or ()),
                page_type=row.get("page_type") or ("article" if row.get("gold") else ""),
                title=row.get("title") or "",
            )
            for row in rows
            if not row.get("gold_unsound")
        ]

    def styles(self) -> list[str]:
        """The dump styles that there are files of, by name."""
        folder = self.root / "dumps"
        return sorted(p.name for p in folder.iterdir()) if folder.exists() else []

    def all_styles(self) -> list[str]:
        """The styles that dumps are learned from: those of files, and the drawn ones."""
        return [*self.styles(), *DRAWN]

    def path(self, entry: Entry, style: str = "html") -> Path:
        """Where an entry's HTML, or its dump in a style, stands if there is one."""
        if style == "html":
            return self.root / "html" / entry.dataset / f"{entry.id}.html.gz"
        return self.root / "dumps" / style / entry.dataset / f"{entry.id}.txt.gz"

    def manner(self, entry: Entry, style: str) -> Manner:
        """The manner in which an entry's dump in a drawn style is made."""
        return Manner.drawn(Random(f"{style}/{entry.dataset}/{entry.id}"))

    def page(self, entry: Entry, style: str = "html") -> Page | None:
        """Read an entry's HTML, or its dump in a style; None where there is none with text.

        A drawn style is made of the HTML, each time the same.
        """
        path = self.path(entry, "html" if style in DRAWN else style)
        if not path.exists():
            return None
        raw = gzip.decompress(path.read_bytes())
        try:
            if style == "html":
                page = read(raw, url=entry.url, kind="html")
            elif style in DRAWN:
                dump = rendered(raw, self.manner(entry, style))
                page = read(dump, url=entry.url, kind="text")
            else:
                page = read(raw.decode("utf-8"), url=entry.url, kind="text")
        except NewscleanError:
            return None
        return page if page.blocks else None

    def known_text(self, entry: Entry) -> str:
        """The gold text, or the one that we labelled by hand; "" where neither is known."""
        if entry.gold:
            return entry.gold
        labelled = main_labels().get((entry.dataset, entry.id))
        page = self.page(entry) if labelled else None
        return main_text(page, labelled) if page and labelled else ""

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)
