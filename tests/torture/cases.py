"""All cases by name. A case makes a source of about so many bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.torture import broken_bytes, dumps, head, markup, nesting

Case = Callable[[int], bytes | str]

_MODULES = (nesting, markup, head, dumps, broken_bytes)
CASES: Mapping[str, Case] = {
    f"{module.__name__.rpartition('.')[2]}.{name}": case
    for module in _MODULES
    for name, case in vars(module).items()
    if callable(case) and getattr(case, "__module__", "") == module.__name__ and name[0] != "_"
}
