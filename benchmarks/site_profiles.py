"""What a site's other pages are worth: text F1 with a site profile beside that without.

    python benchmarks/site_profiles.py ../shared/bench            the pages in HTML
    python benchmarks/site_profiles.py ../shared/bench resall     as dumps of this style

Takes the sites of a bench (`pages.jsonl`, `html/`, `dumps/`) that have several pages. The
profile is learned from all pages of the site, the cleaned one among them, as in a batch. F1 is
over bags of words. It also counts what the profile cost: words of the gold that were put aside.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from statistics import fmean

from newsclean import SiteProfile, extract
from newsclean.reading import read
from newsclean.site import SiteCounts

_WORD = re.compile(r"\w+")
_GROUPS = ((2, 2), (3, 4), (5, 99))


def bag(text: str) -> Counter[str]:
    """The words of a text, counted."""
    return Counter(_WORD.findall(text.lower()))


def f1(text: str, gold: str) -> float:
    """F1 of a text's words."""
    got, wanted = bag(text), bag(gold)
    common = (got & wanted).total()
    return 2 * common / ((got.total() + wanted.total()) or 1)


def main() -> None:
    """Print the table."""
    bench = Path(sys.argv[1])
    style = sys.argv[2] if len(sys.argv) > 2 else ""
    folder = bench / "dumps" / style if style else bench / "html"
    ending = ".txt.gz" if style else ".html.gz"
    sites: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with (bench / "pages.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            if page["site"]:
                sites[page["site"]].append(page)
    rows: defaultdict[tuple[int, int], list[tuple[float, float, int, int]]] = defaultdict(list)
    for site, pages in sorted(sites.items()):
        if len(pages) < 2 or not any(page["gold"] for page in pages):
            continue
        paths = [folder / page["dataset"] / f"{page['id']}{ending}" for page in pages]
        raw = [gzip.decompress(path.read_bytes()) if path.exists() else b"" for path in paths]
        profile = learned(raw)
        group = next(group for group in _GROUPS if group[0] <= len(pages) <= group[1])
        for source, page in zip(raw, pages, strict=True):
            if not source or not page["gold"]:
                continue
            before = extract(source, url=page["url"]).text
            after = extract(source, url=page["url"], site=profile).text
            gone = bag(before) - bag(after)
            wrong = (gone & bag(page["gold"])).total() if gone else 0
            rows[group].append(
                (f1(before, page["gold"]), f1(after, page["gold"]), gone.total(), wrong)
            )
            if wrong > 5:
                print(f"{site} {page['id']}: {wrong} words of the gold put aside", file=sys.stderr)
    print(
        "pages of the site | pages | F1 without | F1 with | pages changed | better | worse |",
        end="",
    )
    print(" words put aside more | of them in the gold")
    for (least, most), group_rows in sorted(rows.items()):
        before, after = (fmean(row[i] for row in group_rows) for i in (0, 1))
        better = sum(row[1] > row[0] for row in group_rows)
        worse = sum(row[1] < row[0] for row in group_rows)
        changed = sum(row[2] > 0 for row in group_rows)
        gone, wrong = (sum(row[i] for row in group_rows) for i in (2, 3))
        name = str(least) if least == most else f"{least} to {most}" if most < 99 else f"{least}+"
        print(
            f"{name} | {len(group_rows)} | {before:.4f} | {after:.4f} | {changed} | {better} | "
            f"{worse} | {gone} | {wrong}"
        )


def learned(pages: list[bytes]) -> SiteProfile:
    """The profile of a site's pages, empty ones left out."""
    counts = SiteCounts()
    for page in filter(None, pages):
        counts.add(read(page))
    return counts.profile()


if __name__ == "__main__":
    main()
