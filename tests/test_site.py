"""What a site's other pages teach."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import Pipeline, SiteProfile, extract, learn_site
from newsclean.cleaners.site_repeats import SiteRepeats
from newsclean.errors import ConfigError
from newsclean.reading import read
from newsclean.site import SiteCounts, host_of, learn_sites

FIRST = (
    "The council voted on Monday to rebuild the old bridge, which has been closed to lorries since "
    "the flood of last spring, the mayor said after the meeting in the town hall."
)
MOTTO = "The Norvik Post has told what happens between the fjord and the hills since the year 1881."


def page(number: int) -> str:
    body = (
        f"<p>On day {number} the council spoke about matter number {number} for many hours, and "
        f"the mayor said that house {number} in street {number} would be rebuilt by winter.</p>"
        f"<p>Residents of quarter {number} told the paper that they had waited {number} years for "
        "this, and that they would believe it when they saw the first stone.</p>"
    )
    return (
        f"<html><head><title>Council meets for the {number}. time</title></head><body><article>"
        f"<h1>Council meets for the {number}. time</h1>{body}<p>{MOTTO}</p></article></body></html>"
    )


def test_a_line_under_many_headlines_is_put_aside_with_its_share() -> None:
    site = learn_site(page(n) for n in range(10))
    assert MOTTO in extract(page(3)).text
    document = extract(page(3), site=site)
    assert MOTTO not in document.text
    assert "matter number 3" in document.text
    reasons = {b.text: (d.cleaner, d.reason, d.evidence) for b, d in document.blocks}
    assert reasons[MOTTO] == ("site_repeats", "on_other_pages", "100% of headlines")


def test_an_article_fetched_ten_times_is_no_repeat_of_itself() -> None:
    site = learn_site([page(3)] * 10 + [page(4)])
    assert extract(page(3), site=site).text == extract(page(3)).text


def test_a_first_paragraph_that_is_a_teaser_elsewhere_stays() -> None:
    def with_teaser(n: int) -> str:
        return page(n).replace("</body>", f"<p>{FIRST}</p></body>")

    site = learn_site([*(page(n) for n in range(8)), with_teaser(8), with_teaser(9)])
    own = page(20).replace("<p>On day", f"<p>{FIRST}</p><p>On day")
    assert FIRST in extract(own, site=site).text


def test_three_of_forty_seven_headlines_are_three() -> None:
    # As a share of 47 and back, three comes out a hair less than three.
    site = learn_site(
        page(n) if n < 3 else page(n).replace(f"<p>{MOTTO}</p>", "") for n in range(47)
    )
    pipeline = Pipeline.default().replaced("site_repeats", SiteRepeats(least_believed=0.05))
    assert MOTTO in extract(page(60), pipeline=pipeline).text
    assert MOTTO not in extract(page(60), site=site, pipeline=pipeline).text


def test_a_profile_does_not_depend_on_the_order_of_the_pages() -> None:
    pages = [page(n) for n in range(6)]
    assert learn_site(pages) == learn_site(reversed(pages))


def test_a_profile_is_saved_and_loaded_as_data(tmp_path: Path) -> None:
    site = learn_site(page(n) for n in range(4))
    site.save(tmp_path / "norvik.json")
    assert SiteProfile.load(tmp_path / "norvik.json") == site


@pytest.mark.parametrize("text", ["", "[]", '{"format": 9}', '{"format": 1}', "\udcff"])
def test_a_file_that_is_no_profile_is_a_config_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(ConfigError):
        SiteProfile.load(path)


def counted(pages: Iterable[str]) -> SiteCounts:
    counts = SiteCounts()
    for source in pages:
        counts.add(read(source))
    return counts


@given(st.lists(st.integers(0, 90), max_size=120), st.integers(0, 120))
@settings(max_examples=20)
def test_counts_of_parts_merge_to_the_count_of_the_whole(numbers: list[int], cut: int) -> None:
    first, second = counted(map(short, numbers[:cut])), counted(map(short, numbers[cut:]))
    for headline, lines in second.rows():
        first.merge(headline, lines)
    assert first.profile() == learn_site(map(short, numbers))


def short(number: int) -> str:
    return f"<title>Headline {number}</title><p>{MOTTO}</p><p>Matter number {number % 7}.</p>"


def test_on_a_site_of_many_pages_a_line_on_all_of_them_is_still_put_aside() -> None:
    site = learn_site(short(n) for n in range(200))
    assert site.headlines == 64
    assert MOTTO not in extract(page(3), site=site).text


def test_sites_are_told_apart_by_the_host_of_the_address() -> None:
    urls = [f"https://{host}/{n}" for n in range(4) for host in ("www.norvik.test", "other.test")]
    sites = learn_sites((url, page(n)) for n, url in enumerate(urls))
    assert sites == {
        "norvik.test": learn_site(page(n) for n in range(0, 8, 2)),
        "other.test": learn_site(page(n) for n in range(1, 8, 2)),
    }


def test_of_many_sites_lines_under_few_headlines_are_left_out() -> None:
    pages = [(f"https://norvik.test/{n}", page(n)) for n in range(30)]
    pages += [(f"https://norvik.test/{n}", page(n).replace(MOTTO, FIRST)) for n in (30, 31)]
    few, many = (learn_sites(pages, least=least)["norvik.test"] for least in (0.1, 0))
    assert many == learn_site(source for _, source in pages)
    assert sorted(few.repeats.values()) == [30]
    assert sorted(many.repeats.values()) == [2, 30]


def test_pages_that_teach_nothing_make_no_site() -> None:
    pages = [("", page(1)), ("http://[", page(2)), ("https://a.test/", b"%PDF-1.7")]
    assert learn_sites([*pages, ("https://alone.test/", page(3))]) == {}


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Norvik.test:8080/a", "norvik.test"),
        ("//norvik.test", "norvik.test"),
        ("norvik.test/a", ""),
        ("http://[", ""),
    ],
)
def test_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


def test_an_article_under_changing_titles_is_no_repeat_of_itself() -> None:
    titles = [page(3).replace("Council meets", f"Update {n}: council meets") for n in range(9)]
    site = learn_site([*titles, page(4), page(5)])
    document = extract(titles[0], site=site)
    assert "matter number 3" in document.text
    assert "Residents of quarter 3" in document.text
    assert site.headlines == 3


def test_a_line_below_short_reports_does_not_make_them_one_article() -> None:
    def brief(n: int) -> str:
        return (
            f"<title>Brief {n}</title><p>Boat number {n} has come back to port.</p><p>{MOTTO}</p>"
        )

    assert learn_site(brief(n) for n in range(5)).headlines == 5
