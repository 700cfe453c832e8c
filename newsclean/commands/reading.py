"""The page that a command is about: a file, or standard input, cleaned."""

from __future__ import annotations

import sys

from newsclean.batch import read_source
from newsclean.batch.inputs import shown
from newsclean.document import Document
from newsclean.errors import InputError
from newsclean.extraction import Metadata, extract
from newsclean.page import Kind
from newsclean.pipeline import Pipeline


def cleaned(
    file: str, *, url: str | None, kind: Kind | None, pipeline: Pipeline, metadata: Metadata
) -> Document:
    """The document of a file, - for standard input. Raises `InputError`, naming the file."""
    try:
        source = sys.stdin.buffer.read() if file == "-" else read_source(file)
        return extract(source, url=url, kind=kind, pipeline=pipeline, metadata=metadata)
    except InputError as error:
        raise InputError(f"{shown(file)}: {error}") from error
