"""Finds the inputs of a batch, each exactly once and in a fixed order."""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from newsclean.batch.unpacking import PathLike, not_found, unreadable
from newsclean.document import Failure
from newsclean.errors import BatchError
from newsclean.page import Kind

_PAGES = "html? xhtml shtml mht(?:ml)? txt text md"
_PROGRAMS = "php aspx? jsp"
"""Of servers: mirrors name pages after them, and folders too ("index.php/news")."""
_ARCHIVES = "warc wet arc"
_TABLES = "parquet arrow feather jsonl ndjson csv tsv"


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
    content: bytes | str | None = field(default=None, repr=False)
    """The page itself, where it comes from an archive or a table; else its file has it."""
    url: str | None = None
    """Its address, where its archive or table has it."""
    kind: Kind | None = None
    """What it is, where its archive or table says so."""
    charset: str | None = None
    """Its encoding, where the server named it."""
    columns: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What else its table says of it."""
    share: float = 1.0
    """How much of its file it is; the shares of a file's inputs make up 1."""


def find_inputs(
    paths: Iterable[PathLike],
    *,
    skip: PathLike | None = None,
    tables: bool = False,
    skipped: Counter[str] | None = None,
) -> Iterator[Input]:
    """Find the inputs that files, folders and glob patterns stand for.

    A file that is named, or matched by a pattern, is taken whatever its name; folders are walked
    to the bottom for pages (`.html .htm .xhtml .shtml .php .asp .aspx .jsp .mhtml .mht .txt .text
    .md`, also with a query behind, as in `index.php?id=5`) and archives (`.warc .wet .arc`), also
    with `.gz .bz2 .xz .zst`. The order is that of `paths`, and by name within a folder. What is
    found twice counts once. A link to a folder is followed where it leads to pages that would not
    be found otherwise. What cannot be read gives an input with a `failure`, so that it is accounted
    for.

    Args:
        paths: Files, folders and glob patterns (`**` for any depth).
        skip: A folder that is never entered, or a file that is never taken: the output.
        tables: Folders are walked for tables too (`.parquet .arrow .feather .jsonl .ndjson .csv
            .tsv`).
        skipped: Counts the files in folders that have other names, by their ending.

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
    wanted = [_PAGES, _ARCHIVES, *([_TABLES] if tables else [])]
    names = _Names(_pattern(*wanted, _PROGRAMS), _pattern(*wanted))
    seen: set[str] = set()
    for path in given:
        matches = _expand(path) if path in anchors else ()
        if not matches:
            yield _failed(_input(path, ""), "not_found", not_found(path))
        for match in matches:
            place = os.path.relpath(_absolute(match), shared)
            top = _input(match, "" if place == os.curdir else place)
            walked = _walk(top, roots, barred, names, skipped) if os.path.isdir(match) else (top,)
            for found in walked:
                # Only several paths can lead to one file: a single one needs no memory of them.
                if len(given) > 1:
                    if found.place in seen:
                        continue
                    seen.add(found.place)
                yield found


def shown(path: str) -> str:
    r"""A path as valid Unicode: bytes that are not UTF-8 show as `\xe9`."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class _Names(NamedTuple):
    of_inputs: re.Pattern[str]
    of_files: re.Pattern[str]
    """Of these a folder has none."""


def _pattern(*groups: str) -> re.Pattern[str]:
    endings = "|".join(" ".join(groups).split())
    # A mirror keeps the query of an address in the name ("index.php?id=5", on Windows "@id=5").
    return re.compile(rf"\.(?:{endings})(?:[?@][^/\\]*)?(?:\.(?:gz|bz2|xz|zst))?\Z", re.IGNORECASE)


def _walk(
    top: Input,
    roots: list[str],
    barred: str | None,
    names: _Names,
    skipped: Counter[str] | None,
) -> Iterator[Input]:
    """The inputs below a folder, depth first; `roots` grows by the folders that links lead to."""
    stack = [(top, True, False)]
    while stack:
        item, is_folder, is_link = stack.pop()
        if not is_folder:
            if _is(item.path, barred):
                continue
            if names.of_inputs.search(item.path):
                yield item
            elif skipped is not None:
                ending = os.path.splitext(item.name)[1].lower()
                skipped[ending or "files without an ending"] += 1
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
        if names.of_files.search(item.path) and item is not top:
            # Not a page, but mirrors name folders so: what is in it is still wanted.
            yield _failed(item, "not_a_file", "a folder with the name of a file")
        try:
            stack.extend(reversed(_entries(item)))
        except OSError as error:
            problem = unreadable(error)
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


def _is(path: str, barred: str | None) -> bool:
    # The real path is slow to find: only where the name is right.
    return (
        barred is not None
        and os.path.basename(path) == os.path.basename(barred)
        and os.path.realpath(path) == barred
    )


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _input(path: str, place: str) -> Input:
    return Input(shown(path), path, place)


def _failed(item: Input, code: str, message: str) -> Input:
    return replace(item, failure=Failure(code, message))
