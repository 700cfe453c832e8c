"""A batch that is broken off, in whatever way, goes on and ends as if it had not been."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from newsclean import BatchError, Document, Failure, Pipeline, extract
from newsclean.batch import (
    CleanTask,
    FolderOutput,
    JsonlOutput,
    Output,
    ParquetOutput,
    Summary,
    clean,
    find_inputs,
    job,
)
from newsclean.batch.manifest import Manifest
from tests.stories import STORY

pytest.importorskip("pyarrow", reason="needs newsclean[arrow]")

# How often the batch is killed; 20 by hand, now and then.
KILLS = int(os.environ.get("NEWSCLEAN_KILLS", "3"))
KINDS = ["o.jsonl", "o.jsonl.gz", "o.jsonl.zst", "o.parquet", "o"]


DOCUMENT = extract(STORY)


class Attempt:
    """Does not clean at all: what is tested is what becomes of the records."""

    def __init__(self, *_: object) -> None:
        pass

    def __call__(self, source: bytes, *_: object) -> Document | Failure:
        if not source:
            return Failure("empty_input", "the source is empty or blank")
        return replace(DOCUMENT, title=source.decode().partition("\n")[0])


@pytest.fixture
def at_once(monkeypatch) -> None:
    """Without worker processes, for the same reason."""
    monkeypatch.setattr(job, "run", lambda inputs, task, **_: (task(item) for item in inputs))
    monkeypatch.setattr(job, "Attempt", Attempt)


@pytest.fixture
def pages(tmp_path) -> Path:
    """200 small pages, some of which are none."""
    return write_pages(tmp_path / "pages", 200)


def write_pages(folder: Path, number: int) -> Path:
    folder.mkdir()
    for n in range(number):
        text = "" if n % 50 == 7 else f"Report {n}\n\nThe {n}th boat came on Monday.\n"
        (folder / f"{n:04}.txt").write_text(text, encoding="utf-8")
    return folder


def sink(path: Path) -> tuple[Output, CleanTask]:
    if path.suffix == ".parquet":
        return ParquetOutput(path), CleanTask()
    if path.suffix:
        return JsonlOutput(path), CleanTask()
    return FolderOutput(path, "text"), CleanTask("text")


def call(pages: Path, path: Path, *, stop: int = 0, resume: bool = False) -> Summary:
    def watch(summary: Summary) -> None:
        if summary.inputs == stop:
            raise KeyboardInterrupt

    output, task = sink(path)
    return clean(find_inputs([pages]), output, task, watch=watch, resume=resume)


def contents(path: Path) -> dict[str, bytes]:
    """All that is at a path, by name."""
    files = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
    return {str(p.relative_to(path)): p.read_bytes() for p in files}


@pytest.mark.usefixtures("at_once")
class TestBrokenOff:
    @pytest.mark.parametrize("kind", KINDS)
    def test_it_ends_with_the_same_output_byte_for_byte(self, pages, tmp_path, kind):
        whole = call(pages, tmp_path / "whole" / kind)
        for stop in (70, 129, 190):
            with pytest.raises(KeyboardInterrupt):
                call(pages, tmp_path / "broken" / kind, stop=stop, resume=True)
        summary = call(pages, tmp_path / "broken" / kind, resume=True)
        assert contents(tmp_path / "broken" / kind) == contents(tmp_path / "whole" / kind)
        assert summary.to_dict() == whole.to_dict()
        assert summary.earlier == 128
        names = {p.name for p in (tmp_path / "broken").iterdir()}
        assert names == {kind}, "nothing is left over"

    @pytest.mark.parametrize("kind", KINDS)
    def test_what_was_half_written_does_not_matter(self, pages, tmp_path, kind):
        call(pages, tmp_path / "whole" / kind)
        output, _ = sink(tmp_path / "broken" / kind)
        with pytest.raises(KeyboardInterrupt):
            call(pages, tmp_path / "broken" / kind, stop=150)
        # As a machine leaves it that stops in the middle of both.
        with output.unfinished.open("ab") as file:
            file.write(b'{"input": "half a rec')
        with output.manifest.open("ab") as file:
            file.write(b'{"position": 999999, "summary"')
        call(pages, tmp_path / "broken" / kind, resume=True)
        assert contents(tmp_path / "broken" / kind) == contents(tmp_path / "whole" / kind)

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_batch_that_stopped_at_its_very_end_is_finished(
        self, pages, tmp_path, kind, monkeypatch
    ):
        monkeypatch.setattr(Manifest, "remove", lambda self: None)
        whole = call(pages, tmp_path / kind)
        before = contents(tmp_path / kind)
        monkeypatch.setattr(Manifest, "remove", lambda self: self.path.unlink())
        assert call(pages, tmp_path / kind, resume=True).to_dict() == whole.to_dict()
        after = contents(tmp_path / kind)
        assert after == {n: raw for n, raw in before.items() if "manifest" not in n}

    def test_with_nothing_to_go_on_with_it_begins(self, pages, tmp_path):
        assert call(pages, tmp_path / "o.jsonl", resume=True).documents == 196

    def test_other_settings_are_refused_and_named(self, pages, tmp_path):
        with pytest.raises(KeyboardInterrupt):
            call(pages, tmp_path / "o.jsonl", stop=100)
        others = {
            "metadata": CleanTask(metadata="full"),
            "kind": CleanTask(kind="html"),
            "cleaner|cleaners": CleanTask(pipeline=Pipeline.default().without("comments")),
        }
        for named, task in others.items():
            with pytest.raises(BatchError, match=f"not the same as before: ({named})"):
                clean(find_inputs([pages]), JsonlOutput(tmp_path / "o.jsonl"), task, resume=True)

    def test_another_model_is_refused(self, pages, tmp_path, monkeypatch):
        with pytest.raises(KeyboardInterrupt):
            call(pages, tmp_path / "o.jsonl", stop=100)
        real = job.fingerprint
        monkeypatch.setattr(
            job, "fingerprint", lambda task: {**real(task), "newsclean's models": "other"}
        )
        with pytest.raises(BatchError, match="not the same as before: newsclean's models;"):
            call(pages, tmp_path / "o.jsonl", resume=True)

    def test_it_is_not_begun_anew_by_mistake(self, pages, tmp_path):
        with pytest.raises(KeyboardInterrupt):
            call(pages, tmp_path / "o.jsonl", stop=100)
        with pytest.raises(BatchError, match=r"broken off after 64 inputs: .*--resume"):
            call(pages, tmp_path / "o.jsonl")

    def test_one_whose_records_are_gone_is_refused(self, pages, tmp_path):
        with pytest.raises(KeyboardInterrupt):
            call(pages, tmp_path / "o.jsonl", stop=100)
        os.truncate(tmp_path / "o.jsonl.part", 10)
        with pytest.raises(BatchError, match="shorter than it was"):
            call(pages, tmp_path / "o.jsonl", resume=True)

    def test_a_manifest_that_is_none_is_refused(self, pages, tmp_path):
        (tmp_path / "o.jsonl.manifest").write_text("[]\n")
        with pytest.raises(BatchError, match="no manifest of this version"):
            call(pages, tmp_path / "o.jsonl", resume=True)

    def test_inputs_that_came_or_went_meanwhile_are_done_once_or_not_at_all(self, pages, tmp_path):
        with pytest.raises(KeyboardInterrupt):
            call(pages, tmp_path / "o.jsonl", stop=150)
        (pages / "0000a.txt").write_text(STORY, encoding="utf-8")
        (pages / "0003.txt").unlink()
        (pages / "0190.txt").unlink()
        call(pages, tmp_path / "o.jsonl", resume=True)
        lines = (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()
        names = [Path(json.loads(line)["input"]).name for line in lines]
        assert len(names) == len(set(names))
        there = {p.name for p in pages.iterdir()} | {"0003.txt"}
        assert set(names) == there

    def test_a_full_disk_ends_it_with_one_error_and_room_lets_it_go_on(
        self, pages, tmp_path, monkeypatch
    ):
        call(pages, tmp_path / "whole.jsonl")
        full = OSError(28, "No space left on device")

        def fsync(_: int) -> None:
            if (tmp_path / "o.jsonl.manifest").stat().st_size > 6000:
                raise full

        monkeypatch.setattr(os, "fsync", fsync)
        with pytest.raises(BatchError, match=r"cannot write .*: No space left on device"):
            call(pages, tmp_path / "o.jsonl")
        monkeypatch.setattr(os, "fsync", lambda _: None)
        assert call(pages, tmp_path / "o.jsonl", resume=True).earlier > 0
        assert (tmp_path / "o.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("kind", ["o.jsonl.gz"] if KILLS < 20 else KINDS)
def test_killed_at_any_moment_it_ends_with_the_same_output(tmp_path, kind):
    pages = write_pages(tmp_path / "pages", 80 * (KILLS + 1))
    command = [sys.executable, "-c", "from newsclean.cli import main; main()", "clean", str(pages)]
    command += ["--quiet", "--jobs", "1", "-o"]
    output, task = sink(tmp_path / "broken" / kind)
    dice = random.Random(KILLS)
    for _ in range(KILLS):
        done = output.manifest.stat().st_size if output.manifest.exists() else 0
        batch = subprocess.Popen([*command, str(tmp_path / "broken" / kind), "--resume"])
        # Once it has gone on a little, so that all the kills are in different places.
        while batch.poll() is None and not grown(output.manifest, done):
            time.sleep(0.01)
        time.sleep(dice.random())
        batch.kill()
        batch.wait()
    last = subprocess.run([*command, str(tmp_path / "broken" / kind), "--resume"], check=False)
    assert last.returncode == 1, "some of the pages are none"
    output, task = sink(tmp_path / "whole" / kind)
    clean(find_inputs([pages]), output, task)
    assert contents(tmp_path / "broken" / kind) == contents(tmp_path / "whole" / kind)
    shutil.rmtree(pages)


def grown(manifest: Path, before: int) -> bool:
    """Whether the manifest tells of more than its settings, and of more than before."""
    try:
        raw = manifest.read_bytes()
    except FileNotFoundError:
        return False
    return len(raw) > before and raw.count(b"\n") > 1
