"""The columns of a cleaned page: one Arrow schema for tables, Parquet files and engines.

The columns are the keys of `Document.to_dict()`, in its order, and `error`, so that a row and a
line of JSON say the same. pyarrow is loaded when the schema is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow

COLUMNS = (
    "schema",
    "title",
    "date",
    "authors",
    "dateline",
    "language",
    "site_name",
    "url",
    "kind",
    "text",
    "related",
    "confidence",
    "is_article",
    "warnings",
    "error",
)
"""The names of the columns, for code that must do without pyarrow."""


@cache
def document_schema() -> pyarrow.Schema:
    """The columns of a cleaned page.

    Of a page that gave a document, `error` is null; of one that gave none, all other columns are.
    """
    import pyarrow as pa

    text = pa.string()
    texts = pa.list_(text)
    notice = pa.struct([("code", text), ("message", text)])
    related = pa.struct(
        [
            ("title", text),
            ("url", text),
            ("section", text),
            ("sections", texts),
            ("category", text),
            ("summary", text),
            ("position", text),
        ]
    )
    types = {
        "schema": pa.int32(),
        "authors": texts,
        "related": pa.list_(related),
        "confidence": pa.float64(),
        "is_article": pa.bool_(),
        "warnings": pa.list_(notice),
        "error": notice,
    }
    return pa.schema([(name, types.get(name, text)) for name in COLUMNS])


def carried_names(names: Iterable[str]) -> dict[str, str]:
    """What columns of the input are called beside the columns of a cleaned page.

    A name that is taken gets `input_` before it, so that the document's columns always have the
    same names: the address given is `input_url` where the page's own is `url`.

    >>> carried_names(["id", "url"])
    {'id': 'id', 'url': 'input_url'}
    """
    given = list(names)
    taken = {*COLUMNS, *given}
    carried = {}
    for name in given:
        new = name
        if name in COLUMNS:
            while new in taken:
                new = f"input_{new}"
            taken.add(new)
        carried[name] = new
    return carried
