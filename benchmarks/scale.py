"""Pages a second and core through `clean_table`, and what a big crawl would take.

    python benchmarks/scale.py                          the pages of the corpus
    python benchmarks/scale.py FOLDER --pages 13e6      .html(.gz) and .txt(.gz) files of a folder

Time is processor time of one process, so that other work on the machine counts little. Each page
is cleaned once, as in a crawl; the first forty, which load models and fill caches, do not count.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from newsclean import clean_table
from newsclean.engines import counting

CORPUS = Path(__file__).parents[1] / "corpus" / "pages"
WARM = 40


def table_of(folder: Path, most: int) -> pa.Table:
    """The pages of a folder, every n-th where there are more than `most`."""
    paths = sorted(p for p in folder.rglob("*") if {".html", ".htm", ".txt"} & set(p.suffixes))
    rows = []
    for path in paths[:: -(-len(paths) // most)]:
        raw = path.read_bytes()
        raw = gzip.decompress(raw) if path.suffix == ".gz" else raw
        column = "dump" if ".txt" in path.suffixes else "html"
        rows.append({"url": f"https://{path.parent.name}.test/{path.name}", column: raw})
    schema = pa.schema([("url", pa.string()), ("html", pa.binary()), ("dump", pa.binary())])
    return pa.Table.from_pylist(rows, schema=schema)


def seconds(act: Callable[[], object]) -> float:
    """Processor time of a call."""
    start = time.process_time()
    act()
    return time.process_time() - start


def main() -> None:
    """Print what was measured, and the plan."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--most", type=int, default=600, help="pages that are measured")
    parser.add_argument("--pages", type=float, default=13e6, help="pages of the crawl")
    parser.add_argument("--cores", type=int, default=64)
    parser.add_argument("--price", type=float, default=0.05, help="dollars for a core and hour")
    parser.add_argument("--share", type=float, default=0.7, help="of the time that cores clean")
    given = parser.parse_args()

    table = table_of(given.folder, given.most)
    columns = {"html_column": "html", "text_column": "dump", "url_column": "url"}
    clean_table(table.slice(0, WARM), **columns)
    table = table.slice(WARM)
    size, bytes_in = table.num_rows, table["html"].nbytes + table["dump"].nbytes
    cleaning = seconds(lambda: clean_table(table, **columns))
    counting_ = seconds(lambda: list(counting.count_pages([table], **columns)))
    print(f"{size} pages, {bytes_in / size / 1e3:.0f} kB a page on average")
    for name, spent in (("cleaned", cleaning), ("counted for site profiles", counting_)):
        print(f"{size / spent:.1f} pages/s and core {name}, {bytes_in / spent / 1e6:.2f} MB/s")
    for name, spent in (("one pass", cleaning), ("with site profiles", cleaning + counting_)):
        hours = given.pages / size * spent / given.share / 3600
        print(
            f"{given.pages:,.0f} pages, {name}: {hours:,.0f} core hours, "
            f"{hours / given.cores:.1f} hours on {given.cores} cores, ${hours * given.price:,.0f}"
        )


if __name__ == "__main__":
    main()
