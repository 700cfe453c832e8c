"""Files opened with care: packed data is known by its first bytes, and unpacked as it is read."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import lzma
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from types import ModuleType
from typing import IO, Protocol, cast

from newsclean.errors import UnreadableError
from newsclean.reading.limits import MOST_CHARACTERS

MAX_BYTES = MOST_CHARACTERS
"""Largest page that is read, in bytes after unpacking; a gzip bomb ends here."""

PathLike = str | os.PathLike[str]

_GZIP = b"\x1f\x8b"
_BZIP2 = b"BZh"
_XZ = b"\xfd7zXZ\x00"
_ZSTD = b"\x28\xb5\x2f\xfd"
_MAGIC = (_GZIP, _BZIP2, _XZ, _ZSTD)


class Readable(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes, and none at the end."""
        ...


def read_source(path: PathLike, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file, unpacked where they are gzip, bzip2, xz or Zstandard data.

    What counts is what is in the file, not how it is called.

    Raises:
        UnreadableError: with the code `not_found`, `not_a_file`, `unreadable`, `damaged`,
            `changing` for a file that is being written, `missing_extra`, or `too_large` for more
            than `max_bytes`.
    """
    with opened(path) as file:
        before = os.fstat(file.fileno())
        with unpacked(file) as stream:
            raw = read_all(stream, max_bytes)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableError("it changed while it was read", "changing")
    return raw


def read_all(stream: Readable, max_bytes: int) -> bytes:
    """What a stream still holds. Raises `UnreadableError` where that is more than `max_bytes`."""
    parts: list[bytes] = []
    room = max_bytes + 1
    while room and (part := stream.read(min(room, 1 << 20))):
        parts.append(part)
        room -= len(part)
    if not room:
        raise UnreadableError(f"more than {max_bytes:,} bytes", "too_large")
    return b"".join(parts)


@contextlib.contextmanager
def opened(path: PathLike) -> Iterator[IO[bytes]]:
    """A regular file, open for reading.

    Raises:
        UnreadableError: where it cannot be opened, or reading it fails.
    """
    try:
        # Opening a pipe would wait for its writer for ever.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise UnreadableError("a folder or a device, not a file", "not_a_file")
        with open(path, "rb") as file:
            yield file
    except UnreadableError:
        raise
    except (OSError, ValueError) as error:
        raise unreadable(error) from error


@contextlib.contextmanager
def unpacked(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """What a file holds, as a stream; the file itself where it is not packed.

    Raises:
        UnreadableError: with the code `damaged` where reading meets damaged or cut data.
    """
    head = file.read(6)
    file.seek(0)
    magic = next((magic for magic in _MAGIC if head.startswith(magic)), b"")
    if not magic:
        yield file
        return
    try:
        with _unpacker(file, magic) as stream:
            yield stream
    except UnreadableError:
        raise
    except OSError as error:
        # Of the disk's own errors that have a number, of bad data those that have none.
        if error.errno is not None:
            raise
        raise damaged(error) from error
    except Exception as error:
        if isinstance(error, EOFError | zlib.error | lzma.LZMAError) or _of_zstandard(error):
            raise damaged(error) from error
        raise


def damaged(why: object) -> UnreadableError:
    """What is said of data that is cut, or not what it claims to be."""
    return UnreadableError(f"damaged: {' '.join(str(why).split()) or why!r}", "damaged")


def is_packed(head: bytes) -> bool:
    """Whether a file that begins so is packed."""
    return head.startswith(_MAGIC)


def unreadable(error: OSError | ValueError) -> UnreadableError:
    """What is said of a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return UnreadableError(not_found(str(error.filename)), "not_found")
    # ValueError: a NUL character in the name.
    return UnreadableError(getattr(error, "strerror", None) or str(error))


def not_found(path: str) -> str:
    """What is said of a path that leads to no file."""
    if path.startswith(("http:/", "https:/")):
        return "an address, not a file; newsclean fetches nothing"
    return "no such file"


def missing(extra: str, what: str) -> UnreadableError:
    """What is said where a package is not installed that an extra of newsclean brings."""
    return UnreadableError(f"{what}: to read it, pip install 'newsclean[{extra}]'", "missing_extra")


def zstandard() -> ModuleType:
    """Python's own module for Zstandard, from 3.14 on, or its backport. Raises `ImportError`."""
    if sys.version_info >= (3, 14):
        from compression import zstd

        return zstd
    return import_module("backports.zstd")


def _of_zstandard(error: Exception) -> bool:
    return type(error).__name__ == "ZstdError"


def _unpacker(file: IO[bytes], magic: bytes) -> AbstractContextManager[IO[bytes]]:
    if magic == _ZSTD:
        try:
            return cast(AbstractContextManager[IO[bytes]], zstandard().ZstdFile(file))
        except ImportError as error:
            raise missing("zstd", "Zstandard data") from error
    if magic == _BZIP2:
        return cast(AbstractContextManager[IO[bytes]], bz2.BZ2File(file))
    if magic == _XZ:
        return cast(AbstractContextManager[IO[bytes]], lzma.LZMAFile(file))
    return cast(AbstractContextManager[IO[bytes]], gzip.GzipFile(fileobj=file))
