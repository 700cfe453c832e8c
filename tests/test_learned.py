"""The learned scorer: its files fit its features, and it needs no training library."""

import copy
import subprocess
import sys

import pytest

from newsclean.errors import ConfigError
from newsclean.reading import read
from newsclean.scoring.context import CONTEXT
from newsclean.scoring.dump_features import DUMP_FEATURES, dump_features
from newsclean.scoring.html_features import HTML_FEATURES, html_features
from newsclean.scoring.learned import LearnedScorer, features_of, model_for
from newsclean.scoring.model import read_model, shipped_data

KINDS = {"html": HTML_FEATURES, "text": DUMP_FEATURES}
PROSE = [
    "The council voted on Monday to rebuild the old bridge, which has been closed to lorries "
    "since the flood of last spring, and to ask the province for a third of the money.",
    "Work is to begin in June and will take two years, the mayor said after a debate that lasted "
    "until midnight, although some members had wanted to wait for a second opinion.",
    "“We have waited long enough,” said the mayor, who lives across the river and has to drive "
    "for half an hour to reach the town hall every morning.",
]
MENU = ["Home", "Sports", "Weather", "Contact us", "Subscribe"]
PAGES = {
    "html": "<html><body><nav><ul>"
    + "".join(f'<li><a href="/{word}">{word}</a></li>' for word in MENU)
    + "</ul></nav><article class='post'><h1>Old bridge to be rebuilt</h1>"
    + "".join(f"<p>{text}</p>" for text in PROSE)
    + "</article><footer><p>Copyright</p></footer></body></html>",
    "text": "\n".join(MENU) + "\n\nOld bridge to be rebuilt\n\n" + "\n\n".join(PROSE) + "\n",
}


@pytest.mark.parametrize("kind", KINDS)
class TestShippedModel:
    def test_fits_the_features(self, kind):
        assert list(shipped_data(kind)["features"]) == [*KINDS[kind], *CONTEXT]

    def test_other_features_are_an_error_that_names_them(self, kind):
        data = dict(shipped_data(kind))
        data["features"] = [*data["features"][:-1], "phase_of_moon"]
        with pytest.raises(ConfigError, match="phase_of_moon"):
            read_model(data, kind, (*KINDS[kind], *CONTEXT))

    def test_another_format_is_an_error(self, kind):
        data = copy.copy(dict(shipped_data(kind)))
        data["format"] = 0
        with pytest.raises(ConfigError, match="format"):
            read_model(data, kind, (*KINDS[kind], *CONTEXT))

    def test_tells_sentences_from_a_menu(self, kind):
        page = read(PAGES[kind], kind=kind)
        scores = dict(zip((b.text for b in page.blocks), LearnedScorer().score(page), strict=True))
        assert min(scores[text] for text in PROSE) > 0.5 > max(scores[text] for text in MENU)

    def test_beliefs_carry_the_features_that_they_were_read_from(self, kind):
        page = read(PAGES[kind], kind=kind)
        scores = LearnedScorer().score(page)
        assert (scores.features.dense == features_of(page).dense).all()
        assert len(scores) == len(scores.features.dense)

    def test_same_page_same_scores(self, kind):
        page = read(PAGES[kind], kind=kind)
        first = list(LearnedScorer().score(page))
        model_for.cache_clear()
        assert list(LearnedScorer().score(page)) == first

    def test_a_page_without_blocks(self, kind):
        assert list(LearnedScorer().score(read("", kind=kind))) == []

    def test_a_page_of_one_block(self, kind):
        source = "<p>Hello</p>" if kind == "html" else "Hello"
        assert len(LearnedScorer().score(read(source, kind=kind))) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_features_have_a_name_each(kind):
    page = read(PAGES[kind], kind=kind)
    found = html_features(page) if kind == "html" else dump_features(page)
    assert found.dense.shape == (len(page.blocks), len(KINDS[kind]))
    assert len(set(KINDS[kind])) == len(KINDS[kind])


def test_no_training_library_is_imported():
    code = (
        "import sys; from newsclean.scoring.learned import LearnedScorer, model_for;"
        "model_for('html'); model_for('text');"
        "sys.exit(any(name in sys.modules for name in ('sklearn', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
