"""Finds the inputs of a batch, each exactly once and in a fixed order, and reads them."""

from __future__ import annotations

import glob
import gzip
import io
import os
import re
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from newsclean.batch.records import Failure
from newsclean.errors import BatchError, UnreadableError

MAX_BYTES = 64 << 20
"""Largest input that is read, in bytes after unpacking; a gzip bomb ends here."""

_PAGE_NAME = re.compile(r"\.(?:html?|xhtml|txt|md)(?:\.gz)?\Z", re.IGNORECASE)
_GZIP_MAGIC = b"\x1f\x8b"

PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to clean."""

    name: str
    r"""Its path as records show it, in valid Unicode: a byte that is not UTF-8 shows as `\xe9`."""
    path: str
    """Its path as the system knows it."""
    place: str
    """Its path below the folder that all inputs share: where a folder of outputs puts its file."""
    failure: Failure | None = None
    """Why it cannot be read, where this was seen while looking for inputs."""


def find_inputs(paths: Iterable[PathLike], *, skip: PathLike | None = None) -> Iterator[Input]:
    """Find the inputs that files, folders and glob patterns stand for.

    A file that is named, or matched by a pattern, is taken whatever its name; folders are walked
    to the bottom for `.html .htm .xhtml .txt .md`, also with `.gz`. The order is that of `paths`,
    and by name within a folder. What is found twice counts once. A link to a folder is followed
    where it leads to pages that would not be found otherwise. What cannot be read gives an input
    with a `failure`, so that it is accounted for.

    Args:
        paths: Files, folders and glob patterns (`**` for any depth).
        skip: A folder that is never entered: where the outputs go.

    Raises:
        BatchError: the paths share no folder (they are on different drives).
    """
    given = list(dict.fromkeys(os.fspath(path) for path in paths))
    # A name mistyped must not change where the files of the others go.
    anchors = {path: anchor for path in given if (anchor := _anchor(path)) is not None}
    try:
        shared = os.path.commonpath(anchors.values()) if anchors else ""
    except ValueError as error:
        raise BatchError(f"the inputs share no folder: {error}") from error
    roots = [os.path.realpath(path) for path in given if os.path.isdir(path)]
    barred = None if skip is None else os.path.realpath(skip)
    seen: set[str] = set()
    for path in given:
        matches = _expand(path) if path in anchors else ()
        if not matches:
            yield _failed(_input(path, ""), "not_found", "no such file")
        for match in matches:
            place = os.path.relpath(_absolute(match), shared)
            top = _input(match, "" if place == os.curdir else place)
            for found in _walk(top, roots, barred) if os.path.isdir(match) else (top,):
                # Only several paths can lead to one file: a single one needs no memory of them.
                if len(given) > 1:
                    if found.place in seen:
                        continue
                    seen.add(found.place)
                yield found


def read_source(path: PathLike, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file, unpacked where they are gzip data (whatever the file is called).

    Raises:
        UnreadableError: with the code `not_found`, `not_a_file`, `unreadable`, `bad_gzip`, or
            `too_large` for more than `max_bytes`.
    """
    try:
        # Opening a pipe would wait for its writer for ever.
        regular = stat.S_ISREG(os.stat(path).st_mode)
        if regular:
            with open(path, "rb") as file:
                raw = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(error) from error
    if not regular:
        raise UnreadableError("a folder or a device, not a file", "not_a_file")
    if raw.startswith(_GZIP_MAGIC) and len(raw) <= max_bytes:
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(raw)) as unpacked:
                raw = unpacked.read(max_bytes + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableError(f"damaged gzip data: {error}", "bad_gzip") from error
    if len(raw) > max_bytes:
        raise UnreadableError(f"more than {max_bytes:,} bytes", "too_large")
    return raw


def shown(path: str) -> str:
    r"""A path as valid Unicode: bytes that are not UTF-8 show as `\xe9`."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _walk(top: Input, roots: list[str], barred: str | None) -> Iterator[Input]:
    """The inputs below a folder, depth first; `roots` grows by the folders that links lead to."""
    stack = [(top, True, False)]
    while stack:
        item, is_folder, is_link = stack.pop()
        if not is_folder:
            if _PAGE_NAME.search(item.path):
                yield item
            continue
        target = os.path.realpath(item.path)
        if target == barred:
            continue
        if is_link:
            if _within(os.path.realpath(os.path.dirname(item.path)), target):
                yield _failed(item, "link_loop", "a link to a folder that it lies in")
                continue
            if any(_within(target, root) for root in roots):
                continue  # its files are found under their own names
            roots.append(target)
        if _PAGE_NAME.search(item.path) and item is not top:
            # Not a page, but mirrors name folders so: what is in it is still wanted.
            yield _failed(item, "not_a_file", "a folder with the name of a file")
        try:
            stack.extend(reversed(_entries(item)))
        except OSError as error:
            problem = _unreadable(error)
            yield _failed(item, problem.code, str(problem))


def _entries(folder: Input) -> list[tuple[Input, bool, bool]]:
    """What is in a folder, by name: the entry, whether it is a folder, whether it is a link."""
    found = []
    with os.scandir(folder.path) as entries:
        for entry in entries:
            try:
                is_folder = entry.is_dir()
            except OSError:  # a link that leads to itself: reading it will say so
                is_folder = False
            item = _input(entry.path, os.path.join(folder.place, entry.name))
            found.append((item, is_folder, entry.is_symlink()))
    return sorted(found, key=lambda row: row[0].place)


def _expand(path: str) -> list[str]:
    """The matches of a glob pattern; a path that exists stands for itself."""
    return [path] if os.path.lexists(path) else sorted(glob.iglob(path, recursive=True))


def _anchor(path: str) -> str | None:
    """The folder that a given path puts its inputs below; None for one that does not exist."""
    if os.path.isdir(path):
        return os.path.realpath(path)
    if os.path.lexists(path):
        return os.path.dirname(_absolute(path))
    if not glob.has_magic(path):
        return None
    while glob.has_magic(path):
        path = os.path.dirname(path)
    return os.path.realpath(path)


def _absolute(path: str) -> str:
    """Absolute, without `..`; a link to a file keeps its own name, as it is an input of its own."""
    if os.path.isdir(path):
        return os.path.realpath(path)
    return os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _input(path: str, place: str) -> Input:
    return Input(shown(path), path, place)


def _failed(item: Input, code: str, message: str) -> Input:
    return replace(item, failure=Failure(code, message))


def _unreadable(error: OSError | ValueError) -> UnreadableError:
    if isinstance(error, FileNotFoundError):
        return UnreadableError("no such file", "not_found")
    # ValueError: a NUL character in the name.
    return UnreadableError(getattr(error, "strerror", None) or str(error))
