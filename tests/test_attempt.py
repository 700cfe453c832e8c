"""An attempt never raises for a page: it says why there is no document."""

from __future__ import annotations

import pytest

from newsclean import Failure, attempt, extract
from newsclean.attempt import Attempt
from tests.stories import STORY


def test_a_good_page_gives_what_extract_gives() -> None:
    assert Attempt()(STORY, "https://a.test/b") == extract(STORY, url="https://a.test/b")


@pytest.mark.parametrize(
    ("source", "code"),
    [("", "empty_input"), (b" \n", "empty_input"), (b"\x89PNG\r\n\x1a\n\0", "not_text")],
)
def test_a_page_that_gives_no_document_gives_the_code(source, code) -> None:
    failure = Attempt()(source)
    assert isinstance(failure, Failure)
    assert failure.code == code


def test_a_page_over_the_limit_is_not_read(monkeypatch) -> None:
    monkeypatch.setattr(attempt, "MAX_LENGTH", 10)
    assert Attempt()("x" * 11) == Failure("too_large", "more than 10 bytes")


@pytest.mark.parametrize(
    ("error", "code"), [(MemoryError(), "out_of_memory"), (KeyError("x"), "internal_error")]
)
def test_what_nobody_foresaw_is_a_failure_too(monkeypatch, error, code) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(attempt, "extract", broken)
    assert Attempt()(STORY).code == code
