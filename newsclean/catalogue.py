"""What the cleaners say of themselves, as text for people to read."""

from __future__ import annotations

import inspect
from dataclasses import MISSING

from newsclean import registry
from newsclean.errors import NewscleanError
from newsclean.pipeline import PRESETS


def listing() -> tuple[str, list[NewscleanError]]:
    """Every cleaner with what it does and its reason codes; and the plug-ins that do not load.

    Those of the default pipeline come first, in the order in which they run.
    """
    known = registry.names()
    order = [name for name in PRESETS["default"] if name in known]
    lines: list[str] = []
    broken: list[NewscleanError] = []
    for name in (*order, *(name for name in known if name not in order)):
        try:
            cls = registry.find(name)
        except NewscleanError as error:
            broken.append(error)
            continue
        package = registry.origin(name)
        lines.append(f"{name}  [plug-in of {package}]" if package else name)
        lines.append("    " + _doc(cls).partition("\n")[0])
        lines.extend(f"      {code}: {meaning}" for code, meaning in cls.reasons.items())
    return "\n".join(lines), broken


def describe(name: str) -> str:
    """One cleaner: its docstring, roles, reasons, options and examples.

    Raises `ConfigError` for an unknown name and `PluginError` for one that does not load.
    """
    cls = registry.find(name)
    package = registry.origin(name)
    lines = [f"{name} ({f'plug-in of {package}' if package else 'built in'})", "", _doc(cls), ""]
    lines.append("Roles: " + ", ".join(sorted(cls.roles)))
    if cls.after:
        lines.append("Runs after: " + ", ".join(cls.after))
    lines.append("Reasons:")
    lines.extend(f"  {code}: {meaning}" for code, meaning in cls.reasons.items())
    options = registry.options_of(cls)
    if options:
        lines.append("Options:")
    for option, default in options.items():
        lines.append(f"  {option}" if default is MISSING else f"  {option} = {default!r}")
    for number, example in enumerate(cls.examples, 1):
        lines.extend(("", f"Example {number}: {example.note}".rstrip(": ")))
        lines.extend(f"  | {line}" for line in example.source.splitlines())
        lines.extend(f"  {text!r}: {reason}" for text, reason in example.claims.items())
    return "\n".join(lines)


def _doc(cls: type[object]) -> str:
    return inspect.getdoc(cls) or ""
