"""Which line names the list of a story in a dump."""

from __future__ import annotations

import pytest

from newsclean import Pipeline, extract
from newsclean.reading import read
from newsclean.related.list_names import Place, choices
from newsclean.related.signals import lines_of
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


@pytest.mark.parametrize(
    ("last", "names"),
    [
        (BRIDGE[2], []),
        (
            "If you want to know more about the bridge and the flood, read these stories from "
            "the archive, which tell all there is:",
            ["If you want"],
        ),
    ],
    ids=["told", "announced"],
)
def test_nothing_above_the_articles_last_line_is_asked_for_a_name(
    last: str, names: list[str]
) -> None:
    dump = "\n\n".join([BRIDGE[0], "Two years of work", BRIDGE[1], last, *ROWS[0]])
    view = Pipeline.default().seen_by("related_links", read(f"{dump}\n", url=None, kind="text"))
    at = next(block.index for block in view.page.blocks if block.text == ROWS[0][0])
    [choice] = choices(view, lines_of(view), [Place(at, at, at)], set())
    assert [view.page.blocks[i].text[:11] for i in choice.lines] == names
