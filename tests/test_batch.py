"""Batches: each input once, in order, one record whatever happens, and only whole files."""

from __future__ import annotations

import errno
import gzip
import itertools
import json
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from newsclean import BatchError, Pipeline, UnreadableError, batch, extract
from newsclean.batch import (
    CleanTask,
    Failure,
    FolderOutput,
    Input,
    JsonlOutput,
    Outcome,
    ParquetOutput,
    clean,
    find_inputs,
    read_source,
    run,
    runner,
)
from newsclean.batch.records import failed, to_line
from newsclean.schema import COLUMNS
from tests import batch_tasks
from tests.stories import HTML, STORY

needs_bytes_names = pytest.mark.skipif(sys.platform != "linux", reason="names are not bytes here")


@pytest.fixture
def tree(tmp_path) -> Path:
    """A folder of pages, and of what is none."""
    root = tmp_path / "in"
    for name in ("b.txt", "a.html", "a.txt", "sub/c.MD", "sub/deep/d.htm", "e.xhtml", "no.jpg"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY, encoding="utf-8")
    (root / "z.html.gz").write_bytes(gzip.compress(STORY.encode()))
    return root


def names(*paths: object, skip: object = None) -> list[str]:
    return [item.name for item in find_inputs(paths, skip=skip)]


def places(*paths: object) -> list[str]:
    return [item.place for item in find_inputs(paths)]


def failures(*paths: object) -> dict[str, str]:
    return {item.name: item.failure.code for item in find_inputs(paths) if item.failure}


class TestFindInputs:
    def test_a_folder_is_walked_in_the_order_of_names(self, tree):
        wanted = "a.html a.txt b.txt e.xhtml sub/c.MD sub/deep/d.htm z.html.gz".split()
        assert places(tree) == wanted
        assert names(tree) == [str(tree / name) for name in wanted]

    def test_a_mirror_of_a_site_is_walked_by_its_addresses(self, tmp_path):
        wanted = ("a.shtml", "b.php", "c.aspx", "d.text", "index.php/news.txt", "story.php?id=5")
        for name in (*wanted, "pic.jpg?w=5", "story", "x.php.css"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(STORY)
        assert places(tmp_path) == sorted(wanted)
        assert not failures(tmp_path)

    def test_what_is_left_out_of_a_folder_is_counted(self, tree):
        for name in ("a.JPG", "b.pdf", "LICENSE", ".hidden"):
            (tree / name).touch()
        skipped: Counter[str] = Counter()
        list(find_inputs([tree], skipped=skipped))
        assert skipped == {".jpg": 2, ".pdf": 1, "files without an ending": 2}

    def test_a_file_that_is_named_is_taken_whatever_its_name(self, tree):
        assert places(tree / "no.jpg") == ["no.jpg"]

    def test_a_pattern_is_expanded_in_order(self, tree):
        matches = places(str(tree / "**" / "*.[hM]*"))
        assert matches == "a.html sub/c.MD sub/deep/d.htm z.html.gz".split()

    def test_a_file_whose_name_looks_like_a_pattern_is_itself(self, tree):
        (tree / "a[1].txt").touch()
        assert places(tree / "a[1].txt") == ["a[1].txt"]

    def test_paths_share_the_deepest_folder(self, tree):
        assert places(tree / "sub", tree / "a.txt") == "sub/c.MD sub/deep/d.htm a.txt".split()

    def test_what_is_found_twice_counts_once(self, tree):
        (tree.parent / "link").symlink_to(tree)
        twice = names(tree, tree / "sub", tree / "a.txt", tree / "sub" / ".." / "a.txt", tree)
        assert twice == names(tree)
        assert names(tree, tree.parent / "link") == names(tree)

    def test_what_does_not_exist_is_accounted_for_and_changes_no_place(self, tree):
        found = list(find_inputs([tree / "none.html", tree, str(tree / "*.pdf")]))
        assert [f.failure.code for f in found if f.failure] == ["not_found", "not_found"]
        assert [f.place for f in found if not f.failure] == places(tree)

    def test_nothing_gives_nothing(self, tmp_path):
        assert names() == []
        assert names(tmp_path) == []

    def test_the_outputs_folder_is_not_entered(self, tree):
        everything = names(tree)
        with FolderOutput(tree / "sub" / "out", "text") as output:
            output.write(Outcome("a", "a.html", b"x"))
        assert names(tree, skip=tree / "sub" / "out") == everything

    def test_a_folder_with_a_files_name_is_a_failure_and_its_files_are_found(self, tree):
        (tree / "m.html").mkdir()
        (tree / "m.html" / "inner.html").touch()
        assert failures(tree) == {str(tree / "m.html"): "not_a_file"}
        assert "m.html/inner.html" in places(tree)

    def test_a_link_to_a_folder_above_it_is_a_failure(self, tree):
        (tree / "sub" / "loop").symlink_to(tree)
        (tree / "up").symlink_to(tree.parent)
        assert set(failures(tree).values()) == {"link_loop"}
        assert len(failures(tree)) == 2
        assert len(names(tree)) == 7 + 2

    def test_a_link_that_leads_out_is_followed_once(self, tree):
        outside = tree.parent / "outside"
        outside.mkdir()
        (outside / "o.html").touch()
        (tree / "link1").symlink_to(outside)
        (tree / "link2").symlink_to(outside)
        (tree / "inner").symlink_to(tree / "sub")
        assert [p for p in places(tree) if p.endswith("o.html")] == ["link1/o.html"]
        assert len(places(tree)) == 8

    def test_a_folder_that_cannot_be_listed_is_a_failure(self, tree, monkeypatch):
        real = os.scandir

        def scandir(path):
            if str(path).endswith("sub"):
                raise PermissionError(errno.EACCES, "Permission denied")
            return real(path)

        monkeypatch.setattr(os, "scandir", scandir)
        assert failures(tree) == {str(tree / "sub"): "unreadable"}
        assert "z.html.gz" in places(tree)

    @needs_bytes_names
    def test_any_name_shows_as_one_line_of_valid_unicode(self, tmp_path):
        for name in (b"two\nlines.txt", b"caf\xe9.txt"):
            (tmp_path / os.fsdecode(name)).touch()
        found = list(find_inputs([tmp_path]))
        assert [item.name.rpartition("/")[2] for item in found] == [
            r"caf\xe9.txt",
            "two\nlines.txt",
        ]
        assert all(to_line({"input": item.name}).count(b"\n") == 1 for item in found)
        assert all(read_source(item.path) == b"" for item in found)


class TestReadSource:
    def test_unpacks_gzip_whatever_the_name(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_bytes(gzip.compress(b"one") + gzip.compress(b"two"))
        assert read_source(path) == b"onetwo"

    def test_takes_what_is_not_gzip_as_it_is_whatever_the_name(self, tmp_path):
        path = tmp_path / "a.txt.gz"
        path.write_bytes(b"plain")
        assert read_source(path) == b"plain"

    @pytest.mark.parametrize(
        ("make", "code"),
        [
            (lambda p: None, "not_found"),
            (lambda p: p.symlink_to("nowhere"), "not_found"),
            (lambda p: p.symlink_to(p.name), "unreadable"),
            (lambda p: p.mkdir(), "not_a_file"),
            (os.mkfifo, "not_a_file"),
            (lambda p: p.write_bytes(gzip.compress(b"x" * 9999)[:-9]), "damaged"),
            (lambda p: p.write_bytes(b"\x1f\x8b\x08garbage garbage"), "damaged"),
            (lambda p: p.write_bytes(b"x" * 1001), "too_large"),
            (lambda p: p.write_bytes(gzip.compress(b"x" * 1_000_000)), "too_large"),
        ],
        ids=[
            "none",
            "dead-link",
            "link-to-itself",
            "folder",
            "pipe",
            "cut",
            "garbage",
            "big",
            "bomb",
        ],
    )
    def test_what_cannot_be_read_has_a_code(self, tmp_path, make, code):
        path = tmp_path / "a.html.gz"
        make(path)
        with pytest.raises(UnreadableError) as caught:
            read_source(path, max_bytes=1000 if code == "too_large" else batch.MAX_BYTES)
        assert caught.value.code == code

    def test_a_name_with_nul_is_no_crash(self):
        with pytest.raises(UnreadableError):
            read_source("a\0b")


class TestRunner:
    def test_results_come_in_the_order_of_the_items(self):
        assert list(run(range(200), batch_tasks.square, lost=batch_tasks.lost, jobs=2)) == [
            n * n for n in range(200)
        ]

    def test_a_slow_item_holds_the_others_back_but_keeps_their_order(self):
        done = run(range(40), batch_tasks.slow_first, lost=batch_tasks.lost, jobs=2)
        assert list(done) == list(range(40))

    def test_a_worker_computes_on_one_core_as_the_others_have_their_own(self):
        threads = list(run(range(4), batch_tasks.numpy_threads, lost=batch_tasks.lost, jobs=2))
        assert threads[0], "no library was found, so none was limited"
        assert {n for found in threads for n in found} == {1}

    def test_nothing_needs_no_process(self):
        assert list(run([], batch_tasks.square, lost=batch_tasks.lost, jobs=2)) == []

    @pytest.mark.parametrize("jobs", [1, 3])
    def test_a_worker_that_dies_costs_one_item(self, jobs):
        done = list(run(range(30), batch_tasks.die_at_seven, lost=batch_tasks.lost, jobs=jobs))
        dead = {n: f"lost {n}: ended by SIGKILL" for n in (7, 17, 27)}
        assert done == [dead.get(n, n) for n in range(30)]

    def test_an_exit_code_is_told(self):
        done = list(run(range(5), batch_tasks.exit_at_three, lost=batch_tasks.lost, jobs=1))
        assert done[3] == "lost 3: exit code 5"

    def test_an_item_whose_worker_died_gets_a_second_try(self, tmp_path):
        paths = [str(tmp_path / str(n)) for n in range(3)]
        assert list(run(paths, batch_tasks.die_once, lost=batch_tasks.lost, jobs=2)) == ["done"] * 3

    def test_items_are_not_read_far_ahead(self):
        read = itertools.count()
        items = (next(read) for _ in range(10_000))
        done = run(items, batch_tasks.square, lost=batch_tasks.lost, jobs=2)
        for _ in range(100):
            next(done)
        done.close()
        assert next(read) <= 100 + 2 * runner._WINDOW

    def test_stopping_early_leaves_no_process(self):
        done = run(range(10_000), batch_tasks.square, lost=batch_tasks.lost, jobs=2)
        next(done)
        done.close()
        assert runner._PROCESSES.active_children() == []

    def test_a_task_that_cannot_be_sent_is_an_error(self):
        with pytest.raises(BatchError, match="cannot be sent to worker processes"):
            next(run([1], lambda n: n, lost=batch_tasks.lost))

    def test_what_a_worker_prints_stays_out_of_standard_output(self, capfd):
        assert list(run([1], batch_tasks.noisy, lost=batch_tasks.lost, jobs=1)) == [1]
        assert "noise" not in capfd.readouterr().out


class TestOutputs:
    def outcome(self, place: str, body: bytes = b"x\n") -> Outcome:
        return Outcome(f"in/{place}", place, body)

    def test_a_jsonl_file_appears_when_it_is_whole(self, tmp_path):
        path = tmp_path / "new" / "o.jsonl"
        with JsonlOutput(path) as output:
            output.write(self.outcome("a"))
            assert not path.exists()
        assert path.read_bytes() == b"x\n"
        assert [p.name for p in path.parent.iterdir()] == ["o.jsonl"]

    def test_what_was_done_is_kept_where_it_is_broken_off(self, tmp_path):
        path = tmp_path / "o.jsonl"
        path.write_text("old")
        with pytest.raises(KeyboardInterrupt), JsonlOutput(path) as output:
            output.write(self.outcome("a"))
            raise KeyboardInterrupt
        assert path.read_text() == "old"
        assert output.unfinished.read_bytes() == b"x\n"

    @pytest.mark.parametrize(
        ("form", "suffix"), [("text", ".txt"), ("markdown", ".md"), ("json", ".json")]
    )
    def test_a_folders_files_are_named_after_the_inputs(self, tmp_path, form, suffix):
        with FolderOutput(tmp_path / "o", form) as output:
            for place in ("a.html", "a.txt", "b/a.txt"):
                output.write(self.outcome(place))
        files = {str(p.relative_to(tmp_path / "o")) for p in (tmp_path / "o").rglob("*.*")}
        assert files == {f"a.html{suffix}", f"a.txt{suffix}", f"b/a.txt{suffix}"}

    def test_no_two_inputs_get_one_name_nor_one_that_others_need_as_folder(self, tmp_path):
        places = [
            "a",
            "a.txt",
            "a.txt.d",
            "a/b",
            "a.txt/b",
            "a.txt.d/b",
            "a.txt.d.d/b",
            "a.txt.txt/b",
        ]
        places += ["errors.jsonl/b", ".newsclean.part/b", "errors.jsonl.part/b"]
        with FolderOutput(tmp_path, "text") as output:
            written = [output.file_name(place) for place in places]
            for place in places:
                output.write(self.outcome(place, place.encode()))
            output.write(failed(Input("bad", "bad", "bad"), Failure("not_text", "a picture")))
        assert len(set(written)) == len(places)
        assert [(tmp_path / name).read_text() for name in written] == places

    def test_failures_are_records_beside_the_files(self, tmp_path):
        with FolderOutput(tmp_path, "text") as output:
            output.write(failed(Input("bad", "bad", "bad"), Failure("not_text", "a picture")))
        record = json.loads((tmp_path / "errors.jsonl").read_text())
        assert record == {"input": "bad", "error": {"code": "not_text", "message": "a picture"}}
        with FolderOutput(tmp_path, "text") as output:
            output.write(self.outcome("a"))
        assert not (tmp_path / "errors.jsonl").exists(), "the errors of an older run"

    def test_a_name_that_is_too_long_costs_one_record(self, tmp_path):
        with FolderOutput(tmp_path, "text") as output:
            outcome = output.write(self.outcome("n" * 253 + ".txt"))
            assert not output.write(self.outcome("b")).failure
        assert outcome.failure
        assert outcome.failure.code == "unwritable_name"
        assert json.loads((tmp_path / "errors.jsonl").read_text())["error"]

    @pytest.mark.parametrize("make", [JsonlOutput, lambda path: FolderOutput(path, "text")])
    def test_a_place_that_cannot_be_written_is_one_clear_error(self, tmp_path, make):
        (tmp_path / "file").touch()
        with pytest.raises(BatchError, match="cannot write .*file"), make(tmp_path / "file" / "o"):
            pass

    def test_a_full_disk_ends_the_batch_with_one_clear_error(self, tmp_path):
        full = Path("/dev/full")
        if not full.exists():
            pytest.skip("no device that is always full")
        with (
            full.open("wb", buffering=0) as stream,
            batch.StreamOutput(stream) as output,
            pytest.raises(BatchError, match="No space left"),
        ):
            output.write(self.outcome("a"))


class TestParquet:
    def test_rows_are_the_records_and_the_columns_are_always_the_same(self, tmp_path):
        pq = pytest.importorskip("pyarrow.parquet", reason="needs newsclean[arrow]")
        items = [
            Input("a.csv/1", "", "a.csv/1", content=STORY, columns={"id": 1, "when": None}),
            Input("b", "", "b", failure=Failure("not_text", "a picture")),
            Input("c", "", "c", content=HTML, url="https://a.test/c"),
        ]
        outcomes = [CleanTask()(item) for item in items]
        with ParquetOutput(tmp_path / "o.parquet") as output:
            for outcome in outcomes:
                output.write(outcome)
        table = pq.read_table(tmp_path / "o.parquet")
        assert table.schema.names == ["input", *COLUMNS, "columns"]
        for row, outcome in zip(table.to_pylist(), outcomes, strict=True):
            record = json.loads(outcome.body)
            record["columns"] = json.dumps(record["columns"]) if "columns" in record else None
            assert row == {**dict.fromkeys(table.schema.names), **record}
        with ParquetOutput(tmp_path / "none.parquet"):
            pass
        assert pq.read_table(tmp_path / "none.parquet").schema == table.schema

    def test_without_pyarrow_it_says_what_to_install(self, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(BatchError, match=r"pip install 'newsclean\[arrow\]'"):
            ParquetOutput(tmp_path / "o.parquet")


class TestRecords:
    def test_a_line_is_one_line_for_every_reader(self):
        record = {"text": "a\nb\x85c\u2028d\u2029e\x0bf\udc80g"}
        line = to_line(record).decode()
        assert line.splitlines(keepends=True) == [line]
        assert json.loads(line)["text"] == record["text"].replace("\udc80", "?")

    def test_a_record_is_the_input_and_the_document(self, tree):
        (outcome,) = (CleanTask()(item) for item in find_inputs([tree / "a.txt"]))
        document = extract(STORY)
        assert json.loads(outcome.body) == {"input": str(tree / "a.txt"), **document.to_dict()}
        assert sum(outcome.words.values()) == sum(document.words_by_role().values())


class TestClean:
    def records(self, folder: Path, tmp_path: Path, **options: object) -> list[dict]:
        path = tmp_path / "out.jsonl"
        with_jobs = {"jobs": 2, **options}
        self.summary = clean(find_inputs([folder]), JsonlOutput(path), CleanTask(), **with_jobs)
        with path.open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def test_bad_inputs_are_one_record_each_and_harm_no_other(self, tree, tmp_path):
        (tree / "cut.html.gz").write_bytes(gzip.compress(STORY.encode() * 99)[:-20])
        (tree / "dead.html").symlink_to("nowhere")
        (tree / "empty.txt").touch()
        (tree / "blank.txt").write_text(" \n\n\t\n")
        (tree / "folder.html").mkdir()
        (tree / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
        os.mkfifo(tree / "pipe.html")
        records = self.records(tree, tmp_path)
        codes = {Path(r["input"]).name: r["error"]["code"] for r in records if "error" in r}
        assert codes == {
            "cut.html.gz": "damaged",
            "dead.html": "not_found",
            "empty.txt": "empty_input",
            "blank.txt": "empty_input",
            "folder.html": "not_a_file",
            "picture.html": "not_text",
            "pipe.html": "not_a_file",
        }
        assert [r["input"] for r in records] == names(tree)
        assert self.summary.documents == 7
        assert self.summary.errors.total() == 7
        assert self.summary.inputs == 14

    def test_the_number_of_workers_changes_nothing(self, tree, tmp_path):
        assert self.records(tree, tmp_path, jobs=1) == self.records(tree, tmp_path, jobs=3)

    def test_a_file_that_vanishes_is_one_record(self, tree, tmp_path):
        found = list(find_inputs([tree]))
        (tree / "a.txt").unlink()
        path = tmp_path / "o.jsonl"
        summary = clean(found, JsonlOutput(path), CleanTask(), jobs=1)
        assert summary.errors == {"not_found": 1}
        assert summary.inputs == len(found)

    def test_a_bug_in_a_cleaner_is_an_error_record(self, tree, tmp_path):
        pipeline = Pipeline.default().inserted(Broken(), before="remainder")
        found = list(find_inputs([tree]))
        task = CleanTask(pipeline=pipeline)
        summary = clean(found, JsonlOutput(tmp_path / "o.jsonl"), task, jobs=1)
        assert summary.errors == {"broken_cleaner": len(found)}

    def test_the_accounts_can_be_watched_and_read(self, tree, tmp_path):
        seen: list[int] = []
        self.records(tree, tmp_path, watch=lambda summary: seen.append(summary.inputs))
        assert seen == [1, 2, 3, 4, 5, 6, 7]
        text = str(self.summary)
        assert "7 inputs in" in text
        assert "7 documents (" in text
        assert "words kept" in text


class Broken:
    """A cleaner with a bug."""

    name = "broken"
    roles = frozenset()
    reasons: dict = {}  # noqa: RUF012  # a cleaner by the contract, if a broken one
    after = ()
    examples = ()

    def claims(self, view):
        raise ZeroDivisionError
