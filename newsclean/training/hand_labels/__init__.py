"""Our own labels of pages of the bench, made by reading them, and without a word of the pages.

The readers were language models that followed a written rule; docs/training.md says how far they
agree with others.

`related.jsonl` has a page a line: `dataset`, `id`, and `lists` in page order, each with the hash
of the block that names it ("" for none, "inline" where each story's own line does, as in "Read
more: …") and the hashes of its stories' addresses. `main.jsonl` has `dataset`, `id`, and `main`,
the hashes of the blocks that are main text, one behind the other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from newsclean.page import Page
from newsclean.wording import key

FOLDER = Path(__file__).parent
INLINE = "inline"
DIGITS = 8
"""Of a hash."""

PageId = tuple[str, str]
"""Data set and id."""
Labels = Mapping[PageId, Mapping[str, str]]
"""For pages the hash of each story's address, with that of its list's name."""


def hashed(text: str) -> str:
    """What stands for an address in its `same_form`, or for the `key` of a block's words."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:DIGITS]


@cache
def related_labels(folder: Path = FOLDER) -> Labels:
    """The stories of the pages whose related links we labelled."""
    return {
        page: {story: name for name, stories in row["lists"] for story in stories}
        for page, row in labelled_rows(folder / "related.jsonl")
    }


@cache
def main_labels(folder: Path = FOLDER) -> Mapping[PageId, Counter[str]]:
    """How often each block is main text, for the pages whose main text we labelled."""
    return {
        page: Counter(
            row["main"][place : place + DIGITS] for place in range(0, len(row["main"]), DIGITS)
        )
        for page, row in labelled_rows(folder / "main.jsonl")
    }


def main_text(page: Page, labelled: Mapping[str, int]) -> str:
    """The main text of an HTML page as it was labelled.

    Args:
        page: The page.
        labelled: Its entry in `main_labels`.
    """
    left = Counter(labelled)
    found = []
    for block in page.blocks:
        words = hashed(key(block.text))
        if left[words]:
            left[words] -= 1
            found.append(block.text)
    return "\n\n".join(found)


def labelled_rows(path: Path) -> Iterator[tuple[PageId, dict[str, Any]]]:
    """The pages of a file of labels, a page a line, each with what the line says of it."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield (row["dataset"], row["id"]), row
