"""A cleaner for newsclean that puts reader polls aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from newsclean import Claim, Example, Role, View


@dataclass(frozen=True)
class Polls:
    """Put aside the questions of reader polls, and the answers below them.

    Answers are the list items that follow the question, with nothing between.
    """

    openings: tuple[str, ...] = ("Poll:", "Reader poll:")
    """What a question begins with."""
    most_answers: int = 8
    """A longer list is no poll."""

    name: ClassVar[str] = "polls"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.FURNITURE})
    reasons: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "question": "the line opens a reader poll",
            "answer": "the line is an answer to the question above",
        }
    )
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "Ferry resumes\n\nPoll: would you take a bridge?\n\n- Yes\n- No\n\nFares stay.\n",
            {"Poll: would you take a bridge?": "question", "Yes": "answer", "No": "answer"},
        ),
        Example(
            "Poll results are in\n\nThe poll: a narrow win for the bridge.\n",
            {},
            note="An article about a poll is none.",
        ),
    )

    def claims(self, view: View) -> Iterable[Claim]:
        """Claim each open question and its answers."""
        blocks = view.page.blocks
        for block in view.open_blocks():
            if not block.text.startswith(self.openings):
                continue
            yield Claim(block.index, Role.FURNITURE, "question", block.text.partition(":")[0])
            answers = []
            for following in blocks[block.index + 1 :]:
                if following.form != "item":
                    break
                answers.append(following)
            if len(answers) <= self.most_answers:
                for answer in answers:
                    yield Claim(answer.index, Role.FURNITURE, "answer", block.text)
