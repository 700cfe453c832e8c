"""The kept blocks as plain text, in a form that reads back into the same blocks."""

from __future__ import annotations

from newsclean.page import Block, LabelledPage, Page, Role


def main_text(labelled: LabelledPage) -> str:
    """The kept blocks, joined.

    Paragraphs are separated by an empty line, items of a list stand on lines of their own after
    "- ", cells of a table row are joined by " | ".
    """
    out: list[str] = []
    before: Block | None = None
    before_role: Role | None = None
    for block, decision in labelled:
        role = decision.role
        if not role.kept:
            continue
        if before is not None:
            out.append(_between(labelled.page, before, before_role, block, role))
        out.append(f"- {block.text}" if role is Role.LIST_ITEM else block.text)
        before, before_role = block, role
    return "".join(out)


def _between(page: Page, a: Block, a_role: Role | None, b: Block, b_role: Role) -> str:
    if a_role is b_role is Role.LIST_ITEM:
        return "\n"
    if a_role is b_role is Role.TABLE_CELL:
        if page.kind == "text":  # a row is a line
            return "\n" if b.index == a.index + 1 and not b.blank_before else "\n\n"
        table, row = _around(page, a, "table"), _around(page, a, "tr")
        if row >= 0 and table == _around(page, b, "table"):
            return " | " if row == _around(page, b, "tr") else "\n"
    return "\n\n"


def _around(page: Page, block: Block, tag: str) -> int:
    """The innermost element of a kind around a block, -1 for none."""
    index = block.node
    while index >= 0 and page.nodes[index].tag != tag:
        index = page.nodes[index].parent
    return index
