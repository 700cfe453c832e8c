"""Objects out of TOML files, with errors that name the file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from newsclean.errors import ConfigError

_Made = TypeVar("_Made")


def from_toml(path: str | Path, make: Callable[[Mapping[str, Any]], _Made]) -> _Made:
    """What `make` makes of the data in a TOML file.

    Raises `ConfigError`, naming the file, where it cannot be read or `make` does not take it.
    """
    try:
        return make(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ConfigError) as error:
        raise ConfigError(f"{path}: {error}") from error
