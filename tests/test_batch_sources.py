"""Archives, tables and packed files: every page of them once, and what is bad named."""

from __future__ import annotations

import bz2
import contextlib
import csv
import gzip
import io
import json
import lzma
import math
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from newsclean import UnreadableError
from newsclean.batch import CleanTask, Columns, Input, find_inputs, open_inputs, read_source
from newsclean.batch.sources import page_source
from newsclean.batch.unpacking import zstandard
from tests.archive_files import answer, arc, record, warc
from tests.stories import HTML, STORY

pytest.importorskip("fastwarc", reason="needs newsclean[warc]")
pytest.importorskip("warcio", reason="needs newsclean[warc]")
pa = pytest.importorskip("pyarrow", reason="needs newsclean[arrow]")
pq = pytest.importorskip("pyarrow.parquet")

PACK = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}
with contextlib.suppress(ImportError):
    PACK["zst"] = zstandard().compress

PAGE = HTML.encode()
TEXT = Columns(text="text", url="url")


def opened(path: Path, columns: Columns | None = None, **options: object) -> list[Input]:
    return list(open_inputs(find_inputs([path]), columns=columns, **options))


def told(items: list[Input]) -> list[object]:
    """The contents of inputs, or their error codes."""
    return [item.failure.code if item.failure else item.content for item in items]


@pytest.mark.parametrize("ending", PACK)
class TestPacked:
    def test_is_unpacked_whatever_its_name(self, tmp_path, ending):
        path = tmp_path / "a.html"
        path.write_bytes(PACK[ending](b"one") + PACK[ending](b"two"))
        assert read_source(path) == b"onetwo"

    def test_that_is_cut_or_spoilt_is_damaged(self, tmp_path, ending):
        packed = PACK[ending](bytes(range(256)) * 40)
        spoilt = packed[:6] + b"\xff" * 9 + packed[15:]
        for bad in (packed[:-5], packed[:8], spoilt):
            path = tmp_path / "a.html"
            path.write_bytes(bad)
            with pytest.raises(UnreadableError) as caught:
                read_source(path)
            assert caught.value.code == "damaged"

    def test_a_bomb_is_too_large_before_it_goes_off(self, tmp_path, ending):
        path = tmp_path / "a.html"
        path.write_bytes(PACK[ending](bytes(8 << 20)))
        with pytest.raises(UnreadableError) as caught:
            read_source(path, max_bytes=1 << 16)
        assert caught.value.code == "too_large"

    def test_an_archive_or_a_table_is_opened_whatever_its_name(self, tmp_path, ending):
        (tmp_path / "page.html").write_bytes(PACK[ending](answer("http://a.test/", PAGE)))
        (item,) = opened(tmp_path / "page.html")
        assert item.content == PAGE
        (tmp_path / "t.txt").write_bytes(PACK[ending](b'{"text": "a b"}\n{"text": "c"}\n'))
        assert told(opened(tmp_path / "t.txt", Columns("text"))) == ["a b", "c"]


def test_a_file_that_grows_while_it_is_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("half")
    from newsclean.batch import unpacking

    real = unpacking.read_all

    def read_all(stream: io.BufferedReader, max_bytes: int) -> bytes:
        raw = real(stream, max_bytes)
        with path.open("a") as file:
            file.write("the other half")
        return raw

    monkeypatch.setattr(unpacking, "read_all", read_all)
    with pytest.raises(UnreadableError) as caught:
        read_source(path)
    assert caught.value.code == "changing"


class TestWarc:
    def write(self, path: Path, *records: bytes) -> Path:
        path.write_bytes(warc(*records))
        return path

    def test_gives_the_pages_with_their_addresses(self, tmp_path):
        path = self.write(
            tmp_path / "a.warc",
            record("warcinfo", "", b"software: test"),
            record("request", "http://a.test/1", b"GET / HTTP/1.1\r\n\r\n", "application/http"),
            answer("http://a.test/1", PAGE),
            record("resource", "http://a.test/2", PAGE, "text/html"),
            record("conversion", "http://a.test/3", STORY.encode()),
        )
        found = opened(path)
        assert [(i.name, i.place, i.url, i.kind) for i in found] == [
            (f"{path}/3", "a.warc/3", "http://a.test/1", None),
            (f"{path}/4", "a.warc/4", "http://a.test/2", None),
            (f"{path}/5", "a.warc/5", "http://a.test/3", "text"),
        ]
        assert told(found) == [PAGE, PAGE, STORY.encode()]
        record_of = json.loads(CleanTask()(found[0]).body)
        assert record_of["input"] == f"{path}/3"
        assert record_of["title"]

    @pytest.mark.parametrize("pack", [gzip.compress, PACK.get("zst", gzip.compress)])
    def test_records_may_be_packed_one_by_one(self, tmp_path, pack):
        pages = [answer(f"http://a.test/{n}", b"<p>%d</p>" % n) for n in range(9)]
        path = self.write(tmp_path / "a.warc.gz", *map(pack, pages))
        assert told(opened(path)) == [b"<p>%d</p>" % n for n in range(9)]
        assert sum(item.share for item in opened(path)) == pytest.approx(1, abs=0.2)

    def test_what_is_no_page_is_counted_by_what_it_is(self, tmp_path):
        path = self.write(
            tmp_path / "a.warc",
            answer("http://a.test/1", b"x", mime="image/png"),
            answer("http://a.test/2", b"x", status="404 Not Found"),
            answer("http://a.test/3", b"x", status="301 Moved"),
            record("revisit", "http://a.test/4", b"HTTP/1.1 200 OK\r\n\r\n", "application/http"),
        )
        skipped: Counter[str] = Counter()
        assert opened(path, skipped=skipped) == []
        assert skipped == {
            "image/png": 1,
            "HTTP status 404": 1,
            "HTTP status 301": 1,
            "revisit record": 1,
        }

    @pytest.mark.parametrize(
        ("body", "header"),
        [
            (gzip.compress(PAGE), "Content-Encoding: gzip"),
            (zlib.compress(PAGE), "Content-Encoding: deflate"),
            (zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate"),
            (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), "Transfer-Encoding: chunked"),
            (PAGE, "Content-Encoding: gzip"),
            (PAGE, "Content-Encoding: br"),
            (PAGE, "Transfer-Encoding: chunked"),
        ],
        ids=["gzip", "deflate", "raw", "chunked", "gzip-undone", "br-undone", "chunked-undone"],
    )
    def test_a_page_is_unpacked_where_the_crawler_has_not_done_so(self, tmp_path, body, header):
        path = self.write(tmp_path / "a.warc", answer("http://a.test/", body, headers=(header,)))
        assert told(opened(path)) == [PAGE]

    def test_brotli_is_unpacked(self, tmp_path):
        from fastwarc.stream_io import BrotliWriter

        sink = io.BytesIO()
        writer = BrotliWriter(sink)
        writer.write(PAGE)
        writer.close()
        body = sink.getvalue()
        path = self.write(
            tmp_path / "a.warc", answer("http://a.test/", body, headers=("Content-Encoding: br",))
        )
        assert told(opened(path)) == [PAGE]

    def test_the_servers_encoding_is_used_unless_the_page_is_utf_8(self, tmp_path):
        cyrillic = "<p>Мост открыт после ремонта</p>"
        mime = "text/html; charset=windows-1251"
        path = self.write(
            tmp_path / "a.warc",
            answer("http://a.test/1", cyrillic.encode("cp1251"), mime=mime),
            answer("http://a.test/2", cyrillic.encode(), mime=mime),
            answer("http://a.test/3", cyrillic.encode("cp1251"), mime="text/html; charset=none"),
        )
        one, two, three = map(page_source, opened(path))
        assert one == cyrillic
        assert two == cyrillic.encode()
        assert three == cyrillic.encode("cp1251")

    def test_one_bad_record_costs_itself(self, tmp_path):
        bomb = gzip.compress(bytes(1 << 20))
        path = self.write(
            tmp_path / "a.warc",
            answer("http://a.test/1", gzip.compress(PAGE)[:-20]),
            answer("http://a.test/2", bomb, headers=("Content-Encoding: gzip",)),
            answer("http://a.test/3", b"x" * 70_000),
            record("response", "http://a.test/4", b"no answer", "application/http"),
            answer("http://a.test/5", PAGE),
        )
        found = told(opened(path, max_bytes=1 << 16))
        assert found == ["damaged", "too_large", "too_large", "damaged", PAGE]

    @pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
    def test_one_that_is_cut_gives_its_pages_and_one_failure(self, tmp_path, pack):
        whole = [pack(answer(f"http://a.test/{n}", PAGE)) for n in range(3)]
        for cut in (20, 150, len(whole[2]) - 30):
            path = self.write(tmp_path / "a.warc.gz", *whole[:2], whole[2][:cut])
            assert told(opened(path)) == [PAGE, PAGE, "damaged"]

    def test_garbage_between_records_ends_it_with_a_failure_of_its_own_name(self, tmp_path):
        path = self.write(tmp_path / "a.warc", answer("http://a.test/", PAGE), b"garbage " * 99)
        good, bad = opened(path)
        assert (good.content, bad.name) == (PAGE, str(path))
        assert bad.failure
        assert bad.failure.code == "damaged"

    def test_an_arc_file_gives_its_pages(self, tmp_path):
        path = tmp_path / "a.arc.gz"
        path.write_bytes(gzip.compress(arc("http://a.test/", PAGE)))
        (item,) = opened(path)
        assert (item.content, item.url) == (PAGE, "http://a.test/")
        cut = arc("http://a.test/", PAGE)[:-50]
        path.write_bytes(cut)
        assert told(opened(path)) == ["damaged"]


ROWS = [
    {"id": 1, "url": "http://a.test/1", "text": "first page", "when": date(2026, 1, 2)},
    {"id": 2, "url": None, "text": None, "when": None},
    {"id": 3, "url": "http://a.test/3", "text": 'third,\n"page"', "when": date(2026, 1, 3)},
]
WANTED = [
    ("first page", "http://a.test/1", {"id": 1, "when": "2026-01-02"}),
    ("empty_input", None, {"id": 2, "when": None}),
    ('third,\n"page"', "http://a.test/3", {"id": 3, "when": "2026-01-03"}),
]


def rows_of(found: list[Input]) -> list[tuple[object, str | None, object]]:
    return [
        (content, item.url, item.columns) for item, content in zip(found, told(found), strict=True)
    ]


class TestTables:
    def test_parquet_with_its_other_columns(self, tmp_path):
        pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "a")
        assert rows_of(opened(tmp_path / "a", TEXT)) == WANTED

    @pytest.mark.parametrize("make", ["new_file", "new_stream"])
    def test_arrow_files_and_streams(self, tmp_path, make):
        table = pa.Table.from_pylist(ROWS)
        with getattr(pa.ipc, make)(str(tmp_path / "a.arrow"), table.schema) as sink:
            sink.write_table(table)
        assert rows_of(opened(tmp_path / "a.arrow", TEXT)) == WANTED

    def test_jsonl(self, tmp_path):
        lines = [json.dumps({**row, "when": row["when"] and str(row["when"])}) for row in ROWS]
        (tmp_path / "a.jsonl").write_text("\n".join([lines[0], "", *lines[1:]]))
        found = opened(tmp_path / "a.jsonl", TEXT)
        assert rows_of(found) == WANTED
        assert [item.place for item in found] == ["a.jsonl/1", "a.jsonl/3", "a.jsonl/4"]

    @pytest.mark.parametrize("mark", ",;\t|")
    def test_csv_whatever_stands_between(self, tmp_path, mark):
        with (tmp_path / "a.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, ROWS[0].keys(), delimiter=mark)
            writer.writeheader()
            writer.writerows([ROWS[0], ROWS[2]])
        found = opened(tmp_path / "a.csv", TEXT)
        assert told(found) == [ROWS[0]["text"], ROWS[2]["text"]]
        assert found[1].columns == {"id": "3", "when": "2026-01-03"}

    def test_a_csv_of_another_encoding_is_left_to_be_detected(self, tmp_path):
        (tmp_path / "a.csv").write_bytes("text,n\nPrévôt élu,é\n".encode("cp1252"))
        (item,) = opened(tmp_path / "a.csv", Columns(text="text"))
        assert item.content == "Prévôt élu".encode("cp1252")

    def test_html_is_taken_before_text(self, tmp_path):
        rows = [{"h": HTML, "t": "x"}, {"h": None, "t": "only text"}, {"h": "", "t": "text too"}]
        (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
        found = opened(tmp_path / "a.jsonl", Columns(html="h", text="t"))
        assert [item.kind for item in found] == ["html", "text", "text"]
        assert told(found) == [HTML, "only text", "text too"]

    def test_bad_rows_cost_themselves(self, tmp_path):
        long = json.dumps({"text": "x" * 5000})
        lines = [
            '{"text": "one"}',
            "{broken",
            "[1]",
            long,
            '{"text": 5}',
            '{"other": 1}',
            "[" * 99_999,
        ]
        (tmp_path / "a.jsonl").write_text("\n".join([*lines, '{"text": "last"}']))
        assert told(opened(tmp_path / "a.jsonl", TEXT, max_bytes=200_000))[3] == "x" * 5000
        assert told(opened(tmp_path / "a.jsonl", TEXT, max_bytes=2000)) == [
            "one",
            "damaged",
            "damaged",
            "too_large",
            "not_text",
            "no_column",
            "too_large",
            "last",
        ]
        (tmp_path / "b.csv").write_text("text,n\none,1\ntwo\nthree,3\n")
        assert told(opened(tmp_path / "b.csv", Columns("text"))) == ["one", "damaged", "three"]

    @pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.jsonl"])
    def test_a_damaged_table_is_one_failure(self, tmp_path, name):
        table = pa.Table.from_pylist([{"text": f"page {n}"} for n in range(999)])
        path = tmp_path / name
        if name == "a.parquet":
            pq.write_table(table, path)
        elif name == "a.arrow":
            with pa.ipc.new_file(str(path), table.schema) as sink:
                sink.write_table(table)
        else:
            path.write_bytes(gzip.compress(b'{"text": "page"}\n' * 9999))
        path.write_bytes(path.read_bytes()[:-20])
        found = opened(path, Columns("text"))
        bad = [item for item in found if item.failure]
        assert [(item.name, item.failure.code) for item in bad] == [(str(path), "damaged")]

    def test_a_quotation_mark_that_is_never_closed_is_told(self, tmp_path):
        (tmp_path / "a.csv").write_text('text,n\none,1\n"two,2\nthree,3\n')
        assert told(opened(tmp_path / "a.csv", Columns("text"))) == ["one", "damaged"]

    def test_without_a_column_named_a_table_says_what_to_do(self, tmp_path):
        (tmp_path / "a.csv").write_text("text,n\none,1\n")
        pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "b.html")
        for name in ("a.csv", "b.html"):
            (item,) = opened(tmp_path / name)
            assert item.failure
            assert item.failure.code == "no_column"
            assert "--html-column or --text-column" in item.failure.message
        (item,) = opened(tmp_path / "a.csv", Columns(html="page"))
        assert item.failure
        assert item.failure.message == "no column 'page'; it has text, n"

    def test_values_that_json_lacks_are_carried_over_as_text(self, tmp_path):
        row = {"text": "x", "nan": math.nan, "raw": b"\xff\x00", "list": [date(2026, 1, 2)]}
        pq.write_table(pa.Table.from_pylist([row]), tmp_path / "a.parquet")
        (item,) = opened(tmp_path / "a.parquet", Columns(text="text"))
        assert item.columns == {"nan": None, "raw": "/wA=", "list": ["2026-01-02"]}

    def test_folders_are_walked_for_tables_where_a_column_is_named(self, tmp_path):
        (tmp_path / "a.csv").write_text("text\none\n")
        (tmp_path / "b.warc.gz").touch()
        assert [item.place for item in find_inputs([tmp_path])] == ["b.warc.gz"]
        found = find_inputs([tmp_path], tables=True, skip=tmp_path / "b.warc.gz")
        assert [item.place for item in found] == ["a.csv"]


@pytest.fixture
def without(monkeypatch) -> Iterator[None]:
    """As if none of the extras were installed."""

    for name in ("fastwarc.warc", "warcio.archiveiterator", "pyarrow", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    return


@pytest.mark.parametrize(
    ("raw", "extra"),
    [
        (answer("http://a.test/", PAGE), "warc"),
        (arc("http://a.test/", PAGE), "warc"),
        (b"PAR1", "arrow"),
        (b"ARROW1\0\0", "arrow"),
        pytest.param(
            PACK.get("zst", bytes)(PAGE),
            "zstd",
            marks=pytest.mark.skipif(
                sys.version_info >= (3, 14),
                reason="part of this Python",
            ),
        ),
    ],
    ids=["warc", "arc", "parquet", "arrow", "zstd"],
)
def test_a_missing_package_is_told_by_its_extra(tmp_path, without, raw, extra):
    (tmp_path / "a.html").write_bytes(raw)
    (item,) = opened(tmp_path / "a.html", TEXT)
    failure = item.failure or json.loads(CleanTask()(item).body)["error"]
    code, message = failure.values() if isinstance(failure, dict) else failure
    assert code == "missing_extra"
    assert f"pip install 'newsclean[{extra}]'" in message
