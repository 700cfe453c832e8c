"""Pages out of tables: Parquet, Arrow, JSONL and CSV, with their other columns."""

from __future__ import annotations

import base64
import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, NamedTuple

from newsclean.batch.unpacking import damaged, missing
from newsclean.errors import UnreadableError
from newsclean.page import Kind

_ROWS = 16  # rows of a Parquet file that are held at a time


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of tables hold what; all others are carried over to the records."""

    text: str | None = None
    """Plain-text dumps."""
    html: str | None = None
    """Pages in HTML; where a row has both, this one is taken."""
    url: str | None = None
    """Addresses of the pages."""

    def __bool__(self) -> bool:
        return bool(self.text or self.html)

    @property
    def named(self) -> tuple[str, ...]:
        """The names given."""
        return tuple(name for name in (self.html, self.text, self.url) if name)


class Row(NamedTuple):
    """A row of a table."""

    number: int
    """Its row, or its line in JSONL, from 1."""
    content: bytes | str | UnreadableError
    url: str | None = None
    kind: Kind | None = None
    columns: Mapping[str, Any] = {}


def read_parquet(file: IO[bytes], columns: Columns) -> Iterator[Row]:
    """The rows of a Parquet file. Raises `UnreadableError`, as all readers here."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise missing("arrow", "a Parquet file") from error
    try:
        table = pq.ParquetFile(file)
        _check(table.schema_arrow.names, columns)
        batches = table.iter_batches(batch_size=_ROWS)
        yield from _numbered((row for batch in batches for row in batch.to_pylist()), columns)
    except (pa.ArrowException, OSError) as error:
        raise damaged(error) from error


def read_arrow(file: IO[bytes], columns: Columns) -> Iterator[Row]:
    """The rows of an Arrow file (Feather) or stream."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise missing("arrow", "an Arrow file") from error
    try:
        batches: Iterable[Any]
        if file.read(6) == b"ARROW1":
            opened = pa.ipc.open_file(file)
            batches = (opened.get_batch(at) for at in range(opened.num_record_batches))
        else:
            file.seek(0)
            batches = opened = pa.ipc.open_stream(file)
        _check(opened.schema.names, columns)
        parts = (batch.slice(at, _ROWS) for batch in batches for at in range(0, len(batch), _ROWS))
        yield from _numbered((row for part in parts for row in part.to_pylist()), columns)
    except (pa.ArrowException, OSError) as error:
        raise damaged(error) from error


def read_jsonl(file: IO[bytes], columns: Columns, max_bytes: int) -> Iterator[Row]:
    """The lines of a JSONL file; one that is no JSON object, or too long, costs itself alone."""
    number = 0
    while line := file.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes:
            while line and not line.endswith(b"\n"):
                line = file.readline(1 << 20)
            yield Row(number, UnreadableError(f"more than {max_bytes:,} bytes", "too_large"))
            continue
        if not line.strip():
            continue
        try:
            row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
        except (ValueError, RecursionError) as error:
            yield Row(number, damaged(f"no JSON: {error}"))
            continue
        if not isinstance(row, dict):
            yield Row(number, damaged("no JSON object"))
        elif not row.keys() & {columns.html, columns.text}:
            yield Row(number, _lacking(row, columns.html or columns.text))
        else:
            yield _row(number, row, columns)


def read_csv(file: IO[bytes], columns: Columns, max_bytes: int) -> Iterator[Row]:
    """The rows of a CSV file with a header, whatever mark stands between its columns."""
    # Bytes that are not UTF-8 are kept, so that the page's own encoding can be found.
    lines = io.TextIOWrapper(file, "utf-8-sig", errors="surrogateescape", newline="")
    try:
        # Python has one limit for all; its default is far below the length of a page.
        csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
        first = lines.readline(1 << 20)
        rows = csv.reader(lines, delimiter=delimiter(first, columns))
        names = next(csv.reader([first], delimiter=delimiter(first, columns)), [])
        _check(names, columns)
        for number, cells in enumerate(filter(None, rows), 1):
            if len(cells) != len(names):
                wrong = f"{len(cells)} columns, where the header has {len(names)}"
                yield Row(number, damaged(wrong))
            else:
                yield _row(number, dict(zip(names, map(_bytes, cells), strict=True)), columns)
    except csv.Error as error:
        raise damaged(error) from error
    finally:
        lines.detach()


def delimiter(header: str, columns: Columns) -> str:
    """The mark between the columns of a header line: one that sets the wanted names free."""
    wanted = set(columns.named)

    def found(mark: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=mark), [])
        return len(wanted.intersection(names)), len(names)

    return max(",\t;|", key=found)


def _numbered(rows: Iterable[dict[str, Any]], columns: Columns) -> Iterator[Row]:
    return (_row(number, row, columns) for number, row in enumerate(rows, 1))


def _row(number: int, row: dict[str, Any], columns: Columns) -> Row:
    kind: Kind = "html"
    content = row.get(columns.html) if columns.html else None
    if content is None or (columns.text and not content):
        kind, content = "text", row.get(columns.text) if columns.text else content
    url = row.get(columns.url) if columns.url else None
    if isinstance(url, bytes):
        url = url.decode("utf-8", "replace")
    rest = {name: plain(value) for name, value in row.items() if name not in columns.named}
    if content is None:
        content = UnreadableError("the row has no page", "empty_input")
    elif not isinstance(content, bytes | str):
        content = UnreadableError(f"{type(content).__name__} is no page", "not_text")
    return Row(number, content, str(url) if url else None, kind, rest)


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates and decimals as text, bytes that are no text in base64."""
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return base64.b64encode(value).decode()
    return value if value is None or isinstance(value, str | int) else str(value)


def _bytes(cell: str) -> str | bytes:
    """A cell of CSV; as bytes where it is not UTF-8."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return cell.encode("utf-8", "surrogateescape")
    return cell


def _check(names: Iterable[str], columns: Columns) -> None:
    names = list(names)
    for name in columns.named:
        if name not in names:
            raise _lacking(names, name)


def _lacking(names: Iterable[str], name: str | None) -> UnreadableError:
    return UnreadableError(f"no column {name!r}; it has {', '.join(names)}", "no_column")
