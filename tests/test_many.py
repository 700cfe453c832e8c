"""Many pages in, documents out: in order, lazily, with errors as values."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator

import pytest

from newsclean import (
    BatchError,
    ConfigError,
    Document,
    Failure,
    InputError,
    Pipeline,
    Source,
    clean_many,
    extract,
)
from newsclean.site import learn_sites
from tests.batch_tasks import Deadly, Stuck
from tests.stories import STORY
from tests.test_site import MOTTO, page

DEADLY = Pipeline.default().inserted(Deadly(), before="remainder")


def story(number: int) -> str:
    return f"Ferry {number} sails again\n\n{STORY}"


def test_results_are_the_documents_of_extract_in_order() -> None:
    stories = [story(n) for n in range(20)]
    assert list(clean_many(stories, jobs=2)) == [extract(text) for text in stories]


def test_pages_come_as_bytes_str_paths_or_with_an_address(tmp_path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(STORY, encoding="utf-8")
    url = "https://quaysidepost.test/ferry"
    sources = [STORY, STORY.encode(), path, Source(path, url, "text")]
    documents = list(clean_many(sources, jobs=1))
    assert [document.text for document in documents] == [extract(STORY).text] * 4
    assert [document.url for document in documents] == [None, None, None, url]


def test_a_page_that_fails_gives_the_reason_in_its_place(tmp_path) -> None:
    sources = ["", b"%PDF-1.7 and so on", tmp_path / "none.txt", tmp_path, 7, lambda: 0, STORY]
    *failures, document = clean_many(sources, jobs=1)
    codes = "empty_input not_text not_found not_a_file bad_input bad_input".split()
    assert [failure.code for failure in failures] == codes
    assert all(isinstance(failure, Failure) and failure.message for failure in failures)
    assert isinstance(document, Document)


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_a_page_that_kills_its_worker_costs_no_other() -> None:
    sources = [story(n) if n != 5 else "kill me" for n in range(12)]
    results = list(clean_many(sources, jobs=2, pipeline=DEADLY))
    assert [n for n, result in enumerate(results) if isinstance(result, Failure)] == [5]
    assert results[5] == Failure("worker_died", "its process died: ended by SIGKILL")


def test_a_page_that_takes_too_long_costs_itself_alone() -> None:
    pipeline = Pipeline.default().inserted(Stuck(), before="remainder")
    results = list(clean_many([STORY, "keep me", STORY], jobs=1, pipeline=pipeline, timeout=5))
    assert results[1] == Failure("timeout", "stopped after 5 s")
    assert [isinstance(result, Document) for result in results] == [True, False, True]


@pytest.mark.parametrize("limit", [{"timeout": 0}, {"max_memory": -1}])
def test_a_limit_that_is_not_above_0_is_refused_at_once(limit) -> None:
    with pytest.raises(ConfigError, match="above 0, or None"):
        clean_many([STORY], **limit)


def test_sources_are_taken_only_as_they_are_needed() -> None:
    taken = itertools.count()

    def endless() -> Iterator[str]:
        while True:
            next(taken)
            yield STORY

    results = clean_many(endless(), jobs=1)
    assert next(taken) == 0  # nothing before the first result is asked for
    for _ in range(3):
        assert isinstance(next(results), Document)
    results.close()
    assert next(taken) <= 80


def test_an_error_of_the_sources_reaches_the_caller() -> None:
    def broken() -> Iterator[str]:
        yield STORY
        raise OSError("the list of pages ends here")

    with pytest.raises(OSError, match="ends here"):
        list(clean_many(broken(), jobs=1))


def test_site_profiles_work_for_pages_with_an_address() -> None:
    sites = learn_sites((f"https://norvik.test/{n}", page(n)) for n in range(8))
    sources = [Source(page(20), "https://www.norvik.test/20"), page(20)]
    with_site, without = clean_many(sources, jobs=1, sites=sites)
    assert MOTTO not in with_site.text
    assert MOTTO in without.text


@pytest.mark.parametrize("one", [STORY, STORY.encode(), Source(STORY)])
def test_a_single_page_is_refused_at_once(one) -> None:
    with pytest.raises(InputError, match="many"):
        clean_many(one)


def test_fewer_than_one_worker_is_refused_at_once() -> None:
    with pytest.raises(ConfigError, match="jobs"):
        clean_many([STORY], jobs=0)


def test_a_pipeline_that_cannot_be_sent_is_an_error() -> None:
    class Local(Deadly):
        pass

    pipeline = Pipeline.default().inserted(Local(), before="remainder")
    with pytest.raises(BatchError, match="cannot be sent"):
        next(clean_many([STORY], pipeline=pipeline))
