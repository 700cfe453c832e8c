"""A folder of what crawls leave behind: all that is good is cleaned, each bad thing one record."""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsclean.cli import main
from tests.archive_files import answer
from tests.stories import HEADLINE, HTML, STORY

pytest.importorskip("fastwarc", reason="needs newsclean[warc]")

PAGE = HTML.encode()


def nested(depth: int) -> bytes:
    """Elements that are opened and never closed, each inside the one before."""
    return b"<div><b><table><td>" * depth + PAGE


def make(folder: Path) -> dict[str, str]:
    """Write the bad files, and three good ones; the error codes of the bad ones by name."""
    folder.mkdir()
    good = {"a.html": PAGE, "m.txt": STORY.encode(), "zz.html.gz": gzip.compress(PAGE)}
    bad = {
        "cut.html.gz": (gzip.compress(PAGE * 9)[:-9], "damaged"),
        "bomb.html.gz": (gzip.compress(bytes(65 << 20)), "too_large"),
        "garbage.html.gz": (b"\x1f\x8b\x08" + b"\xff" * 99, "damaged"),
        "picture.html": (b"\x89PNG\r\n\x1a\n" + bytes(99), "not_text"),
        "empty.html": (b"", "empty_input"),
    }
    for name, raw in good.items():
        (folder / name).write_bytes(raw)
    for name, (raw, _) in bad.items():
        (folder / name).write_bytes(raw)
    codes = {name: code for name, (_, code) in bad.items()}
    cut = gzip.compress(answer("http://a.test/1", PAGE)) + answer("http://a.test/2", PAGE)[:99]
    (folder / "cut.warc.gz").write_bytes(cut)
    codes["cut.warc.gz"] = "damaged"
    (folder / "folder.html").mkdir()
    codes["folder.html"] = "not_a_file"
    (folder / "nested.html").write_bytes(nested(3_000))
    (folder / "line.txt").write_bytes(b"Monday " * 20_000)
    if sys.platform == "linux":
        (folder / "dead.html").symlink_to("nowhere")
        (folder / "self.html").symlink_to("self.html")
        (folder / "loop").symlink_to(folder)
        os.mkfifo(folder / "pipe.html")
        (folder / os.fsdecode(b"caf\xe9\n.html")).write_bytes(PAGE)
        codes |= {
            "dead.html": "not_found",
            "self.html": "unreadable",
            "loop": "link_loop",
            "pipe.html": "not_a_file",
        }
    return codes


def test_all_that_is_good_is_cleaned_and_each_bad_file_is_one_record(tmp_path):
    codes = make(tmp_path / "in")
    out = tmp_path / "o.jsonl"
    result = CliRunner().invoke(
        main, ["clean", str(tmp_path / "in"), "-o", str(out), "--jobs", "2", "--timeout", "30"]
    )
    assert result.exit_code == 1, result.stderr
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    by_name = {os.path.relpath(r["input"], tmp_path / "in"): r for r in records}
    assert len(by_name) == len(records)
    assert {n: r["error"]["code"] for n, r in by_name.items() if "error" in r} == codes
    good = {"a.html", "m.txt", "zz.html.gz", "cut.warc.gz/1", "nested.html", "line.txt"}
    if sys.platform == "linux":
        good.add("caf\\xe9\n.html")
    assert by_name.keys() - codes.keys() == good
    assert all(by_name[n]["title"] == HEADLINE for n in good - {"line.txt", "m.txt"})
    assert f"{len(codes)} errors" in result.stderr
