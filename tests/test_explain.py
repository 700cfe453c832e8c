"""newsclean explain: finds words on a page, and says what became of them and why."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from newsclean import extract
from newsclean.cli import main
from newsclean.finding import Found, elsewhere, find
from newsclean.reading import read
from tests import pages
from tests.stories import HTML, PARAGRAPHS, STORY

CHECKOUT = Path(newsclean.__file__).parents[1]
ADDRESS = "https://example.org/ferry"


def explain(words: str, *options: str, page: str = HTML) -> Result:
    arguments = ["explain", "-", words, "--url", ADDRESS, *options]
    return CliRunner().invoke(main, arguments, input=page)


class TestFinding:
    def found(self, words: str, page: str = STORY) -> list[Found]:
        return find(read(page), words)

    def test_passes_over_case_marks_and_line_breaks(self):
        assert self.found("NINE days,\nof (storm)") == [Found((1,), "words")]

    def test_follows_words_from_one_block_to_the_next(self):
        assert self.found("pupils on board. Nobody had been") == [Found((1, 2), "words")]

    def test_names_every_place_once(self):
        page = "Ferry, ferry and ferry.\n\nNo boat.\n\nThe ferry.\n"
        assert [found.blocks for found in self.found("ferry", page)] == [(0,), (2,)]

    def test_finds_parts_of_words_where_no_whole_ones_are(self):
        assert self.found("slander") == [Found((4,), "part")]
        assert self.found("***", "A line of *** stars.\n") == [Found((0,), "part")]

    def test_finds_what_is_nearest(self):
        assert self.found("the fery retuns after storm of nine days")[0] == Found((1,), "near")
        assert self.found("Two fishing boats had sunk in the harbour")[0] == Found((2,), "near")

    def test_finds_nothing_where_nothing_is_near(self):
        assert self.found("quantum chromodynamics lecture") == []
        assert self.found("  ") == []
        assert self.found("—") == []

    def test_works_without_blanks_between_words(self):
        page = "市長は橋を再建すると述べた。\n\n新しい図書館が日曜日に開く。\n"
        assert self.found("図書館が日曜", page) == [Found((1,), "words")]
        assert self.found("新しい図書室が日曜日に開く", page)[0] == Found((1,), "near")

    @settings(max_examples=50)
    @given(st.one_of(pages.dumps, pages.html), st.data())
    def test_finds_any_run_of_words_of_a_page(self, source, data):
        page = read(source)
        worded = [b for b in page.blocks if newsclean.finding.wording.key(b.text)]
        if not worded:
            return
        block = data.draw(st.sampled_from(worded))
        words = block.text.split()
        first = data.draw(st.integers(0, len(words) - 1))
        some = " ".join(words[first : data.draw(st.integers(first + 1, len(words)))])
        if newsclean.finding.wording.key(some):
            assert any(block.index in found.blocks for found in find(page, some))

    def test_names_the_places_of_a_source_that_are_no_text(self):
        page = read(
            "<title>The title</title><meta name='description' content='A summary here'>"
            '<script type=\'application/ld+json\'>{"a": "linked words"}</script>'
            "<script>var x = 'script words'</script><p>Text <img alt='picture words'></p>"
        )
        assert elsewhere(page, "the title") == ["the page's <title>"]
        assert elsewhere(page, "summary") == ["<meta> description"]
        assert elsewhere(page, "linked words") == ["JSON-LD"]
        assert elsewhere(page, "picture words") == ["a picture's alternative text"]
        assert "in a script" in elsewhere(page, "script words")[0]
        assert elsewhere(page, "not there at all") == []
        assert elsewhere(page, "—") == []


class TestCommand:
    def test_says_who_put_a_block_aside_and_why(self):
        result = explain("storm closes harbour")
        document = extract(HTML, url=ADDRESS)
        block, decision = next(p for p in document.blocks if p[0].text.startswith("Storm closes"))
        assert result.exit_code == 0
        assert f"Block {block.index + 1} of {len(document.blocks)} was put aside as related" in (
            result.stdout
        )
        for words in (block.text, decision.cleaner, document.labelled.meaning(decision)):
            assert words in result.stdout
        assert "section > ul > li" in result.stdout
        assert f"newsclean cleaners {decision.cleaner}" in result.stdout
        assert "newsclean inspect - -o report.html" in result.stdout

    def test_says_that_a_block_was_kept(self):
        assert "was kept as paragraph" in explain("nine days of storm").stdout

    def test_says_where_words_run_over_blocks(self):
        result = explain("forty pupils on board. Nobody had been able")
        assert "The words run over 2 blocks." in result.stdout
        assert result.stdout.count("was kept as paragraph") == 2

    def test_shows_the_nearest_where_nothing_is_exact(self):
        result = explain("nyne days of storms")
        assert result.exit_code == 0
        assert "No block holds just these words. The nearest:" in result.stdout

    def test_ends_with_1_where_nothing_is_found_and_says_where_it_is_instead(self):
        page = HTML.replace("<head>", "<head><meta name='description' content='All about gnus'>")
        result = explain("about gnus", page=page)
        assert result.exit_code == 1
        assert "No block of the page holds these words." in result.stdout
        assert "They stand in <meta> description." in result.stdout

    def test_shows_the_first_places_and_says_how_many_more_there_are(self):
        page = "\n\n".join(f"The ferry sails on day {n}, the port said." for n in range(9))
        short, full = explain("the ferry", page=page), explain("the ferry", "--all", page=page)
        assert short.stdout.count("Block ") == 5
        assert "And 4 more places: --all shows them." in short.stdout
        assert full.stdout.count("Block ") == 9

    def test_gives_the_same_as_json(self):
        told = json.loads(explain("storm closes harbour", "--format", "json").stdout)
        ((block,),) = told["places"]
        document = extract(HTML, url=ADDRESS)
        decision = document.labelled.decisions[block["block"]]
        assert told["found"] == "words"
        assert told["elsewhere"] == []
        assert block["kept"] is False
        assert (block["role"], block["cleaner"], block["reason"]) == (
            str(decision.role),
            decision.cleaner,
            decision.reason,
        )
        assert block["element"].endswith("section > ul > li")
        nothing = explain("quantum chromodynamics", "--format", "json")
        assert nothing.exit_code == 1
        assert json.loads(nothing.stdout)["found"] is None

    def test_takes_the_options_of_cleaning(self, tmp_path):
        sites = tmp_path / "sites.toml"
        sites.write_text("['*']\ndrop_text = ['fares stay*']\n")
        result = explain("fares stay", "--site-settings", str(sites))
        assert "put aside as boilerplate" in result.stdout
        assert "*: drop fares stay*" in result.stdout

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["explain", "none.html", "x"], "none.html: no such file"),
            (["explain", "-", " "], "give some words"),
            (["explain", "-"], "Missing argument"),
        ],
    )
    def test_wrong_usage_is_said_in_one_line(self, arguments, said):
        result = CliRunner().invoke(main, arguments, input=STORY)
        assert result.exit_code == 2
        assert said in result.stderr

    def test_nothing_of_a_page_steers_the_terminal(self):
        page = f"<p>{PARAGRAPHS[0]} \x1b[2J\x9b31m\u202eturned</p>"
        result = explain("nine days of storm", page=page)
        assert not {"\x1b", "\x9b", "\u202e"} & set(result.stdout)
        assert "\\u202eturned" in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX")
@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_are_for_terminals_that_want_them(tmp_path, variables, coloured):
    (tmp_path / "page.txt").write_text(STORY, encoding="utf-8")
    code = "from newsclean.cli import main; main()"
    command = [sys.executable, "-c", code, "explain", str(tmp_path / "page.txt"), "nine days"]
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    environment = {**kept, "PYTHONPATH": str(CHECKOUT), "TERM": "xterm-256color", **variables}
    piped = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert b"\x1b" not in piped.stdout
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=theirs, env=environment) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not more:
                break
            said += more
    os.close(ours)
    assert process.returncode == 0
    assert (b"\x1b[1;32m" in said) is coloured
    assert b"kept as paragraph" in said
