"""Finds labelled pages in a folder of any of three layouts.

- Pairs: `story.html` (or a dump, also gzipped) with `story.html.gold` beside it, at any depth.
- The bench's: `pages.jsonl`, `html/`, `dumps/` (see `newsclean.training.corpus`).
- This project's corpus: `pages/<name>.html`, `pages/<name>.<style>.txt`, `gold/<name>.txt`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from newsclean.errors import BatchError, ConfigError
from newsclean.evaluation.gold import SUFFIX, read_gold
from newsclean.page import Kind
from newsclean.training.corpus import Corpus

_HTML_NAME = re.compile(r"\.(?:html?|xhtml)(?:\.gz)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page and what its text should be."""

    id: str
    """Its name in figures: its path below the corpus, or `dataset/id`."""
    path: str
    kind: Kind
    site: str
    """Pages of one site are drawn together where intervals are computed."""
    gold: str | None
    """The main text; None where there are only snippets."""
    url: str = ""
    dataset: str = ""
    """Figures are given for each data set too; "" where there is but one."""
    wanted: tuple[str, ...] = ()
    """Snippets that must stand in the text, where there is no gold text."""
    unwanted: tuple[str, ...] = ()
    """Snippets that must not."""


@dataclass(frozen=True, slots=True)
class GoldCorpus:
    """The labelled pages of a folder, in a fixed order."""

    pages: tuple[GoldPage, ...]
    notices: tuple[str, ...] = ()
    """What was left out and why, a line each."""


def open_corpus(root: Path, *, style: str = "html") -> GoldCorpus:
    """Find the labelled pages below a folder.

    Args:
        root: The folder; its layout is told by what is in it.
        style: In the bench's layout "html", or the dumps to take; elsewhere "html" takes all.

    Raises:
        BatchError: there are none, or the folder has no dumps of that style.
        ConfigError: a gold file or `pages.jsonl` cannot be read.
    """
    if not root.is_dir():
        raise BatchError(f"{root} is no folder")
    if (root / "pages.jsonl").exists():
        corpus = _bench(root, style)
    elif style != "html":
        raise BatchError(f"{root} has no pages.jsonl, and so no dump styles: leave out --style")
    elif (root / "pages").is_dir() and (root / "gold").is_dir():
        corpus = GoldCorpus(tuple(_cases(root)))
    else:
        corpus = _pairs(root)
    if not corpus.pages:
        why = f" ({'; '.join(corpus.notices)})" if corpus.notices else ""
        raise BatchError(
            f"no labelled pages in {root}{why}: a page needs a gold file beside it, "
            f"which `newsclean evaluate --new PAGE` makes"
        )
    return corpus


def sampled(corpus: GoldCorpus, limit: int | None) -> GoldCorpus:
    """About `limit` pages, the same each time, with as large a share of each data set; or all."""
    if limit is None or limit >= len(corpus.pages):
        return corpus
    sets: dict[str, list[GoldPage]] = {}
    for page in sorted(corpus.pages, key=_lot):
        sets.setdefault(page.dataset, []).append(page)
    share = limit / len(corpus.pages)
    chosen = {
        page.id for found in sets.values() for page in found[: max(1, round(share * len(found)))]
    }
    return replace(corpus, pages=tuple(page for page in corpus.pages if page.id in chosen))


def _lot(page: GoldPage) -> str:
    return hashlib.sha256(page.id.encode()).hexdigest()


def kind_of(name: str) -> Kind:
    """What a page is, by the ending of its name."""
    return "html" if _HTML_NAME.search(name) else "text"


def _pairs(root: Path) -> GoldCorpus:
    pages, unchecked, alone = [], 0, 0
    for place in sorted(root.rglob(f"*{SUFFIX}")):
        path = place.with_name(place.name.removesuffix(SUFFIX))
        if not path.is_file():
            alone += 1
            continue
        gold = read_gold(place)
        if not gold.checked:
            unchecked += 1
            continue
        name = path.relative_to(root).as_posix()
        # A folder stands for a site where the gold does not name one.
        site = gold.site or (path.parent.name if path.parent != root else name)
        pages.append(GoldPage(name, str(path), kind_of(name), site, gold.text, gold.url))
    notices = []
    if unchecked:
        notices.append(f"left out {unchecked} gold files that say `checked: no`")
    if alone:
        notices.append(f"left out {alone} gold files without a page beside them")
    return GoldCorpus(tuple(pages), tuple(notices))


def _bench(root: Path, style: str) -> GoldCorpus:
    try:
        corpus = Corpus(root)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError) as error:
        raise ConfigError(f"{root / 'pages.jsonl'}: {error!r}") from error
    if style not in ("html", *corpus.styles()):
        known = ", ".join(("html", *corpus.styles()))
        raise BatchError(f"{root} has no style {style!r}; it has: {known}")
    pages, missing = [], 0
    for entry in corpus:
        if entry.gold is None and not entry.wanted and not entry.unwanted:
            continue  # only its type is known
        path = corpus.path(entry, style)
        if not path.exists():
            missing += 1
            continue
        pages.append(
            GoldPage(
                id=f"{entry.dataset}/{entry.id}",
                path=str(path),
                kind="html" if style == "html" else "text",
                site=entry.site,
                gold=entry.gold,
                url=entry.url,
                dataset=entry.dataset,
                wanted=entry.wanted,
                unwanted=entry.unwanted,
            )
        )
    notices = (f"left out {missing} pages without a file in style {style}",) if missing else ()
    return GoldCorpus(tuple(pages), notices)


def _cases(root: Path) -> Iterator[GoldPage]:
    for path in sorted((root / "pages").iterdir()):
        name = path.name.partition(".")[0]
        gold = root / "gold" / f"{name}.txt"
        if gold.exists():
            facts = root / "gold" / f"{name}.json"
            url = json.loads(facts.read_text(encoding="utf-8"))["url"] if facts.exists() else ""
            text = gold.read_text(encoding="utf-8")
            yield GoldPage(path.name, str(path), kind_of(path.name), name, text, url or "")
