"""`newsclean evaluate` and `newsclean diff`, as they are typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsclean import Pipeline, extract
from newsclean.batch import find_inputs
from newsclean.cli import main
from newsclean.evaluation.difference import Comparison, between_pipelines, between_records
from tests.batch_tasks import Deadly
from tests.stories import HTML, PARAGRAPHS, STORY

PLAIN = HTML[: HTML.index("<section>")] + "</body></html>"
COMMENTED = PLAIN.replace(
    "</article>",
    "</article><div id='comments'><h3>Comments</h3>"
    "<p>I have taken this ferry for years, and it never sailed on time. Thank you for nothing, "
    "dear company, and good night.</p></div>",
)


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def folder(tmp_path) -> Path:
    """Nine sites of a page each, with and without comments."""
    for number in range(9):
        site = tmp_path / "pages" / f"site{number}"
        site.mkdir(parents=True)
        page = COMMENTED if number % 2 else PLAIN
        (site / "a.html").write_text(page, encoding="utf-8")
        (site / "a.html.gold").write_text("\n\n".join(PARAGRAPHS), encoding="utf-8")
    return tmp_path / "pages"


@pytest.fixture
def keeps_comments(tmp_path) -> Path:
    """A pipeline that takes comments for text."""
    path = tmp_path / "keeps.toml"
    path.write_text(
        'without = ["comments"]\n[options.block_scorer]\nthreshold = 0.0\n', encoding="utf-8"
    )
    return path


class TestEvaluate:
    def test_prints_figures_and_what_the_difference_means(self, folder, keeps_comments):
        result = call("evaluate", folder, "--against", keeps_comments)
        assert result.exit_code == 0, result.output
        assert "9 pages, 9 sites" in result.stdout
        assert "newsclean" in result.stdout
        assert "newsclean better than keeps: F1 +0." in result.stdout
        assert "95 % of [+0." in result.stdout

    def test_writes_a_report_and_json(self, folder, tmp_path):
        report, figures = tmp_path / "r.html", tmp_path / "f.json"
        result = call("evaluate", folder, "-o", report, "--json", figures, "--limit", 3)
        assert result.exit_code == 0, result.output
        assert report.read_text(encoding="utf-8").startswith("<!doctype html>")
        (ours,) = json.loads(figures.read_text(encoding="utf-8"))["systems"]
        assert len(ours["pages"]) == 3

    def test_the_report_leads_to_what_became_of_the_worst_pages(self, folder, tmp_path):
        gold = folder / "site0" / "a.html.gold"
        gold.write_text("Another text altogether.", encoding="utf-8")
        report = tmp_path / "new" / "my report.html"
        assert call("evaluate", folder, "-o", report).exit_code == 0
        assert 'href="my%20report-pages/1.html"' in report.read_text(encoding="utf-8")
        page = (tmp_path / "new" / "my report-pages" / "1.html").read_text(encoding="utf-8")
        assert PARAGRAPHS[0][:40] in page

    def test_makes_a_gold_file_to_correct_and_never_overwrites_one(self, tmp_path):
        page = tmp_path / "a.html"
        page.write_text(HTML, encoding="utf-8")
        assert "checked: yes" in call("evaluate", "--new", page).stdout
        gold = tmp_path / "a.html.gold"
        assert PARAGRAPHS[0] in gold.read_text(encoding="utf-8").splitlines()
        again = call("evaluate", "--new", page)
        assert again.exit_code == 2
        assert "is there already" in again.stderr

    def test_gold_that_nobody_checked_does_not_count(self, tmp_path):
        (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
        call("evaluate", "--new", tmp_path / "a.html")
        result = call("evaluate", tmp_path)
        assert result.exit_code == 2
        assert "checked: no" in result.stderr

    def test_an_unknown_peer_is_one_line(self, folder):
        result = call("evaluate", folder, "--against", "nobody")
        assert result.exit_code == 2
        assert "unknown peer 'nobody'; known: trafilatura" in result.stderr


class TestDiff:
    def test_shows_pages_words_and_blocks_with_both_reasons(self, folder, keeps_comments):
        result = call("diff", folder, "--after", keeps_comments, "--blocks", "--jobs", 1)
        assert result.exit_code == 0, result.output
        assert "4 of 9 pages changed: +" in result.stdout
        assert "and -0 words" in result.stdout
        assert "+ I have taken this ferry" in result.stdout
        assert "comment: comment_element, says comments  →  paragraph" in result.stdout

    def test_json_has_a_line_for_each_changed_page(self, folder, keeps_comments):
        arguments = ("--after", keeps_comments, "--format", "json", "--jobs", 1)
        out = call("diff", folder, *arguments).stdout
        rows = [json.loads(line) for line in out.splitlines()]
        assert len(rows) == 4
        assert all(row["words_added"] > 15 and row["blocks"][0]["kept"] for row in rows)

    def test_exit_code_tells_of_changes_where_asked(self, folder, keeps_comments):
        arguments = ("--after", keeps_comments, "--exit-code", "--jobs", 1)
        same = call("diff", folder / "site0", *arguments)
        other = call("diff", folder / "site1", *arguments)
        assert (same.exit_code, other.exit_code) == (0, 1)

    def test_compares_two_outputs(self, folder, keeps_comments, tmp_path):
        first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
        call("clean", folder, "-o", first, "--quiet")
        call("clean", folder, "-o", second, "--quiet", "--pipeline", keeps_comments)
        with open(second, "a", encoding="utf-8") as file:
            file.write(json.dumps({"input": "new.html", "text": "x"}) + "\n")
        out = call("diff", first, second, "--blocks").stdout
        assert "5 of 10 pages changed" in out
        assert "+ I have taken this ferry" in out
        assert f"new.html: not in {first}" in out

    @pytest.mark.parametrize("line", ["not json", "[]", '{"text": "no input"}'])
    def test_a_file_that_is_no_output_is_named_with_the_line(self, line, tmp_path):
        for name in ("a.jsonl", "b.jsonl"):
            (tmp_path / name).write_text(line + "\n", encoding="utf-8")
        result = call("diff", tmp_path / "a.jsonl", tmp_path / "b.jsonl")
        assert result.exit_code == 2
        assert "b.jsonl, line 1" in result.stderr

    def test_asks_what_should_differ(self, folder):
        result = call("diff", folder)
        assert result.exit_code == 2
        assert "say what differs" in result.stderr

    @pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
    def test_a_page_that_ends_its_process_is_an_error_that_says_how(self, tmp_path):
        for name, last in (("a.txt", "kill me"), ("b.txt", "Home")):
            (tmp_path / name).write_text(f"{STORY}\n\n{last}\n", encoding="utf-8")
        deadly = Pipeline.default().inserted(Deadly(), before="remainder")
        comparison = Comparison(after=deadly)
        killed, fine = between_pipelines(find_inputs([tmp_path]), comparison, jobs=1)
        assert killed.error == "its process died: ended by SIGKILL"
        assert not fine.error

    def test_other_fields_than_the_text_are_named(self):
        first = extract(STORY).to_dict()
        change = between_records("a", first, {**first, "title": "Another"})
        assert change.changed
        assert change.fields == ("title",)
        assert change.added == change.removed == 0

    def test_an_error_on_one_side_is_a_change_and_the_same_on_both_is_none(self):
        good = extract(STORY).to_dict()
        bad = {"input": "a", "error": {"code": "not_text", "message": "why"}}
        assert between_records("a", good, bad).error == "one has the error not_text"
        assert not between_records("a", bad, bad).changed
