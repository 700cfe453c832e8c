"""clean_table(): a table of pages in, a table of cleaned pages out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

from newsclean.attempt import MAX_MEMORY, TIMEOUT, Attempt, check_limits
from newsclean.document import Document, Failure
from newsclean.errors import ConfigError
from newsclean.extraction import Metadata
from newsclean.page import Kind
from newsclean.pipeline import Pipeline
from newsclean.schema import carried_names, document_schema
from newsclean.site import SiteProfile

if TYPE_CHECKING:
    import pyarrow

# How much is held as Python objects at a time: an Arrow array of strings ends at 2 GiB.
_ROWS = 256
_CHARACTERS = 128 << 20

_STRINGS = frozenset("string large_string string_view binary large_binary binary_view null".split())

Page = tuple[bytes | str, str | None, Kind | None]
"""A page, its address, and what it is."""


def clean_table(
    table: pyarrow.Table,
    *,
    html_column: str | None = None,
    text_column: str | None = None,
    url_column: str | None = None,
    keep: Sequence[str] | None = None,
    jobs: int | None = None,
    pipeline: Pipeline | None = None,
    metadata: Metadata = "declared",
    sites: Mapping[str, SiteProfile] | None = None,
    timeout: float | None = TIMEOUT,
    max_memory: int | None = MAX_MEMORY,
) -> pyarrow.Table:
    """Clean the page in each row of a table.

    It is pure, and picklable with its arguments, so that engines can run it anywhere.

    Args:
        table: Columns of pages are of strings or binary data.
        html_column: Has the pages that are HTML.
        text_column: Has those that are plain-text dumps, for rows without HTML where both are
            given. At least one is needed.
        url_column: Has the pages' addresses.
        keep: Columns of `table` to carry over; all but those of pages where not given.
        jobs: Clean in this many worker processes, so that a page that ends its process or is over
            a limit costs its row alone; in this process, without limits, where not given.
            Starting them takes a second or so.
        pipeline: The cleaners to run; `Pipeline.default()` where not given.
        metadata: As for `extract`.
        sites: What each site's other pages taught, as `newsclean.site.learn_sites` gives it; needs
            `url_column`.
        timeout: Seconds that a page may take in a worker process, as long as it likes where None.
        max_memory: Bytes that a worker process may take, without limit where None.

    Returns:
        A row for each row, in order: the columns carried over, named by
        `newsclean.schema.carried_names`, then those of `newsclean.schema.document_schema()`. Of a
        page that gave no document `error` has the code and the message, the other columns of the
        document are null.

    Raises:
        ConfigError: a column does not exist, exists twice or holds no strings; `jobs` is less
            than 1, or a limit is not above 0.
        BatchError: with `jobs`, no worker process can start.
    """
    import pyarrow as pa

    if sites is not None and url_column is None:
        raise ConfigError("site profiles need the pages' addresses: name url_column")
    check_limits(jobs, timeout, max_memory)
    pages = pages_of(table, html_column, text_column, url_column)
    carried = _carried(table, keep, {html_column, text_column})
    schema = document_schema()
    task = _CleanRow(Attempt(pipeline, metadata, sites))
    rows = map(task, pages) if jobs is None else _apart(pages, task, jobs, timeout, max_memory)
    batches = _batches(rows, schema)
    documents = pa.Table.from_batches(batches, schema)
    return pa.table(
        [*carried.columns, *documents.columns],
        schema=pa.schema([*carried.schema, *schema]),
    )


def _apart(
    pages: Iterable[Page],
    task: _CleanRow,
    jobs: int,
    timeout: float | None,
    max_memory: int | None,
) -> Iterator[dict[str, Any]]:
    """The rows of pages that are cleaned in worker processes."""
    from newsclean.batch.limits import lost
    from newsclean.batch.runner import run

    return run(
        pages,
        task,
        lost=lambda _, how: _row(lost(how)),
        jobs=jobs,
        timeout=timeout,
        max_memory=max_memory,
    )


@dataclass(frozen=True, slots=True)
class _CleanRow:
    """A page to the row of the document, without its blocks."""

    attempt: Attempt

    def __call__(self, page: Page) -> dict[str, Any]:
        return _row(self.attempt(*page))


def _row(result: Document | Failure) -> dict[str, Any]:
    return {"error": result._asdict()} if isinstance(result, Failure) else result.to_dict()


def pages_of(
    table: pyarrow.Table,
    html_column: str | None,
    text_column: str | None,
    url_column: str | None,
) -> Iterator[Page]:
    """The page in each row of a table, made into Python objects one at a time.

    Raises:
        ConfigError: no column of pages is named; a column does not exist, exists twice or holds no
            strings.
    """
    if html_column is None and text_column is None:
        raise ConfigError("name the column of the pages: html_column or text_column")
    return map(
        _page,
        _values(table, html_column),
        _values(table, text_column),
        _values(table, url_column),
    )


def _page(markup: bytes | str | None, dump: bytes | str | None, url: bytes | str | None) -> Page:
    address = url.decode("utf-8", "replace") if isinstance(url, bytes) else url
    return (dump or "", address, "text") if markup is None else (markup, address, "html")


def _values(table: pyarrow.Table, name: str | None) -> Iterator[Any]:
    """The values of the named column; None for each row where no column is named."""
    import pyarrow as pa

    if name is None:
        return repeat(None, table.num_rows)
    column = table.column(_place(table, name))
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if str(kind) not in _STRINGS:
        raise ConfigError(f"column {name!r} holds {column.type}, not strings or binary data")
    return (value.as_py() for value in column)


def _batches(
    rows: Iterator[dict[str, Any]], schema: pyarrow.Schema
) -> Iterator[pyarrow.RecordBatch]:
    chunk: list[dict[str, Any]] = []
    held = 0
    for row in rows:
        chunk.append(row)
        held += len(row.get("text", ""))
        if len(chunk) >= _ROWS or held >= _CHARACTERS:
            yield _batch(chunk, schema)
            chunk, held = [], 0
    yield _batch(chunk, schema)


def _batch(rows: list[dict[str, Any]], schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    import pyarrow as pa

    try:
        return pa.RecordBatch.from_pylist(rows, schema=schema)
    except UnicodeEncodeError:  # half of a surrogate pair, which some cleaner read from JSON
        valid = json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace")
        return pa.RecordBatch.from_pylist(json.loads(valid), schema=schema)


def _carried(
    table: pyarrow.Table, keep: Sequence[str] | None, pages: set[str | None]
) -> pyarrow.Table:
    """The columns that are carried over, under the names that they get."""
    names = (
        [n for n in table.column_names if n not in pages]
        if keep is None
        else list(dict.fromkeys(keep))
    )
    carried = table.select([_place(table, name) for name in names])
    # What pandas notes of a table's columns no longer holds.
    carried = carried.replace_schema_metadata(None)
    return carried.rename_columns(list(carried_names(names).values()))


def _place(table: pyarrow.Table, name: str) -> int:
    places: list[int] = table.schema.get_all_field_indices(name)
    if len(places) != 1:
        known = ", ".join(map(repr, table.column_names))
        found = "stands twice in the table" if places else f"is not in the table; it has {known}"
        raise ConfigError(f"column {name!r} {found}")
    return places[0]
