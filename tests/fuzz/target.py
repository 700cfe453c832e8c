"""Coverage-guided fuzzing of `extract` on bytes and on str, with atheris.

    python -m tests.fuzz.target SECONDS [FOLDER]

Seeds are the pages of the corpus and every torture case at a few hundred bytes. FOLDER keeps what
covered something new, for the next run. A crash leaves its input as `crash-…` in the current
folder; `python -m tests.fuzz.target crash-…` runs it again. Each crash becomes a test.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

# Without a filter, atheris instruments pytest, hypothesis and all libraries too.
with atheris.instrument_imports(include=["newsclean"]):
    import newsclean
    from newsclean import NewscleanError, extract

from tests.torture.cases import CASES

PAGES = Path(__file__).parents[2] / "corpus" / "pages"
KINDS = (None, "html", "text")
LONGEST = 2_048
"""Bytes of an input: what grows with size is for the torture suite."""


def check(data: bytes) -> None:
    """Extract from one input and hold the promises. Its first byte says how it is given.

    Even: as bytes; odd: as str, lone surrogates and all. The next two bits are the kind.
    """
    if not data:
        return
    how, raw = data[0], data[1:]
    source: bytes | str = raw
    if how & 1:
        source = raw.decode("utf-8", "surrogatepass" if how & 8 else "surrogateescape")
    kind = KINDS[(how >> 1) % 3]
    try:
        document = extract(
            source,
            kind=kind,
            url="https://paper.test/a/b.html" if how & 16 else None,
            metadata="full" if how & 32 else "declared",
        )
    except NewscleanError as error:
        assert error.code
        assert str(error)
        return
    assert document.text or document.warnings, "no text and no code"
    labelled = document.labelled
    assert [d.block for d in labelled.decisions] == list(range(len(labelled.page.blocks)))
    edges = [0]
    for block in labelled.page.blocks:
        assert block.start == edges[-1] < block.end, "blocks do not tile the page"
        edges.append(block.end)
    document.to_json(blocks=True).encode()
    document.to_markdown(related=True).encode()
    document._repr_html_().encode()


def checked(data: bytes) -> None:
    """The same; bytes that are no str at all are nothing to look at."""
    try:
        check(data)
    except UnicodeDecodeError:
        if not (data[0] & 1 and data[0] & 8):
            raise


def seeds(folder: Path) -> None:
    """Write the seeds, each as bytes and as str."""
    for page in sorted(PAGES.iterdir()):
        raw = page.read_bytes()[: LONGEST - 1]
        for how in (0, 1, 48):
            (folder / f"{page.name}-{how}").write_bytes(bytes([how]) + raw)
    for name, case in CASES.items():
        source = case(400)
        raw = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
        how = 0 if isinstance(source, bytes) else 1 + 8
        (folder / name).write_bytes(bytes([how]) + raw[: LONGEST - 1])


def main() -> None:
    """Read the command line and fuzz, or run the inputs that it names."""
    wanted = sys.argv[1]
    # The memory is that of the whole run: what the instrumentation and the caches of lines hold.
    options = ["-timeout=10", "-rss_limit_mb=8192", f"-max_len={LONGEST}"]
    if not wanted.isdigit():
        atheris.Setup([sys.argv[0], *options, *sys.argv[1:]], checked)
        atheris.Fuzz()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        seeds(folder)
        kept = sys.argv[2:3] or [tempfile.mkdtemp(prefix="newsclean-fuzz-")]
        Path(kept[0]).mkdir(parents=True, exist_ok=True)
        # libFuzzer writes to the first folder and only reads from the others.
        folders = [*kept, scratch]
        options += [f"-max_total_time={wanted}", "-print_final_stats=1", *folders]
        atheris.Setup([sys.argv[0], *options], checked)
        atheris.Fuzz()


if __name__ == "__main__":
    assert newsclean.__file__
    main()
