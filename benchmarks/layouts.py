"""Reads the folders in which public sets of labelled news pages are handed out.

| layout | pages | gold |
|---|---|---|
| `scrapinghub` | `html/<id>.html.gz` | `ground-truth.json`: `articleBody` by id |
| `newspaper4k` | the same, `.html` or `.html.gz` | the same |
| `fundus` | `dataset/html/<id>.html.gz` | `dataset/ground_truth.json`: `body`, a list, by id |
| `wcxb` | `dev/html/<id>.html.gz` | `dev/ground-truth/<id>.json`: `main_content` |

Any other folder is read as `newsclean evaluate` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsclean.errors import BatchError
from newsclean.evaluation import GoldCorpus, GoldPage, open_corpus

SEEN = frozenset({"bench", "scrapinghub", "newspaper4k", "fundus", "wcxb"})
"""Layouts of sets whose pages, or pages of whose sites, the shipped models were trained on."""


def layout_of(root: Path) -> str:
    """The name of a folder's layout, by what is in it."""
    if (root / "ground-truth.json").exists():
        return "scrapinghub"  # and newspaper4k's
    if (root / "dataset" / "ground_truth.json").exists():
        return "fundus"
    if (root / "dev" / "ground-truth").is_dir():
        return "wcxb"
    return "bench" if (root / "pages.jsonl").exists() else "pairs"


def read_layout(root: Path, style: str = "html") -> GoldCorpus:
    """The labelled pages of a folder. Raises `BatchError` where there are none."""
    readers = {"scrapinghub": _scrapinghub, "fundus": _fundus, "wcxb": _wcxb}
    reader = readers.get(layout_of(root))
    if reader is None:
        return open_corpus(root, style=style)
    pages = tuple(reader(root))
    if not pages:
        raise BatchError(f"no labelled pages in {root}")
    return GoldCorpus(pages)


def _scrapinghub(root: Path) -> Iterator[GoldPage]:
    for name, row in sorted(_json(root / "ground-truth.json").items()):
        yield from _page(root / "html", name, row.get("articleBody") or "", row.get("url") or "")


def _fundus(root: Path) -> Iterator[GoldPage]:
    folder = root / "dataset"
    for name, row in sorted(_json(folder / "ground_truth.json").items()):
        # A paragraph in brackets may be there or not; it is taken to be there.
        body = "\n\n".join(p[1:-1] if p[:1] + p[-1:] == "[]" else p for p in row["body"])
        yield from _page(folder / "html", name, body, row.get("url") or "")


def _wcxb(root: Path) -> Iterator[GoldPage]:
    for split in ("dev", "test"):
        for path in sorted((root / split / "ground-truth").glob("*.json")):
            row = _json(path)
            kind = row.get("_internal", {}).get("page_type", {}).get("primary")
            if kind in (None, "article"):
                gold = row["ground_truth"]["main_content"] or ""
                pages = _page(root / split / "html", path.stem, gold, row.get("url") or "")
                yield from pages


def _page(folder: Path, name: str, gold: str, url: str) -> Iterator[GoldPage]:
    """The page called `name`, whatever endings the set leaves off; nothing where it is missing."""
    for ending in ("", ".html.gz", ".html", ".gz"):
        path = folder / (name + ending)
        if path.is_file():
            site = urlsplit(url).hostname or name
            yield GoldPage(name, str(path), "html", site, gold, url)
            return


def _json(path: Path) -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
