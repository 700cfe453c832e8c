"""Pages out of web archives: WARC, WET (plain text in WARC) and the old ARC."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast

from newsclean.batch.unpacking import damaged, is_packed, missing, read_all, unpacked
from newsclean.errors import UnreadableError
from newsclean.page import Kind

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
_WITH_PAGE = frozenset({"response", "resource", "conversion"})
# Of an answer that is told elsewhere, or goes on elsewhere. Others tell of the crawl, not a page.
_WITHOUT_PAGE = frozenset({"revisit", "continuation"})
_MAX_HEADER = 1 << 20  # bytes


class Record(NamedTuple):
    """A record of an archive that is a page, or should be."""

    number: int
    """Its place in the archive, from 1, counting records of all kinds."""
    content: bytes | UnreadableError
    url: str | None
    kind: Kind | None
    charset: str | None
    """The encoding that the server named."""


class _AsItComes(io.RawIOBase):
    """A stream that gives what it has before it tells of damage."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = cast(io.BufferedReader, file)
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        part = self._file.read1(size)
        self._position += len(part)
        return part

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position


def read_warc(file: IO[bytes], max_bytes: int, skip: Callable[[str], object]) -> Iterator[Record]:
    """The pages of a WARC or WET file: answers with status 2xx, resources and conversions.

    Args:
        file: Already unpacked.
        max_bytes: Largest page.
        skip: Called with what a record is that holds no page, such as "image/png".

    Raises:
        UnreadableError: the archive is damaged from here on, or fastwarc is missing.
    """
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError as error:
        raise missing("warc", "a WARC file") from error

    try:
        records = ArchiveIterator(
            _AsItComes(file), parse_http=False, max_header_len=_MAX_HEADER, stream_detect=False
        )
        for number, record in enumerate(records, 1):
            if record.headers.get("Content-Length") is None:
                raise damaged(f"cut in the header of record {number}")
            kind = (record.headers.get("WARC-Type") or "").lower()
            if kind in _WITHOUT_PAGE:
                skip(f"{kind} record")
            elif kind in _WITH_PAGE and (page := _page(record, number, max_bytes, skip)):
                yield page
    except (OSError, ValueError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise damaged(error) from error
    except BaseException as error:
        # What Rust calls a panic: no `Exception`, so that it would end the batch.
        if type(error).__name__ == "PanicException":
            raise damaged(error) from error
        raise


def _page(
    record: WarcRecord, number: int, max_bytes: int, skip: Callable[[str], object]
) -> Record | None:
    url = record.headers.get("WARC-Target-URI")
    is_dump = (record.headers.get("WARC-Type") or "").lower() == "conversion"
    coding = charset = None
    mime = record.headers.get("Content-Type") or ""
    try:
        if record.is_http:
            record.parse_http(auto_decode="none", max_header_len=_MAX_HEADER)
            answer = record.http_headers
            if answer is None or not answer.status_code:
                raise damaged("the answer has no header, or half of one")
            if not str(answer.status_code).startswith("2"):
                skip(f"HTTP status {answer.status_code}")
                return None
            mime = answer.get("Content-Type") or ""
            charset = record.http_charset
            coding = _codings(answer.get)
        mime = mime.partition(";")[0].strip().lower()
        if mime not in _PAGE_TYPES:
            skip(mime[:80])
            return None
        # What comes after the header of the answer, as it was sent.
        size = record.content_length
        raw = read_all(record.reader, max_bytes)
        if len(raw) < size:
            raise damaged(f"cut after {len(raw):,} of {size:,} bytes")
        content: bytes | UnreadableError = _decoded(raw, coding or "", max_bytes)
    except UnreadableError as error:
        content = error
    except (OSError, ValueError) as error:
        content = damaged(error)
    return Record(number, content, url, "text" if is_dump else None, charset)


def read_arc(file: IO[bytes], max_bytes: int, skip: Callable[[str], object]) -> Iterator[Record]:
    """The pages of an ARC file; otherwise as `read_warc`, with warcio."""
    try:
        from warcio.archiveiterator import ARCIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise missing("warc", "an ARC file") from error
    try:
        for number, record in enumerate(ARCIterator(_AsItComes(file)), 1):
            answer = record.http_headers
            if record.rec_type != "response" or answer is None:
                continue
            if not answer.get_statuscode().startswith("2"):
                skip(f"HTTP status {answer.get_statuscode()}")
                continue
            mime, _, rest = (answer.get_header("Content-Type") or "").partition(";")
            mime = mime.strip().lower()
            if mime not in _PAGE_TYPES:
                skip(mime[:80])
                continue
            content: bytes | UnreadableError
            try:
                raw = read_all(record.raw_stream, max_bytes)
                content = _decoded(raw, _codings(answer.get_header), max_bytes)
                if short := getattr(record.raw_stream, "limit", 0):
                    raise damaged(f"cut {short:,} bytes before its end")
            except UnreadableError as error:
                content = error
            charset = rest.rpartition("charset=")[2].strip(" \"'") or None
            yield Record(number, content, record.rec_headers.get_header("uri"), None, charset)
    except (OSError, ValueError, EOFError, ArchiveLoadFailed) as error:
        if isinstance(error, UnreadableError):
            raise
        raise damaged(error) from error


def _codings(header: Callable[[str], Any]) -> str:
    """How the answer was packed for its way: transfer codings, then those of the content."""
    names = f"{header('Transfer-Encoding') or ''},{header('Content-Encoding') or ''}"
    return names.lower()


def _decoded(raw: bytes, codings: str, max_bytes: int) -> bytes:
    """The answer's content. Many crawlers store it unpacked and keep the header: look twice."""
    if "chunked" in codings:
        raw = _joined(raw)
    if is_packed(raw[:6]):
        with unpacked(io.BytesIO(raw)) as stream:
            return read_all(stream, max_bytes)
    if "br" in codings.replace(" ", "").split(","):
        return _unbrotlied(raw, max_bytes)
    if "deflate" in codings:
        for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
            unpacker = zlib.decompressobj(window)
            try:
                content = unpacker.decompress(raw, max_bytes + 1)
            except zlib.error:
                continue
            if len(content) > max_bytes:
                raise UnreadableError(f"more than {max_bytes:,} bytes", "too_large")
            if unpacker.eof:
                return content
    return raw


def _joined(raw: bytes) -> bytes:
    """Chunks put together; as it is where it is not in chunks."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = raw.find(b"\r\n", at, at + 1024)
        try:
            size = int(raw[at:end].partition(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            if at:
                raise damaged("cut within the chunks of the answer")
            return raw
        if not size:
            return b"".join(parts)
        parts.append(raw[end + 2 : end + 2 + size])
        at = end + 2 + size + 2


def _unbrotlied(raw: bytes, max_bytes: int) -> bytes:
    from fastwarc.stream_io import BrotliReader

    try:
        return read_all(BrotliReader(io.BytesIO(raw)), max_bytes)
    except OSError:
        return raw
