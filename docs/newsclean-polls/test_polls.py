"""The examples hold, and so does a whole page."""

import pytest
from newsclean_polls import Polls

from newsclean import Pipeline, View, extract
from newsclean.reading import read
from newsclean.scoring import default_scorer

PAGE = """Ferry resumes

The ferry to the island sails again after nine days of storm, the port authority said on Monday.

The first boat left at dawn with mail, milk and forty pupils, who cheered at the pier.

Poll: would you take a bridge, if it were built, in place of the old ferry?

- Yes, by all means
- No, never

Fares stay as they were, the company said, and no ticket that was bought in advance is lost.
"""


@pytest.mark.parametrize("example", Polls.examples)
def test_example(example):
    page = read(example.source)
    view = View(page, [None] * len(page.blocks), default_scorer())
    found = {page.blocks[claim.block].text: claim.reason for claim in Polls().claims(view)}
    assert found == dict(example.claims)


def test_a_poll_leaves_the_text_and_nothing_else_does():
    pipeline = Pipeline.default().inserted(Polls(), before="page_furniture")
    text = extract(PAGE, pipeline=pipeline).text
    assert "bridge" not in text
    assert "by all means" not in text
    assert "forty pupils" in text
    assert "Fares stay" in text


def test_a_long_list_is_no_poll():
    page = "Poll: which?\n\n" + "".join(f"- Number {n}\n" for n in range(9))
    view = View(read(page), [None] * 10, default_scorer())
    assert [claim.reason for claim in Polls().claims(view)] == ["question"]
