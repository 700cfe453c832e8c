"""Site profiles as an engine's own group-by: count pages anywhere, group by site, learn each.

    pages ── count_pages ──▶ site, headline, lines ── group by site, learn ──▶ site, headlines, ...

`count_pages` and `learn` are pure and take and give Arrow tables, so that any engine can run them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from newsclean.errors import InputError
from newsclean.reading import read
from newsclean.site import LEAST, SiteCounts, SiteProfile, host_of
from newsclean.table import pages_of

if TYPE_CHECKING:
    import pyarrow

_HELD = 4096  # headlines, with some hundred lines each, before counts are handed on


@cache
def counts_schema() -> pyarrow.Schema:
    """A site's headline and the lines that stand under it, the latter two as digests."""
    import pyarrow as pa

    return pa.schema(
        [("site", pa.string()), ("headline", pa.string()), ("lines", pa.list_(pa.string()))]
    )


@cache
def profiles_schema() -> pyarrow.Schema:
    """A `SiteProfile`: its headlines, and the lines that repeat with how often each is shown."""
    import pyarrow as pa

    return pa.schema(
        [
            ("site", pa.string()),
            ("headlines", pa.int32()),
            ("lines", pa.list_(pa.string())),
            ("shown", pa.list_(pa.int32())),
        ]
    )


def count_pages(
    tables: Iterable[pyarrow.Table],
    *,
    url_column: str,
    html_column: str | None = None,
    text_column: str | None = None,
) -> Iterator[pyarrow.Table]:
    """Count what the pages of tables show, by the host of their addresses.

    Counts are merged as far as a fixed amount of memory allows, and then handed on in tables of
    `counts_schema()`. Pages without an address or that cannot be read teach nothing.

    Raises:
        ConfigError: a column does not exist, exists twice or holds no strings.
    """
    counts: defaultdict[str, SiteCounts] = defaultdict(SiteCounts)
    held = 0
    for table in tables:
        for source, url, kind in pages_of(table, html_column, text_column, url_column):
            if site := host_of(url or ""):
                try:
                    page = read(source, url=url, kind=kind)
                except InputError:  # cleaning it will say so
                    continue
                before = len(counts[site])
                counts[site].add(page)
                held += len(counts[site]) - before
                if held >= _HELD:
                    yield _counted(counts)
                    counts.clear()
                    held = 0
    yield _counted(counts)


def learn(counts: pyarrow.Table, *, least: float = LEAST) -> pyarrow.Table:
    """Learn the sites whose counts are in a table; all counts of a site must be in it.

    Gives a row of `profiles_schema()` for each site on which something repeats; `least` is as for
    `newsclean.site.learn_sites`.
    """
    import pyarrow as pa

    sites: defaultdict[str, SiteCounts] = defaultdict(SiteCounts)
    for batch in counts.to_batches(max_chunksize=256):
        for row in batch.to_pylist():
            sites[row["site"]].merge(row["headline"], row["lines"])
    rows = []
    for site, counted in sites.items():
        profile = counted.profile().trimmed(least)
        if profile.repeats:
            lines, shown = list(profile.repeats), list(profile.repeats.values())
            rows.append(
                {"site": site, "headlines": profile.headlines, "lines": lines, "shown": shown}
            )
    return pa.Table.from_pylist(rows, schema=profiles_schema())


class Profiles(Mapping[str, SiteProfile]):
    """Profiles by site, held as a table, a fifth of the size of Python objects.

    Where an engine keeps tables in shared memory, all workers of a machine read one copy.
    """

    def __init__(self, table: pyarrow.Table) -> None:
        """Take a table of `profiles_schema()`."""
        self._table = table.combine_chunks()
        self._rows = {site: row for row, site in enumerate(self._table["site"].to_pylist())}

    def __getitem__(self, site: str) -> SiteProfile:
        (row,) = self._table.slice(self._rows[site], 1).to_pylist()
        return SiteProfile(row["headlines"], dict(zip(row["lines"], row["shown"], strict=True)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __reduce__(self) -> tuple[type[Profiles], tuple[pyarrow.Table]]:
        return Profiles, (self._table,)


def _counted(counts: dict[str, SiteCounts]) -> pyarrow.Table:
    import pyarrow as pa

    rows = [
        {"site": site, "headline": headline, "lines": sorted(lines)}
        for site, counted in counts.items()
        for headline, lines in counted.rows()
    ]
    return pa.Table.from_pylist(rows, schema=counts_schema())
