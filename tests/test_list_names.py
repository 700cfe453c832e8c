"""Which line names the list of a story in a dump."""

from __future__ import annotations

import pytest

from newsclean import extract
from tests.stories import BRIDGE

STORY = "\n\n".join(BRIDGE)
ROWS = (
    (
        "Storm closes harbour of Norvik for second day",
        "School choir wins national prize in Lund",
        "Ferry company to cut night crossings from autumn",
        "Fishermen find wreck of lost mail boat",
    ),
    (
        "Library opens reading room for night workers",
        "Old mill to become a museum of bread and beer",
        "Snow keeps buses in their depots until noon",
        "Mayor of Lund returns the keys after a quarrel",
    ),
)


def sections(below: list[str]) -> dict[str, str | None]:
    dump = "\n\n".join(["# Council rebuilds bridge", STORY, *below]) + "\n"
    return {link.title: link.section for link in extract(dump, kind="text").related}


@pytest.mark.parametrize("mark", ["{}", "## {}", "{}:"])
def test_each_row_belongs_to_the_name_above_it(mark: str) -> None:
    names = ("Most read", "Latest news")
    below = [mark.format(names[0]), *ROWS[0], mark.format(names[1]), *ROWS[1]]
    found = sections(below)
    assert [found[title] for title in ROWS[0]] == [names[0]] * 4
    assert [found[title] for title in ROWS[1]] == [names[1]] * 4


def test_what_stands_above_every_story_names_no_list() -> None:
    below = ["Most read"]
    for title, author in zip(ROWS[0], ("Ada Holm", "Bo Lind", "Eva Berg", "Jan Ek"), strict=True):
        below += [author, title]
    assert set(sections(below).values()) == {"Most read"}
