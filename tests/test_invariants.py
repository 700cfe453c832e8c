"""What holds for every page, whatever it says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclean import Document, extract
from newsclean.errors import NewscleanError
from newsclean.page import Page
from tests import pages

SOURCES = st.one_of(pages.dumps, pages.html, pages.broken)


def _tiles(page: Page) -> bool:
    edges = [0]
    for block in page.blocks:
        if block.start != edges[-1] or block.end <= block.start:
            return False
        edges.append(block.end)
    return edges[-1] == len(page.text) or not page.blocks


@given(SOURCES)
def test_blocks_tile_the_page(source: str) -> None:
    page = extract(source).labelled.page
    assert _tiles(page)
    assert "".join(page.text[b.start : b.end] for b in page.blocks) == page.text or not page.blocks
    assert [b.index for b in page.blocks] == list(range(len(page.blocks)))


@given(SOURCES)
def test_every_block_has_exactly_one_decision(source: str) -> None:
    labelled = extract(source).labelled
    assert [d.block for d in labelled.decisions] == [b.index for b in labelled.page.blocks]


@given(SOURCES)
def test_text_is_made_of_kept_blocks_only_in_order(source: str) -> None:
    document = extract(source)
    rest = document.text
    for block, decision in document.blocks:
        if decision.role.kept:
            before, found, rest = rest.partition(block.text)
            assert found
            assert before.strip("\n -|") == ""
    assert rest == ""


@given(SOURCES)
def test_same_input_gives_same_output(source: str) -> None:
    first = extract(source)
    with ThreadPoolExecutor(3) as pool:
        again = list(pool.map(extract, [source] * 3))
    assert all(document == first for document in again)


@given(pages.dumps)
@example("1. \n# harbour\n2. \n•\n\n")  # a number alone read back as the mark of the line below
def test_cleaning_a_clean_text_changes_nothing(dump: str) -> None:
    document = extract(dump, kind="text")
    clean = document.text
    changed = extract(clean, kind="text").text != clean
    assert not changed or "not_settled" in {notice.code for notice in document.warnings}


@settings(max_examples=300)
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=400)),
    st.sampled_from([None, "html", "text"]),
)
def test_any_bytes_and_any_str_give_a_document_or_an_error_of_the_tree(
    source: bytes | str, kind: str | None
) -> None:
    try:
        document = extract(source, kind=kind)  # type: ignore[arg-type]
    except NewscleanError as error:
        assert error.code
        assert str(error)
    else:
        assert isinstance(document, Document)
        assert document.text or document.warnings
        document.to_json(blocks=True)
        document.to_markdown(related=True)


@pytest.mark.parametrize("blank", ["", " \n\t\n ", b"", b"\xef\xbb\xbf", b"\n\n"])
def test_nothing_in_gives_nothing_out_with_a_reason(blank: str | bytes) -> None:
    document = extract(blank)
    assert document.text == ""
    assert "empty_input" in {notice.code for notice in document.warnings}
