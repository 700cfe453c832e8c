"""Opens the inputs: archives and tables become their pages; a worker reads what each page holds."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import IO, Literal

from newsclean.batch.archives import Record, read_arc, read_warc
from newsclean.batch.inputs import Input
from newsclean.batch.tables import (
    Columns,
    Row,
    delimiter,
    read_arrow,
    read_csv,
    read_jsonl,
    read_parquet,
)
from newsclean.batch.unpacking import (
    MAX_BYTES,
    damaged,
    is_packed,
    opened,
    read_source,
    unpacked,
)
from newsclean.document import Failure
from newsclean.errors import UnreadableError
from newsclean.reading.decoding import python_name

Holder = Literal["warc", "arc", "parquet", "arrow", "jsonl", "csv"]
"""A file that holds many pages."""

_MAGIC: tuple[tuple[bytes, Holder], ...] = (
    (b"WARC/", "warc"),
    (b"filedesc://", "arc"),
    (b"PAR1", "parquet"),
    (b"ARROW1\x00\x00", "arrow"),
)
_TABLE_NAME = re.compile(r"\.(arrow|jsonl|ndjson|csv|tsv)(?:\.(?:gz|bz2|xz|zst))?\Z", re.I)
_BY_NAME: dict[str, Holder] = {
    "arrow": "arrow",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "csv": "csv",
    "tsv": "csv",
}
_HEAD = 1 << 16  # bytes looked at to tell what a file is
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def open_inputs(
    inputs: Iterable[Input],
    *,
    columns: Columns | None = None,
    max_bytes: int = MAX_BYTES,
    skipped: Counter[str] | None = None,
) -> Iterator[Input]:
    """Put the pages of archives and tables in the place of their files.

    What a file is, its first bytes say. A page's name is its file's and a number: `a.warc.gz/17`
    is the seventeenth record of `a.warc.gz`. Where a file is damaged, its pages up to there come
    first, and then the file itself with a `failure`.

    Args:
        inputs: As `find_inputs` gives them.
        columns: Which columns of tables hold pages.
        max_bytes: Largest page.
        skipped: Counts records of archives that hold no page, by what they are, as `find_inputs`
            counts files.
    """
    columns = columns or Columns()
    skip = _counting(Counter() if skipped is None else skipped)
    for item in inputs:
        if item.failure:
            yield item
            continue
        share = 1.0
        try:
            with opened(item.path) as file:
                holder = kind_of_holder(file, item.path, columns)
                if holder:
                    for page in _pages(file, item, holder, columns, max_bytes, skip):
                        share -= page.share
                        yield page
        except UnreadableError as error:
            yield replace(item, failure=Failure(error.code, str(error)), share=share)
        else:
            if not holder:
                yield item


def page_source(item: Input, max_bytes: int = MAX_BYTES) -> bytes | str:
    """The page of an input, read from its file where it is not there yet.

    Raises:
        UnreadableError: as `read_source`.
    """
    content = item.content
    if content is None:
        return read_source(item.path, max_bytes=max_bytes)
    if len(content) > max_bytes:
        raise UnreadableError(f"more than {max_bytes:,} bytes", "too_large")
    if isinstance(content, bytes) and item.charset:
        return _by_charset(content, item.charset)
    return content


def kind_of_holder(file: IO[bytes], path: str, columns: Columns) -> Holder | None:
    """What a file is that holds many pages; None for one that is a page itself.

    Raises:
        UnreadableError: it is a table, and no column of pages is named.
    """
    head = file.read(16)
    for magic, holder in _MAGIC:
        if head.startswith(magic):
            return _with_columns(holder, columns)
    packed = is_packed(head)
    named = _TABLE_NAME.search(path)
    if not packed and not named and not columns:
        return None
    file.seek(0)
    try:
        with unpacked(file) as stream:
            head = stream.read(_HEAD if columns else 16)
    except UnreadableError:
        return None  # a page as well as not: reading it will say what is wrong
    for magic, holder in _MAGIC:
        if head.startswith(magic):
            return _with_columns(holder, columns)
    if named:
        return _with_columns(_BY_NAME[named[1].lower()], columns)
    return _table_by_content(head, columns) if columns else None


def _with_columns(holder: Holder, columns: Columns) -> Holder:
    if holder not in ("warc", "arc") and not columns:
        message = "a table: name its column of pages with --html-column or --text-column"
        raise UnreadableError(message, "no_column")
    return holder


def _table_by_content(head: bytes, columns: Columns) -> Holder | None:
    """Whether a text has a first line of JSON, or of names, with the columns that are wanted."""
    first = head.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")[0]
    text = first.decode("utf-8", "replace").rstrip("\r")
    wanted = [name for name in (columns.html, columns.text) if name]
    if text.startswith("{"):
        return "jsonl" if any(f'"{name}"' in text for name in wanted) else None
    cells = [cell.strip('" ') for cell in text.split(delimiter(text, columns))]
    return "csv" if set(columns.named) <= set(cells) and len(cells) > 1 else None


def _pages(
    file: IO[bytes],
    item: Input,
    holder: Holder,
    columns: Columns,
    max_bytes: int,
    skip: Callable[[str], object],
) -> Iterator[Input]:
    size = max(file.seek(0, 2), 1)
    file.seek(0)
    before = 0
    with unpacked(file) as stream:
        pages: Iterator[Record] | Iterator[Row]
        if holder == "warc":
            pages = read_warc(stream, max_bytes, skip)
        elif holder == "arc":
            pages = read_arc(stream, max_bytes, skip)
        elif stream is not file and holder in ("parquet", "arrow"):
            raise damaged(f"a packed {holder} file: unpack it first")
        elif holder == "parquet":
            pages = read_parquet(file, columns)
        elif holder == "arrow":
            pages = read_arrow(file, columns)
        elif holder == "jsonl":
            pages = read_jsonl(stream, columns, max_bytes)
        else:
            pages = read_csv(stream, columns, max_bytes)
        for page in pages:
            at = file.tell()
            share = max(at - before, 0) / size
            before = max(at, before)
            yield _input(item, page, share)


def _input(item: Input, page: Record | Row, share: float) -> Input:
    content: bytes | str | None = None
    failure = None
    if isinstance(page.content, UnreadableError):
        failure = Failure(page.content.code, str(page.content))
    else:
        content = page.content
    return replace(
        item,
        name=f"{item.name}/{page.number}",
        place=f"{item.place}/{page.number}",
        failure=failure,
        content=content,
        url=page.url,
        kind=page.kind,
        charset=page.charset if isinstance(page, Record) else None,
        columns=page.columns if isinstance(page, Row) else {},
        share=share,
    )


def _by_charset(content: bytes, charset: str) -> bytes | str:
    """What the server's word makes of a page; its bytes where the page itself knows better."""
    codec = python_name(charset.strip(" \"'"))
    if codec is None or content.startswith(_BOMS) or b"\0" in content[:1024]:
        return content
    try:
        # UTF-8 that holds together by chance is next to impossible: it wins over the server.
        content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return content.decode(codec)
        except UnicodeError:
            pass
    return content


def _counting(counter: Counter[str]) -> Callable[[str], None]:
    def count(what: str) -> None:
        counter[what] += 1

    return count
