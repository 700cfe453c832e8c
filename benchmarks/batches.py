"""Pages a second of `newsclean clean` and of trafilatura's own folder command, on one folder.

    python benchmarks/batches.py                        2,000 pages out of the corpus
    python benchmarks/batches.py --pages 20000 --bench ../shared/bench
    python benchmarks/batches.py --only .html           no dumps: trafilatura leaves them unread
    python benchmarks/batches.py --memory 100000        memory of the parent over many small pages

The folder is made anew: pages and dumps of the corpus, and with --bench of a bench (`html/` and
`dumps/`, gzipped), repeated with a number in each until there are enough. Both systems get the
same files, unpacked, and the same number of processes, and write a file a page. Runs of the two
take turns, so that what slows this machine down slows both.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

CORPUS = Path(__file__).parents[1] / "corpus" / "pages"
NEWSCLEAN = [sys.executable, "-c", "from newsclean.cli import main; main()", "clean"]
TRAFILATURA = [sys.executable, "-m", "trafilatura.cli"]


def sources(bench: Path | None, only: str | None) -> list[tuple[str, bytes]]:
    """Ending and bytes of all pages to draw from, in a fixed order that mixes them."""
    found = [(path.suffix, path.read_bytes()) for path in sorted(CORPUS.iterdir())]
    if bench:
        paths = sorted([*bench.glob("html/*/*.gz"), *bench.glob("dumps/*/*/*.gz")])
        found += [(Path(p.stem).suffix, gzip.decompress(p.read_bytes())) for p in paths]
    random.Random(1).shuffle(found)
    return [source for source in found if only in (None, source[0])]


def fill(folder: Path, pages: int, drawn: list[tuple[str, bytes]]) -> int:
    """Write the pages; how many megabytes they are."""
    size = 0
    for number, (ending, raw) in enumerate(itertools.islice(itertools.cycle(drawn), pages)):
        place = folder / f"{number // 1000:03}" / f"{number:06}{ending}"
        place.parent.mkdir(parents=True, exist_ok=True)
        # No two pages are the same, as trafilatura leaves out what it has seen.
        words = f"Page number {number}."
        raw += f"<p>{words}</p>".encode() if ending == ".html" else f"\n\n{words}\n".encode()
        place.write_bytes(raw)
        size += len(raw)
    return size >> 20


def run(command: list[str]) -> tuple[float, list[int]]:
    """Seconds, and the resident memory in MiB of the parent at each tenth of a second."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    memory = list(watched(process))
    return time.monotonic() - began, memory


def watched(process: subprocess.Popen[bytes]) -> Iterator[int]:
    """The memory of a process until it ends."""
    parent = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            yield parent.memory_info().rss >> 20
        except psutil.Error:
            break
        time.sleep(0.1)
    process.wait()


def ours(folder: Path, out: Path, jobs: int) -> list[str]:
    """The command of newsclean."""
    return [*NEWSCLEAN, str(folder), "-o", str(out), "--jobs", str(jobs), "--quiet"]


def theirs(folder: Path, out: Path, jobs: int) -> list[str]:
    """The command of trafilatura."""
    # Its option to keep directories writes beside the inputs where their path is absolute.
    folders = ["--input-dir", str(folder), "--output-dir", str(out)]
    return [*TRAFILATURA, *folders, "--parallel", str(jobs)]


def compare(pages: int, drawn: list[tuple[str, bytes]]) -> None:
    """Print the table of both systems."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "pages"
        print(f"{pages:,} pages, {fill(folder, pages, drawn):,} MB, {os.cpu_count()} cores")
        results: dict[str, float] = {}
        for name, command, jobs in (
            ("newsclean, 2 workers", ours, 2),
            ("trafilatura, 2 processes", theirs, 2),
            ("newsclean, 1 worker", ours, 1),
        ):
            out = Path(scratch) / name
            seconds, memory = run(command(folder, out, jobs))
            written = sum(1 for path in out.rglob("*") if path.suffix in (".txt", ".jsonl"))
            results[name] = pages / seconds
            print(
                f"  {name:<26}{results[name]:7.1f} pages/s   parent {max(memory)} MiB at most, "
                f"{written:,} files"
            )
        two, other, one = results.values()
        print(f"  beside trafilatura {two / other:.2f}; 2 workers beside 1 {two / one:.2f}")


def memory_over(pages: int) -> None:
    """Print how the parent's memory goes over many small pages."""
    with tempfile.TemporaryDirectory() as scratch:
        table = Path(scratch) / "pages.jsonl"
        with table.open("w") as file:
            for number in range(pages):
                file.write(f'{{"text": "Report {number}\\n\\nBoat {number} came on Monday."}}\n')
        out = Path(scratch) / "out.jsonl"
        _, memory = run([*ours(table, out, 2), "--text-column", "text"])
        # The first tenth is the start.
        tenths = [max(memory[len(memory) * n // 10 :][: len(memory) // 10 + 1]) for n in range(10)]
        print(f"{pages:,} pages; MiB of the parent at most, by tenths of the run: {tenths}")


def main() -> None:
    """Read the options."""
    options = argparse.ArgumentParser(description="Pages a second of folders.")
    options.add_argument("--pages", type=int, default=2000)
    options.add_argument("--bench", type=Path)
    options.add_argument("--only", choices=[".html", ".txt"])
    options.add_argument("--memory", type=int, metavar="PAGES")
    given = options.parse_args()
    if given.memory:
        memory_over(given.memory)
    else:
        compare(given.pages, sources(given.bench, given.only))


if __name__ == "__main__":
    main()
