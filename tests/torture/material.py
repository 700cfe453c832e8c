"""What the cases are made of: a story whose words can be looked for, and repetition to a size."""

from __future__ import annotations

from itertools import count

STORY = (
    "The ferry to the island of Norvik sails again after nine days of storm, the port authority "
    "said on Monday.",
    "The first boat left at dawn with mail, milk and forty pupils, who cheered at the pier when "
    "the ropes came off.",
    "Repairs at the northern ramp took longer than planned, because a steel part had to come from "
    "a yard abroad, the harbour master told the council.",
    "Fares stay as they were, the company said, and no ticket that was bought in advance is lost "
    "to anybody who had to wait.",
    "Fishermen had brought bread and medicine across in their own boats all week, and some of "
    "them slept in the school's gym.",
)
"""Five paragraphs of plain news; a document that kept the story holds the last one."""

KEPT = "Fishermen had brought bread"
"""Words of the story's last paragraph."""

STORY_HTML = (
    "<article><h1>Ferry sails again</h1>" + "".join(f"<p>{p}</p>" for p in STORY) + "</article>"
)
STORY_TEXT = "Ferry sails again\n\n" + "\n\n".join(STORY) + "\n"

_WORDS = (
    "harbour council rain bridge mayor flood school train over because river market winter "
    "engine minister village against letter window summer between doctor island morning"
).split()


def times(piece: str, size: int) -> str:
    """`piece` as often as it takes to have about `size` characters, once at least."""
    return piece * max(1, size // len(piece))


def sentences(size: int) -> str:
    """About `size` characters of sentences; no two are alike."""
    out: list[str] = []
    length = 0
    for number in count():
        a, b, c, d = (_WORDS[number // 24**k % 24] for k in range(4))
        out.append(f"The {a} near the {b} saw {number} of the {c}, said the {d} on Monday.")
        length += len(out[-1]) + 1
        if length >= size:
            return " ".join(out)
    raise AssertionError


def lines(size: int, template: str) -> str:
    """`template` with a growing number for `{n}` and changing words for `{w}`, to `size`."""
    out: list[str] = []
    length = 0
    for number in count():
        out.append(
            template.replace("{n}", str(number)).replace(
                "{w}", f"{_WORDS[number % 24]} {_WORDS[number // 24 % 24]}"
            )
        )
        length += len(out[-1])
        if length >= size:
            return "".join(out)
    raise AssertionError
