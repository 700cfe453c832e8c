"""Ray, Spark and datatrove, for real and on this machine, give what the local run gives."""

from __future__ import annotations

import datetime
import gc
import gzip
import importlib.util
import json
import os
import pickle
import shutil
import subprocess
import sys
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsclean import Pipeline, clean_table, extract
from newsclean.engines import counting
from newsclean.site import learn_sites
from tests.batch_tasks import Deadly
from tests.stories import STORY
from tests.test_site import MOTTO, page

pytestmark = [
    pytest.mark.engines,
    # The engines leave log files and sockets of theirs open, whenever these are collected.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
pa = pytest.importorskip("pyarrow", reason="the engines need pyarrow")

ROOT = Path(__file__).parents[1]
OPTIONS = {"html_column": "html", "url_column": "url"}
BY_SITE = OPTIONS | {"text_column": "dump"}


@pytest.fixture(scope="module", autouse=True)
def importable_by_workers() -> Iterator[None]:
    """Engines start Pythons of their own: they must find this newsclean and these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        yield


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    if not shutil.which("java") and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs a Java runtime")
    quick = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
        "spark.sql.session.timeZone": "UTC",
    }
    builder = sql.SparkSession.builder.master("local[2]")
    for key, value in quick.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    pytest.importorskip("ray.data", reason="ray[data] is not installed")
    import ray

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.default_hash_shuffle_parallelism = 2
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")
    yield ray
    ray.shutdown()
    with warnings.catch_warnings():
        # Ray does not wait for the processes that it started, which is no fault of a test.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture(scope="module")
def pages() -> Any:
    """Pages of two sites, one without an address, and some that give no document."""
    rows = [
        {"html": page(n), "url": f"https://{host}/{n}"}
        for n in range(12)
        for host in ("www.norvik.test", "other.test")
    ]
    rows += [
        {"html": page(40), "url": None},
        {"html": None, "url": "https://norvik.test/41", "dump": STORY},
        {"html": "", "url": "https://norvik.test/42"},
        {"html": "\0\1\2\3" * 99, "url": "https://norvik.test/43"},
    ]
    day = datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.UTC)
    for number, row in enumerate(rows):
        row |= {"id": number, "fetched": day, "raw": bytes([number, 255]), "tags": ["a", None]}
    schema = pa.schema(
        [
            ("html", pa.string()),
            ("dump", pa.string()),
            ("url", pa.string()),
            ("id", pa.int64()),
            ("fetched", pa.timestamp("us", "UTC")),
            ("raw", pa.binary()),
            ("tags", pa.list_(pa.string())),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)


@pytest.fixture(scope="module")
def sites(pages) -> Any:
    rows = pages.to_pylist()
    return learn_sites((row["url"] or "", row["html"] or row["dump"] or "") for row in rows)


def by(name: str, table: Any) -> list[dict[str, Any]]:
    return sorted(table.to_pylist(), key=lambda row: row[name])


def example(name: str) -> types.ModuleType:
    """A script of docs/, loaded as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_parquet(folder: Path) -> Any:
    import pyarrow.parquet as pq

    return pa.concat_tables(pq.read_table(path) for path in folder.glob("*.parquet"))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """Some pages of the corpus: a start of Spark for each of all of them would take long."""
    folder = tmp_path_factory.mktemp("corpus")
    paths = sorted((ROOT / "corpus/pages").iterdir())
    for path in paths[::6]:
        shutil.copy(path, folder)
    (folder / "blank.html").write_text("\n")  # Spark passes over files of no bytes
    return folder


@pytest.fixture(scope="module")
def cleaned_corpus(corpus) -> dict[str, Any]:
    """What the local run makes of the corpus, by the name of the file."""
    paths = sorted(corpus.iterdir())
    contents = [path.read_bytes() for path in paths]
    is_html = [path.suffix == ".html" for path in paths]
    table = pa.table(
        {
            "html": [c if h else None for c, h in zip(contents, is_html, strict=True)],
            "dump": [None if h else c for c, h in zip(contents, is_html, strict=True)],
        }
    )
    cleaned = clean_table(table, html_column="html", text_column="dump").to_pylist()
    assert [bool(row["error"]) for row in cleaned].count(True) == 1
    return dict(zip((path.name for path in paths), cleaned, strict=True))


def named(table: Any) -> dict[str, Any]:
    return {row.pop("path").rsplit("/", 1)[1]: row for row in table.to_pylist()}


class TestCounting:
    def test_profiles_do_not_depend_on_how_the_pages_are_parted(self, pages, sites, monkeypatch):
        monkeypatch.setattr(counting, "_HELD", 3)
        parts = [pages.slice(start, 5) for start in range(0, pages.num_rows, 5)]
        counts = pa.concat_tables(counting.count_pages(parts, **BY_SITE))
        assert counts.schema == counting.counts_schema()
        profiles = counting.Profiles(counting.learn(counts))
        assert profiles == sites
        assert pickle.loads(pickle.dumps(profiles)) == sites

    def test_sites_on_which_nothing_repeats_have_no_profile(self):
        pages = pa.table({"html": [page(1)], "url": ["https://norvik.test/1"]})
        counts = pa.concat_tables(counting.count_pages([pages], **OPTIONS))
        assert counts.num_rows == 1
        assert counting.learn(counts).num_rows == 0


class TestSpark:
    def test_gives_the_documents_of_the_local_run(self, spark, pages):
        from newsclean.engines.spark import clean_frame

        cleaned = clean_frame(spark.createDataFrame(pages), **BY_SITE).toArrow()
        wanted = clean_table(pages, **BY_SITE)
        assert cleaned.column_names == wanted.column_names
        assert by("id", cleaned) == by("id", wanted)

    @pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
    def test_a_page_that_ends_its_process_costs_its_row_where_jobs_are_asked_for(self, spark):
        from newsclean.engines.spark import clean_frame

        given = pa.table({"id": [0, 1], "html": [page(1), "<p>kill me</p>"]})
        pipeline = Pipeline.default().inserted(Deadly(), before="remainder")
        frame = spark.createDataFrame(given).coalesce(1)
        cleaned = clean_frame(frame, html_column="html", jobs=1, pipeline=pipeline).toArrow()
        codes = [row["error"] and row["error"]["code"] for row in by("id", cleaned)]
        assert codes == [None, "worker_died"]

    def test_says_at_once_that_a_column_does_not_exist(self, spark, pages):
        from newsclean import ConfigError
        from newsclean.engines.spark import clean_frame

        with pytest.raises(ConfigError, match="'htm' is not in the table"):
            clean_frame(spark.createDataFrame(pages), html_column="htm")

    def test_the_example_gives_the_documents_of_the_local_run(
        self, spark, corpus, cleaned_corpus, tmp_path
    ):
        example("clean_with_spark").main(spark, str(corpus), str(tmp_path / "out"))
        assert named(read_parquet(tmp_path / "out")) == cleaned_corpus

    def test_the_example_of_site_profiles_learns_what_the_local_run_learns(
        self, spark, pages, tmp_path
    ):
        import pyarrow.parquet as pq

        given = pages.select(["id", "url", "html"])
        pq.write_table(given, tmp_path / "pages.parquet")
        main = example("site_profiles_with_spark").main
        main(spark, str(tmp_path / "pages.parquet"), str(tmp_path / "out"))
        sites = learn_sites((row["url"] or "", row["html"] or "") for row in given.to_pylist())
        wanted = by("id", clean_table(given, sites=sites, **OPTIONS))
        assert not any(MOTTO in row["text"] for row in wanted[:24])
        assert by("id", read_parquet(tmp_path / "out")) == wanted


class TestRay:
    def test_gives_the_documents_of_the_local_run_with_site_profiles(self, ray, pages, sites):
        from newsclean.engines.ray import clean_dataset, learn_sites

        dataset = ray.data.from_arrow([pages.slice(0, 10), pages.slice(10)])
        learned = learn_sites(dataset, **BY_SITE)
        assert learned == sites
        cleaned = clean_dataset(dataset, sites=learned, jobs=1, **BY_SITE)
        table = pa.concat_tables(cleaned.iter_batches(batch_format="pyarrow", batch_size=None))
        wanted = clean_table(pages, sites=sites, **BY_SITE)
        assert table.schema == wanted.schema
        assert by("id", table) == by("id", wanted)

    def test_the_example_gives_the_documents_of_the_local_run(
        self, ray, corpus, cleaned_corpus, tmp_path
    ):
        example("clean_with_ray").main(str(corpus), str(tmp_path / "out"))
        assert named(read_parquet(tmp_path / "out")) == cleaned_corpus


class TestDatatrove:
    @pytest.fixture(autouse=True)
    def installed(self):
        pytest.importorskip("datatrove", reason="datatrove is not installed")

    def run(self, *texts: str, **options: Any) -> tuple[list[Any], dict[str, Any]]:
        from datatrove.data import Document

        from newsclean.engines.datatrove import NewsClean

        step = NewsClean(**options)
        given = [
            Document(text=text, id=str(n), metadata={"url": f"https://norvik.test/{n}", "lang": n})
            for n, text in enumerate(texts)
        ]
        return list(step.run(iter(given))), {name: s.total for name, s in step.stats.stats.items()}

    def test_text_is_replaced_and_what_else_is_known_is_metadata(self):
        (document,), stats = self.run(page(1))
        wanted = extract(page(1), url="https://norvik.test/0").to_dict()
        assert document.text == wanted.pop("text")
        carried = {"input_url": "https://norvik.test/0", "lang": 0}
        assert document.metadata == carried | wanted
        assert (stats["total"], stats["forwarded"]) == (1, 1)

    def test_a_page_that_gives_no_document_goes_to_the_exclusion_writer_with_its_error(
        self, tmp_path
    ):
        from datatrove.pipeline.writers import JsonlWriter

        writer = JsonlWriter(str(tmp_path), compression=None)
        kept, stats = self.run(" ", page(1), exclusion_writer=writer)
        assert [document.id for document in kept] == ["1"]
        assert stats["dropped_empty_input"] == 1
        (record,) = map(json.loads, (tmp_path / "00000.jsonl").read_text().splitlines())
        assert record["text"] == " "
        assert record["metadata"]["error"]["code"] == "empty_input"

    @pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
    def test_a_page_that_ends_its_process_costs_no_other(self):
        pipeline = Pipeline.default().inserted(Deadly(), before="remainder")
        kept, stats = self.run(page(1), "<p>kill me</p>", page(2), pipeline=pipeline)
        assert [document.id for document in kept] == ["0", "2"]
        assert stats["dropped_worker_died"] == 1

    def test_the_example_runs_as_a_script(self, corpus, tmp_path):
        script = ROOT / "docs/clean_with_datatrove.py"
        done = subprocess.run(
            [sys.executable, script, corpus, tmp_path], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        with gzip.open(tmp_path / "documents/00000.jsonl.gz", "rt", encoding="utf-8") as file:
            texts = {record["id"]: record["text"] for record in map(json.loads, file)}
        wanted = {
            path.name: document.text
            for path in corpus.iterdir()
            if (document := extract(path.read_text(encoding="utf-8"))).text
        }
        assert texts == wanted
