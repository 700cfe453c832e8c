"""Dumps built like the model dump, of the articles and headlines of a labelled corpus.

    python -m benchmarks.variations ../shared/bench              400 dumps
    python -m benchmarks.variations ../shared/bench --dumps 1000

DATA is a corpus in the bench's layout, with `related.jsonl`. Each dump has one article's paragraphs
under its title, headlines and names of lists that stand on other pages of the same language, and
teaser cards, in a layout that is drawn: what is said twice, numbered, parted by empty lines, where
times stand, which expression of a template leaks. The text of each is known to the letter, and so
are its stories with their lists and kickers. The output is Markdown.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

from newsclean import extract
from newsclean.metrics import score
from newsclean.wording import ends_sentence, key, length
from tests.dump_variations import LAYOUTS, Dump, Layout, Stories, dump

_ENGLISH = ("", "uk", "ca", "au", "za", "na", "ind")
_FEWEST = 14  # headlines of a language
_SHORT = 3  # paragraphs
_WORDS = (4.0, 24.0)  # of a headline
_TEASER = (10.0, 40.0)
_LAST = 15.0
"""Words of an article's last paragraph at the least: a subheading would name the list below."""
_KICKERS = ("WORLD", "ECONOMY", "SPORTS")
_PLACES = ("HONG KONG", "BERLIN", "MADRID")
_TIMES = ("12:45", "2025-03-02", "02.03.2025")


@dataclass
class Language:
    """What the pages of one language give."""

    articles: list[tuple[str, list[str]]] = field(default_factory=list)
    headlines: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    teasers: list[str] = field(default_factory=list)


def read(folder: Path) -> dict[str, Language]:
    """The material by language; pages whose language is not told are taken for English."""
    pages = {row["id"]: row for row in _rows(folder / "pages.jsonl")}
    found: defaultdict[str, Language] = defaultdict(Language)
    for page in pages.values():
        if page["gold"] and page["title"]:
            paragraphs = [" ".join(p.split()) for p in page["gold"].split("\n") if p.strip()]
            mine = found[_language(page)]
            mine.articles.append((" ".join(page["title"].split()), paragraphs))
            fits = (p for p in paragraphs if _TEASER[0] <= length(p) <= _TEASER[1])
            mine.teasers += [p for p in fits if ends_sentence(p)][:2]
    for row in _rows(folder / "related.jsonl"):
        mine = found[_language(pages[row["id"]])]
        for link in row["related"]:
            title = " ".join(link["title"].split())
            if _WORDS[0] <= length(title) <= _WORDS[1]:
                mine.headlines[key(title)] = title
            if link["section"] and length(link["section"]) <= _WORDS[0]:
                mine.names[key(link["section"])] = " ".join(link["section"].split())
    return {
        name: language
        for name, language in found.items()
        if len(language.headlines) >= _FEWEST
        and len(language.teasers) > 1
        and language.names
        and any(len(paragraphs) > _SHORT for _, paragraphs in language.articles)
    }


def drawn(language: Language, draw: random.Random) -> tuple[Stories, Layout]:
    """A page of other pages' stories, and how it is set."""
    title, paragraphs = draw.choice([a for a in language.articles if len(a[1]) > _SHORT])
    paragraphs = paragraphs[: draw.choice((6, 10, 16, 25))]
    while len(paragraphs) > 2 and length(paragraphs[-1]) < _LAST:
        paragraphs.pop()
    others = [words for words in language.headlines.values() if key(words) != key(title)]
    headlines = draw.sample(others, draw.choice((8, 11, 14)))
    cards, listed = headlines[:2], headlines[2:]
    names = draw.sample(sorted(language.names.values()), min(2, len(language.names)))
    teasers = draw.sample(language.teasers, len(cards))
    kickers = draw.sample(_KICKERS, len(cards))
    stories = Stories(
        headline=title,
        place=draw.choice(_PLACES),
        paragraphs=tuple(paragraphs),
        lists=tuple((name, tuple(listed[at :: len(names)])) for at, name in enumerate(names)),
        cards=tuple(zip(kickers, cards, teasers, strict=True)),
        times=_TIMES,
    )
    layout = Layout(
        header=draw.random() < 0.6,
        headlines=draw.choice((2, 3)),
        leak=draw.choice([layout.leak for layout in LAYOUTS.values()]),
        mark=draw.choice(("", "•", "1.")),
        twice=draw.random() < 0.6,
        blank=draw.random() < 0.6,
        time=draw.choice(("", "above", "below")),
        cards_first=draw.random() < 0.3,
    )
    return stories, layout


def measured(stories: Stories, made: Dump) -> dict[str, float]:
    """What came out of one dump, each figure from 0 to 1."""
    document = extract(made.text, kind="text")
    found = {key(link.title): link for link in document.related}
    wanted = {key(title): set(map(key, names)) for title, names in made.sections.items()}
    hits = found.keys() & wanted.keys()
    both = len(found) + len(wanted)
    kickers = {key(title): kicker for kicker, title, _ in stories.cards}
    return {
        "text": score(document.text, "\n".join(stories.paragraphs)).f1,
        "to the letter": document.text.split("\n\n") == list(stories.paragraphs),
        "title": key(document.title or "") == key(stories.headline),
        "related": 2 * len(hits) / both if both else 1.0,
        "lists": _share(set(map(key, found[t].sections)) == wanted[t] for t in hits),
        "kickers": _share(t in found and found[t].category == k for t, k in kickers.items()),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--dumps", type=int, default=400)
    options = parser.parse_args()
    languages = read(options.data)
    rows: defaultdict[str, list[dict[str, float]]] = defaultdict(list)
    for seed in range(options.dumps):
        draw = random.Random(seed)
        name = draw.choice(sorted(languages))
        stories, layout = drawn(languages[name], draw)
        rows[name].append(measured(stories, dump(stories, layout)))
    rows["all"] = [row for some in rows.values() for row in some]
    columns = list(rows["all"][0])
    print("| pages of | dumps |", " | ".join(columns), "|")
    print("|---|---|" + "---|" * len(columns))
    for name, some in sorted(rows.items()):
        figures = (f"{fmean(row[column] for row in some):.3f}" for column in columns)
        print(f"| {name} | {len(some)} |", " | ".join(figures), "|")


def _rows(path: Path) -> Iterator[Any]:
    # Line by line of the file: a text may hold other line ends.
    return map(json.loads, filter(None, path.read_text(encoding="utf-8").split("\n")))


def _language(page: Any) -> str:
    return "en" if page["lang"] in _ENGLISH else page["lang"]


def _share(right: Iterable[bool]) -> float:
    found = list(right)
    return fmean(found) if found else 1.0


if __name__ == "__main__":
    main()
