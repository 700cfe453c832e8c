"""What a batch's output depends on beside its inputs, so that a resumed one mixes no two."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsclean.pipeline import Pipeline

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def fingerprint(task: DataclassInstance) -> dict[str, str]:
    """The settings of a task by name, alike in every process that has the same."""
    fields = {field.name: getattr(task, field.name) for field in dataclasses.fields(task)}
    pipeline = fields.pop("pipeline", None) or Pipeline.default()
    if "sites" in fields:  # what is in the file follows from the inputs, where it is does not count
        fields["sites"] = fields["sites"] is not None
    return {
        "newsclean's code": package_digest("*.py"),
        "newsclean's models": package_digest("*.model.gz"),
        "newsclean's phrases": package_digest("*.toml"),
        **{name: _told(value) for name, value in fields.items()},
        "scorer": _told(pipeline.scorer),
        "cleaners": ", ".join(pipeline.names),
        **{f"cleaner {cleaner.name}": _told(cleaner) for cleaner in pipeline.cleaners},
    }


def package_digest(*patterns: str) -> str:
    """A digest of the files of this package that fit, wherever it is installed."""
    digest = hashlib.blake2b(digest_size=8)
    root = Path(__file__).parents[1]
    for path in sorted(path for pattern in patterns for path in root.rglob(pattern)):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _told(value: Any) -> str:
    """A value in words: `repr`, without what differs from one process to the next."""
    if isinstance(value, Mapping):
        return str({key: _told(inner) for key, inner in sorted(value.items())})
    if isinstance(value, set | frozenset):
        return str(sorted(map(_told, value)))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        told = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return f"{type(value).__module__}.{type(value).__qualname__} {_told(told)}"
    return re.sub(r" at 0x[0-9a-fA-F]+", "", repr(value))
