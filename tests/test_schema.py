"""One schema for everything that is written as columns."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from newsclean import extract
from newsclean.schema import COLUMNS, carried_names, document_schema
from tests.stories import STORY


def test_columns_are_the_keys_of_a_document_and_the_error() -> None:
    assert (*extract(STORY).to_dict(), "error") == COLUMNS


def test_the_arrow_schema_has_these_columns_in_this_order() -> None:
    pytest.importorskip("pyarrow")
    assert tuple(document_schema().names) == COLUMNS


def test_the_documented_columns_are_those_of_the_schema() -> None:
    pytest.importorskip("pyarrow")
    page = (Path(__file__).parents[1] / "docs/many-pages.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `(\w+)` \| `?([\w<>]+)`? \|", page, re.M)
    assert documented == [(field.name, in_short(field.type)) for field in document_schema()]


def in_short(kind: Any) -> str:
    """A type without the names of what is in it."""
    if kind.num_fields == 1:
        return f"list<{in_short(kind.value_type)}>"
    return "struct" if kind.num_fields else str(kind)


def test_related_links_and_warnings_have_the_keys_of_the_document() -> None:
    pytest.importorskip("pyarrow")
    link = {"title", "url", "section", "sections", "category", "summary", "position"}
    assert {field.name for field in document_schema().field("related").type.value_type} == link
    notice = {field.name for field in document_schema().field("warnings").type.value_type}
    assert notice == {"code", "message"}


def test_a_carried_column_keeps_its_name_where_it_is_free() -> None:
    assert carried_names(["id", "html"]) == {"id": "id", "html": "html"}


def test_a_carried_column_never_takes_a_name_that_is_in_use() -> None:
    names = carried_names(["url", "input_url", "text"])
    assert names == {"url": "input_input_url", "input_url": "input_url", "text": "input_text"}
