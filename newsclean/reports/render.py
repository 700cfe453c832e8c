"""Templates to self-contained HTML. What came from a page is text and never becomes markup."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def render(template: str, *, style: str = "", script: str = "", **values: object) -> str:
    """Fill a template.

    Args:
        template: Name of a file in `templates`, as are the next two.
        style: The style sheet that goes into the page.
        script: The script that goes into the page.
        values: What the template speaks of; every string of them is escaped.
    """
    page = _environment().get_template(template)
    html = page.render(
        style=_read(style), script=_read(script), policy=_policy(style, script), **values
    )
    return html.encode("utf-8", "replace").decode("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("newsclean.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    filters: dict[str, Any] = {"count": _count, "share": _share}
    environment.filters.update(filters)
    return environment


@cache
def _read(name: str) -> Markup:
    return Markup(_source(name)) if name else Markup()


def _source(name: str) -> str:
    return files("newsclean.reports").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _policy(style: str, script: str) -> str:
    """A policy by which a browser runs this script, uses this style and fetches nothing at all."""
    allowed = [
        f"{what} 'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'"
        for what, name in (("style-src", style), ("script-src", script))
        if name and (text := _source(name).encode())
    ]
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _count(number: float) -> str:
    return f"{round(number):,}"


def _share(part: float, whole: float) -> str:
    """A part as percent of a whole; what is there never shows as nothing."""
    percent = 100 * part / whole if whole else 0.0
    return "<1%" if 0 < percent < 1 else f"{percent:.0f}%"
