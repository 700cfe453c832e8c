"""Finds cleaners by name: the built-in ones, and those of other packages by entry point."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from newsclean.cleaner import Cleaner
from newsclean.cleaners import BUILT_IN
from newsclean.errors import ConfigError, PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "newsclean.cleaners"

_CONTRACT = ("roles", "reasons", "after", "examples", "claims")


def names() -> tuple[str, ...]:
    """Every name that can stand in a pipeline, built-in ones first."""
    return (*BUILT_IN, *sorted({point.name for point in _entry_points()} - set(BUILT_IN)))


def find(name: str) -> type[Cleaner]:
    """The cleaner class registered as `name`.

    Raises `ConfigError` for an unknown name and `PluginError`, naming the package, for one that
    fails to load, does not keep the contract, or is registered by two packages.
    """
    if name in BUILT_IN:
        return BUILT_IN[name]
    point = _entry_point(name)
    if point is None:
        known = names()
        near = difflib.get_close_matches(str(name), known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"
        raise ConfigError(f"unknown cleaner {name!r}{hint}")
    where = f"cleaner {name!r} of package {_package(point)!r}"
    try:
        found: type[Cleaner] = point.load()
    except Exception as error:
        raise PluginError(f"{where} does not load: {error!r}") from error
    if getattr(found, "name", None) != name:
        raise PluginError(f"{where} calls itself {getattr(found, 'name', None)!r}")
    missing = [part for part in _CONTRACT if not hasattr(found, part)]
    if missing:
        raise PluginError(f"{where} lacks {', '.join(missing)}")
    return found


def origin(name: str) -> str | None:
    """The package that registers a cleaner; None for a built-in one."""
    point = None if name in BUILT_IN else _entry_point(name)
    return _package(point) if point else None


def create(name: str, options: Mapping[str, Any] | None = None) -> Cleaner:
    """The cleaner registered as `name`, with its options set. Lists are given as tuples.

    Raises `ConfigError` for an option that it does not have, naming the nearest one, and for a
    value of another type than the option's default.
    """
    cls = find(name)
    known = options_of(cls)
    given = {k: tuple(v) if isinstance(v, list) else v for k, v in (options or {}).items()}
    for option, value in given.items():
        if option not in known:
            near = difflib.get_close_matches(option, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"it has: {', '.join(known) or 'none'}"
            raise ConfigError(f"cleaner {name!r} has no option {option!r}; {hint}")
        wanted = type(known[option])
        # A whole number serves where a fraction is wanted; True and False are no numbers here.
        fits = type(value) is wanted or (wanted is float and type(value) is int)
        if known[option] not in (None, dataclasses.MISSING) and not fits:
            raise ConfigError(
                f"option {option!r} of cleaner {name!r} must be of type {wanted.__name__}, "
                f"not {type(value).__name__}"
            )
    try:
        return cls(**given)
    except (TypeError, ValueError) as error:
        raise ConfigError(f"cleaner {name!r}: {error}") from error


def options_of(cls: type[Any]) -> dict[str, Any]:
    """The options of a cleaner class and their defaults (`dataclasses.MISSING` for none)."""
    if not dataclasses.is_dataclass(cls):
        return {}
    return {
        field.name: field.default
        if field.default_factory is dataclasses.MISSING
        else field.default_factory()
        for field in dataclasses.fields(cls)
    }


def _entry_point(name: str) -> EntryPoint | None:
    points = {_package(point): point for point in _entry_points() if point.name == name}
    if len(points) > 1:
        raise PluginError(f"cleaner {name!r} is registered by {' and '.join(sorted(points))}")
    return next(iter(points.values()), None)


def _entry_points() -> Iterable[EntryPoint]:
    from importlib.metadata import entry_points  # slow to load; the built-in ones do without

    return entry_points(group=GROUP)


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
