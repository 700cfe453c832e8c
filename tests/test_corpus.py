"""Every page of the corpus, in every form it has there, against its gold."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from newsclean import Document, extract
from newsclean.wording import alike, key, words

CORPUS = Path(__file__).parents[1] / "corpus"
PAGES = sorted((CORPUS / "pages").iterdir())
LEAST_F1 = 0.9
LEAST_RELATED = 0.6


def _name(path: Path) -> str:
    return path.name.split(".")[0]


def _gold(path: Path) -> tuple[str, dict[str, Any]]:
    text = (CORPUS / "gold" / f"{_name(path)}.txt").read_text(encoding="utf-8")
    facts = json.loads((CORPUS / "gold" / f"{_name(path)}.json").read_text(encoding="utf-8"))
    return text, facts


def _known_failure(path: Path, what: str) -> str | None:
    """A reason written into the gold: `"known_failures": {"lynx.txt": {"related": "why"}}`."""
    form = path.name.partition(".")[2]
    reason: str | None = _gold(path)[1].get("known_failures", {}).get(form, {}).get(what)
    return reason


def _cases(what: str) -> list[Any]:
    return [
        pytest.param(
            path,
            id=path.name,
            marks=[pytest.mark.xfail(reason=reason, strict=True)]
            if (reason := _known_failure(path, what))
            else [],
        )
        for path in PAGES
    ]


def _extract(path: Path) -> Document:
    url = _gold(path)[1].get("url") if path.suffix == ".html" else None
    return extract(path.read_bytes(), url=url)


def _related(path: Path) -> tuple[int, int, int]:
    """Related stories found, wanted, and offered; a dump is asked for what stands in it."""
    gold = [key(link["title"]) for link in _gold(path)[1]["related"]]
    found = [key(link.title) for link in _extract(path).related]
    if path.suffix != ".html":
        dump = key(path.read_text(encoding="utf-8", errors="replace"))
        gold = [title for title in gold if title in dump]
    hits = sum(any(alike(title, other) for other in found) for title in gold)
    return hits, len(gold), len(found)


def _f1(text: str, gold: str) -> float:
    a, b = Counter(words(text.lower())), Counter(words(gold.lower()))
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("path", _cases("text"))
def test_main_text(path: Path) -> None:
    assert _f1(_extract(path).text, _gold(path)[0]) >= LEAST_F1


@pytest.mark.parametrize("path", _cases("related"))
def test_related_links(path: Path) -> None:
    hits, gold, found = _related(path)
    if not gold:
        assert found == 0
        return
    assert hits / gold >= LEAST_RELATED
    assert hits / max(1, found) >= LEAST_RELATED


@pytest.mark.parametrize("path", _cases("metadata"))
def test_title_and_date(path: Path) -> None:
    facts = _gold(path)[1]
    document = _extract(path)
    assert alike(key(document.title or ""), key(facts["title"]))
    if path.suffix == ".html" and facts["date"]:
        assert document.date == facts["date"]


def test_nearly_all_unwanted_lines_are_left_out() -> None:
    kept = wanted = 0
    for path in PAGES:
        text = _flat(_extract(path).text)
        unwanted = [_flat(line) for line in _gold(path)[1].get("unwanted", [])]
        kept += sum(line in text for line in unwanted)
        wanted += len(unwanted)
    assert wanted > 300
    assert kept <= 0.1 * wanted


@pytest.mark.parametrize("path", [p for p in PAGES if p.suffix == ".html"], ids=lambda p: p.name)
def test_the_text_of_a_page_reads_back_nearly_whole(path: Path) -> None:
    text = _extract(path).text
    assert _f1(extract(text, kind="text").text, text) >= 0.9


def test_every_page_has_gold_and_every_gold_a_page() -> None:
    golds = {path.stem for path in (CORPUS / "gold").glob("*.txt")}
    assert golds == {_name(path) for path in PAGES}
    assert golds == {path.stem for path in (CORPUS / "gold").glob("*.json")}
    assert len(golds) > 30
