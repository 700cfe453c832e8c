"""The document as Markdown. Nothing that came from a page can become markup, HTML or a script."""

from __future__ import annotations

import re
from urllib.parse import quote

from newsclean.document import Document, RelatedLink
from newsclean.page import Block, Role

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~]")
_LINE_START = re.compile(r"^(\s*)([#+\-=]|\d+[.)])", re.M)
_SAFE_SCHEME = re.compile(r"(?:https?://|/|\.{1,2}/|[\w%-]+(?:[/?#.]|$))", re.I)


def markdown(document: Document, *, related: bool = False) -> str:
    """Title, text and, if asked for, the related links by section."""
    parts = [f"# {escape(document.title)}"] if document.title else []
    listed = False
    for block, decision in document.blocks:
        if not decision.role.kept:
            continue
        item = decision.role is Role.LIST_ITEM
        line = _block(block, decision.role)
        if item and listed:
            parts[-1] += "\n" + line
        else:
            parts.append(line)
        listed = item
    if related and document.related:
        parts.append("## Related")
        parts.extend(_related(document.related))
    return "\n\n".join(parts) + "\n" if parts else ""


def escape(text: str | None) -> str:
    """Text that Markdown shows as it is."""
    text = _SPECIAL.sub(lambda m: "\\" + m[0] if m[0] != "&" else "&amp;", text or "")
    return _LINE_START.sub(r"\1\\\2", text)


def _block(block: Block, role: Role) -> str:
    if role is Role.CODE:
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", block.text)), default=0))
        return f"{fence}\n{block.text}\n{fence}"
    text = escape(block.text)
    if role is Role.SUBHEADING:
        return f"{'#' * max(2, block.level)} {text}"
    if role is Role.LIST_ITEM:
        return f"{'  ' * max(0, block.level - 1)}- {text}"
    if role is Role.QUOTATION:
        return f"> {text}"
    return text


def _related(links: tuple[RelatedLink, ...]) -> list[str]:
    sections: dict[str, list[str]] = {}
    for link in links:
        sections.setdefault(link.section or "", []).append(_link(link))
    return [
        (f"### {escape(section)}\n\n" if section else "") + "\n".join(lines)
        for section, lines in sections.items()
    ]


def _link(link: RelatedLink) -> str:
    title = escape(link.title)
    if link.url and _SAFE_SCHEME.match(link.url):
        title = f"[{title}]({quote(link.url, safe=':/?#@!$&*+,;=%~.-_')})"
    category = f"{escape(link.category)}: " if link.category else ""
    summary = f" — {escape(link.summary)}" if link.summary else ""
    return f"- {category}{title}{summary}"
