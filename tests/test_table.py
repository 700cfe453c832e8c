"""A table of pages in, a table of cleaned pages out."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import pytest

from newsclean import (
    Claim,
    ConfigError,
    Pipeline,
    RelatedLink,
    Role,
    View,
    clean_table,
    extract,
    table,
)
from newsclean.schema import document_schema
from newsclean.site import learn_sites
from tests.batch_tasks import Deadly, Stuck
from tests.stories import STORY
from tests.test_site import MOTTO, page

pa = pytest.importorskip("pyarrow", reason="clean_table needs pyarrow")

URL = "https://norvik.test/1"


def pages(*values: object, name: str = "html", **columns: list[object]) -> pa.Table:
    return pa.table({name: pa.array(values, pa.string()), **columns})


def test_rows_are_the_documents_of_extract_in_order() -> None:
    sources = [page(n) for n in range(5)]
    urls = [f"https://norvik.test/{n}" for n in range(5)]
    cleaned = clean_table(pages(*sources, url=urls), html_column="html", url_column="url")
    wanted = [
        extract(s, url=u, kind="html").to_dict() | {"error": None, "input_url": u}
        for s, u in zip(sources, urls, strict=True)
    ]
    assert cleaned.to_pylist() == wanted


def test_the_columns_are_those_carried_over_and_the_schema() -> None:
    given = pages(page(1), id=pa.array([7], pa.int8()), text=["old"])
    cleaned = clean_table(given, html_column="html")
    carried = pa.schema([("id", pa.int8()), ("input_text", pa.string())])
    assert cleaned.schema == pa.schema([*carried, *document_schema()])
    assert cleaned.select(["id", "input_text"]).to_pylist() == [{"id": 7, "input_text": "old"}]


def test_an_empty_table_gives_an_empty_table_of_the_same_columns() -> None:
    full = pages(page(1), url=[URL])
    options = {"html_column": "html", "url_column": "url"}
    empty = clean_table(full.slice(0, 0), **options)
    assert empty.num_rows == 0
    assert empty.schema == clean_table(full, **options).schema


def test_columns_to_carry_can_be_chosen_the_page_too() -> None:
    cleaned = clean_table(pages(page(1), id=[7], url=[URL]), html_column="html", keep=["html"])
    assert cleaned.column_names == ["html", *document_schema().names]


def test_a_page_that_fails_is_a_row_with_the_error_alone() -> None:
    given = pa.table({"html": pa.array([page(1).encode(), b"%PDF-1.7", b"", None], pa.binary())})
    rows = clean_table(given, html_column="html").to_pylist()
    codes = [row["error"] and row["error"]["code"] for row in rows]
    assert codes == [None, "not_text", "empty_input", "empty_input"]
    for row in rows[1:]:
        assert row["error"]["message"]
        assert {value for key, value in row.items() if key != "error"} == {None}


def test_dumps_stand_in_for_html_that_is_missing() -> None:
    given = pages(page(1), None, dump=[STORY, STORY])
    rows = clean_table(given, html_column="html", text_column="dump").to_pylist()
    assert [row["kind"] for row in rows] == ["html", "text"]
    assert rows[1]["text"] == extract(STORY).text


@pytest.mark.parametrize(
    "kind", ["string", "large_string", "binary", "large_binary", "dictionary", "chunks"]
)
def test_any_column_of_strings_or_bytes_will_do(kind) -> None:
    plain = pa.array([page(1), page(2)])
    column = {
        "dictionary": plain.dictionary_encode,
        "chunks": lambda: pa.chunked_array([plain[:1], plain[1:]]),
    }.get(kind, lambda: plain.cast(getattr(pa, kind)()))()
    cleaned = clean_table(pa.table({"html": column, "url": column}), html_column="html")
    assert cleaned["text"].to_pylist() == [extract(page(1)).text, extract(page(2)).text]


def test_addresses_may_be_bytes() -> None:
    given = pages(page(1), url=[URL.encode()])
    cleaned = clean_table(given, html_column="html", url_column="url")
    assert cleaned["url"].to_pylist() == [URL]


@dataclass(frozen=True)
class Scripted:
    """A cleaner that takes a related story from a script, escapes and all."""

    name: ClassVar = "scripted"
    roles: ClassVar = frozenset({Role.RELATED})
    reasons: ClassVar = {"script": "a script names the story"}
    after: ClassVar = ()
    examples: ClassVar = ()

    def claims(self, view: View) -> Iterable[Claim]:
        story = RelatedLink(json.loads('"Half \\ud800 a character"'))
        yield Claim(0, Role.RELATED, "script", related=(story,))


def test_half_of_a_surrogate_pair_which_no_column_can_hold_becomes_a_question_mark() -> None:
    pipeline = Pipeline.default().inserted(Scripted(), before="page_header")
    (row,) = clean_table(pages(page(1)), html_column="html", pipeline=pipeline).to_pylist()
    assert row["related"][0]["title"] == "Half ? a character"


def test_rows_are_handed_on_before_they_fill_an_array(monkeypatch) -> None:
    monkeypatch.setattr(table, "_CHARACTERS", 10)
    cleaned = clean_table(pages(page(1), page(2), page(3)), html_column="html")
    assert cleaned["text"].num_chunks >= 3
    assert cleaned.num_rows == 3


def test_it_is_picklable_with_its_arguments() -> None:
    act = partial(clean_table, html_column="html", pipeline=Pipeline.default().without("comments"))
    given = pages(page(1))
    assert pickle.loads(pickle.dumps(act))(given) == act(given)


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_with_worker_processes_a_page_that_kills_one_costs_its_row() -> None:
    pipeline = Pipeline.default().inserted(Deadly(), before="remainder")
    given = pages(page(1), "<p>kill me</p>", page(2))
    rows = clean_table(given, html_column="html", jobs=1, pipeline=pipeline).to_pylist()
    assert [row["error"] and row["error"]["code"] for row in rows] == [None, "worker_died", None]


def test_with_worker_processes_a_page_that_takes_too_long_costs_its_row() -> None:
    pipeline = Pipeline.default().inserted(Stuck(), before="remainder")
    given = pages("<p>keep me</p>", page(2))
    cleaned = clean_table(given, html_column="html", jobs=1, pipeline=pipeline, timeout=5)
    rows = cleaned.to_pylist()
    assert [row["error"] and row["error"]["code"] for row in rows] == ["timeout", None]


def test_site_profiles_are_chosen_by_the_address() -> None:
    sites = learn_sites((f"https://norvik.test/{n}", page(n)) for n in range(8))
    given = pages(page(20), page(20), url=["https://norvik.test/20", "https://other.test/20"])
    cleaned = clean_table(given, html_column="html", url_column="url", sites=sites)
    assert [MOTTO in text for text in cleaned["text"].to_pylist()] == [False, True]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "name the column"),
        ({"html_column": "htm"}, "'htm' is not in the table; it has 'html', 'n'"),
        ({"text_column": "n"}, "'n' holds int64"),
        ({"html_column": "html", "url_column": "list"}, "not in the table"),
        ({"html_column": "html", "keep": ["gone"]}, "'gone' is not in the table"),
        ({"html_column": "html", "sites": {}}, "url_column"),
        ({"html_column": "html", "jobs": 0}, "jobs"),
        ({"html_column": "html", "timeout": 0}, "timeout must be above 0"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_cleaned(options, message) -> None:
    with pytest.raises(ConfigError, match=message):
        clean_table(pages(page(1), n=[1]), **options)


def test_a_column_that_stands_twice_is_refused() -> None:
    given = pa.table([pa.array([page(1)])] * 2, names=["html", "html"])
    with pytest.raises(ConfigError, match="twice"):
        clean_table(given, html_column="html")
