"""Which line of a dump is taken for its headline."""

from __future__ import annotations

import numpy as np
import pytest

from newsclean import ConfigError, Pipeline, View, dump_headlines, extract
from newsclean.reading import read
from tests.stories import BRIDGE_HEADLINE as HEADLINE
from tests.stories import BRIDGE_TEXT as TEXT


@pytest.mark.parametrize(
    "above",
    [
        "Home\nSport\nCulture\nWeather\n\n",
        "Home > News > Region > Norvik\n\n",
        "Storm closes harbour for second day\nSchool choir wins national prize\n\n\n",
        "We use cookies to make our pages better for you.\n\nAccept all\n\n",
    ],
)
def test_the_line_above_the_article_is_its_headline(above: str) -> None:
    assert extract(f"{above}{HEADLINE}\n\nBy Ada Holm\n\n{TEXT}").title == HEADLINE


def test_a_dump_may_have_a_summary_between_headline_and_article() -> None:
    summary = "Council decides after a long debate - inn on the other bank loses its guests"
    assert extract(f"News\n\n{HEADLINE}\n\n{summary}\n\n12 May 2024\n\n{TEXT}").title == HEADLINE


def test_a_paragraph_is_no_headline_where_the_header_alone_has_one() -> None:
    document = extract(f"title: {HEADLINE}\nurl: https://norvik.test/bridge\n\n{TEXT}")
    assert document.title == HEADLINE
    assert document.text == TEXT.strip()


def test_an_article_alone_has_no_headline() -> None:
    document = extract(TEXT)
    assert document.title is None
    assert document.text == TEXT.strip()


def test_a_subheading_is_no_headline() -> None:
    first, _, rest = TEXT.partition("\n\n")
    assert extract(f"{HEADLINE}\n\n{first}\n\nTwo years of work\n\n{rest}").title == HEADLINE


def test_the_address_tells_which_of_two_lines_is_the_headline() -> None:
    lines = {
        "old-bridge-to-be-rebuilt-in-two-years": HEADLINE,
        "council-votes-for-new-bridge-from-june-on": "Council votes for new bridge from June on",
    }
    for first, second in (tuple(lines.values()), tuple(lines.values())[::-1]):
        dump = f"Home\nSport\nCulture\nWeather\n\n{first}\n\n{second}\n\n{TEXT}"
        for slug, line in lines.items():
            assert extract(dump, url=f"https://norvik.test/{slug}-4711.html").title == line


def test_a_line_with_the_sites_name_first_stands_back_behind_the_headline_itself() -> None:
    dump = f"{HEADLINE} - The Norvik Post\n\nHome\n\nSport\n\n{HEADLINE}\n\n{TEXT}"
    assert extract(dump).title == HEADLINE


def test_of_very_many_lines_the_first_and_those_above_the_article_are_looked_at() -> None:
    page = read("".join(f"Line {n}\n\n" for n in range(2000)) + TEXT, kind="text")
    view = View(page, [None] * len(page.blocks), Pipeline.default().scorer)
    lines = dump_headlines.headline_lines(view)
    assert len(lines.blocks) <= 150
    assert lines.blocks[0].index == 0
    assert len(lines.dense) == len(lines.blocks) + 1


def test_a_model_of_other_features_is_refused(monkeypatch) -> None:
    data = {"format": dump_headlines.HEADLINE_FORMAT, "features": ["length"]}
    monkeypatch.setattr(dump_headlines, "shipped_data", lambda name: data)
    dump_headlines._network.cache_clear()
    try:
        with pytest.raises(ConfigError, match="other features"):
            extract(f"{HEADLINE}\n\n{TEXT}")
    finally:
        dump_headlines._network.cache_clear()


def test_training_learns_which_line_is_right_and_tells_how_often_out_of_fold() -> None:
    pytest.importorskip("scipy", reason="training needs it: pip install 'newsclean[train]'")
    from newsclean.training.choice import Answered
    from newsclean.training.headlines import HeadlineSample, train_headlines

    place = dump_headlines.HEADLINE_FEATURES.index("repeated")
    dice = np.random.default_rng(1)
    samples = []
    for number in range(250):
        dense = np.zeros((5, len(dump_headlines.HEADLINE_FEATURES)))
        dense[:, [0, 1, place]] = dice.normal(size=(5, 3))
        right = dense[:, place] == dense[:, place].max()
        samples.append(HeadlineSample(f"site{number}", "bs4", Answered(dense, right)))
    trained = train_headlines(samples)
    assert trained.data["features"] == list(dump_headlines.HEADLINE_FEATURES)
    assert trained.report["bs4"][0] == 250
    assert trained.report["bs4"][1] > 0.8


def page(head: str, top: str, below: str = "") -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
    return f"<head>{head}</head><body>{top}<article>{paragraphs}</article>{below}</body>"


@pytest.mark.parametrize(
    ("head", "top", "below"),
    [
        (  # the site's name is the top heading, as the page says itself
            f"<title>{HEADLINE} - Letters From The North</title>"
            '<meta property="og:site_name" content="Letters From The North">',
            f"<h1>Letters From The North</h1><h2>{HEADLINE}</h2>",
            "",
        ),
        (  # as `og:title` says, which goes without it
            f"<title>{HEADLINE} | Letters From The North</title>"
            f'<meta property="og:title" content="{HEADLINE}">',
            f"<h1>Letters From The North</h1><div>{HEADLINE}</div>",
            "",
        ),
        (  # `og:title` may be the site's name itself
            f"<title>{HEADLINE} | Norvik</title><meta property='og:title' content='Norvik'>"
            "<meta property='og:site_name' content='Norvik'>",
            f"<h1>{HEADLINE}</h1><h1>Norvik</h1>",
            "",
        ),
        (  # the headline is another than the title, and the site's name stands below
            "<title>Bridge work takes two years | Letters From The North</title>",
            f"<h1>{HEADLINE}</h1>",
            "<footer><p>Letters From The North</p></footer>",
        ),
    ],
)
def test_the_sites_name_is_no_headline(head: str, top: str, below: str) -> None:
    assert extract(page(head, top, below)).title == HEADLINE


def test_a_headline_may_be_shorter_than_the_sites_name() -> None:
    head = "<title>Tireless - The New Paper of the South</title>"
    below = "<footer><p>© 2026 The New Paper of the South</p></footer>"
    assert extract(page(head, "<h1>Tireless</h1>", below)).title == "Tireless"


def test_a_subheading_that_uses_the_titles_words_stands_back_behind_the_top_heading() -> None:
    head = "<title>How fast do ferries to Norvik go?</title>"
    first, _, rest = TEXT.partition("\n\n")
    body = f"<h1>{HEADLINE}</h1><p>{first}</p><h2>How fast do ferries go?</h2><p>{rest}</p>"
    assert extract(f"<head>{head}</head><body>{body}</body>").title == HEADLINE


def test_a_clean_text_has_the_same_headline_with_its_address_and_without() -> None:
    text = extract(f"Home\nSport\nCulture\nWeather\n\n{HEADLINE}\n\n{TEXT}").text
    address = "https://norvik.test/council-votes-to-rebuild-the-old-bridge"
    assert extract(text).text == extract(text, url=address).text == text


def test_a_long_japanese_headline_that_stands_twice_is_the_headline() -> None:
    headline = (
        "「金に執着」と指弾された元理事長、大学の資金を不正に支払わせ私的に流用か　"
        "警視庁が逮捕、説明求める声"
    )
    paragraph = (
        "元理事長は大学の校舎の建設を巡り、業務の報酬として不正に金を支払わせた疑いがある。" * 2
    )
    document = extract(f"{headline}\n\n{headline}\n\n{paragraph}\n\n{paragraph}次に続く。\n")
    assert document.title == " ".join(headline.split())
