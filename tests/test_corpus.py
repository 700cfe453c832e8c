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
LEAST_F1 = 0.95


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


def _f1(text: str, gold: str) -> float:
    a, b = Counter(words(text.lower())), Counter(words(gold.lower()))
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("path", _cases("text"))
def test_main_text(path: Path) -> None:
    gold, facts = _gold(path)
    text = _extract(path).text
    assert _f1(text, gold) >= LEAST_F1
    assert [u for u in facts.get("unwanted", []) if _flat(u) in _flat(text)] == []


@pytest.mark.parametrize("path", _cases("related"))
def test_related_links(path: Path) -> None:
    facts = _gold(path)[1]
    gold = facts["related"]
    found = _extract(path).related
    if path.suffix != ".html":
        dump = key(path.read_text(encoding="utf-8", errors="replace"))
        gold = [g for g in gold if key(g["title"]) in dump]
    if not gold:
        assert [link.title for link in found] == []
        return
    hits = sum(any(alike(key(g["title"]), key(link.title)) for link in found) for g in gold)
    assert hits / len(gold) >= 0.8
    assert hits / max(1, len(found)) >= 0.8


@pytest.mark.parametrize("path", _cases("metadata"))
def test_title_and_date(path: Path) -> None:
    facts = _gold(path)[1]
    document = _extract(path)
    assert alike(key(document.title or ""), key(facts["title"]))
    if path.suffix == ".html" and facts["date"]:
        assert document.date == facts["date"]


def test_every_page_has_gold_and_every_gold_a_page() -> None:
    golds = {path.stem for path in (CORPUS / "gold").glob("*.txt")}
    assert golds == {_name(path) for path in PAGES}
    assert golds == {path.stem for path in (CORPUS / "gold").glob("*.json")}
    assert len(golds) > 30
