"""Puts files where they belong, whole or not at all, and names what stands in the way."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from newsclean.errors import BatchError


@contextlib.contextmanager
def writing(path: Path | str) -> Iterator[None]:
    """Turn errors of the system into a `BatchError` that names the path."""
    try:
        yield
    except BrokenPipeError:
        raise  # whoever reads has had enough: no fault of the output
    except OSError as error:
        raise BatchError(f"cannot write {path}: {error.strerror or error}") from error


def put(unfinished: Path, path: Path) -> None:
    """Give a file that has reached the disk its own name."""
    os.replace(unfinished, path)
    if sys.platform != "win32":
        # The new name, too, is only safe when the folder has reached the disk.
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
