"""A model as a file: a line of JSON, then the tables that it speaks of, byte after byte, packed.

A table of small whole numbers is bytes; in JSON it would be half as long again.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from math import prod
from typing import Any

TABLE = "whole"
"""The key of a table: its bytes; in the file, where they begin among those of all tables."""


def packed_model(data: Mapping[str, Any]) -> bytes:
    """A model's plain data, in which each table is a mapping with "shape" and its bytes."""
    tables = bytearray()

    def place(table: bytes) -> int:
        tables.extend(table)
        return len(tables) - len(table)

    head = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=place)
    # Without a time stamp, so that the same training gives the same bytes.
    return gzip.compress(head.encode() + b"\n" + tables, 9, mtime=0)


def unpacked_model(file: bytes) -> dict[str, Any]:
    """The plain data of a model from the bytes of its file."""
    head, _, tables = gzip.decompress(file).partition(b"\n")

    def attach(found: dict[str, Any]) -> dict[str, Any]:
        if TABLE in found:
            begin = found[TABLE]
            found[TABLE] = tables[begin : begin + prod(found["shape"])]
        return found

    data: dict[str, Any] = json.loads(head, object_hook=attach)
    return data
