"""The command: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import newsclean
from newsclean.batch import Summary
from newsclean.cleaners import BUILT_IN
from newsclean.cli import main
from newsclean.commands import progress as progress_module
from newsclean.commands.clean import clean_command
from newsclean.commands.cleaners import cleaners_command
from newsclean.commands.diff import diff_command
from newsclean.commands.evaluate import evaluate_command
from newsclean.commands.extract import extract_command
from tests.stories import HTML, STORY

clean_module = sys.modules["newsclean.commands.clean"]
CHECKOUT = Path(newsclean.__file__).parents[1]
COMMAND = [sys.executable, "-c", "from newsclean.cli import main; main(prog_name='newsclean')"]


def call(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def start(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(CHECKOUT), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        **options,
    )


@pytest.fixture
def folder(tmp_path) -> Path:
    """Three good pages and one that is none."""
    pages = tmp_path / "pages"
    (pages / "sub").mkdir(parents=True)
    (pages / "a.html").write_text(HTML, encoding="utf-8")
    (pages / "a.txt").write_text(STORY, encoding="utf-8")
    (pages / "sub" / "b.txt").write_text(STORY, encoding="utf-8")
    (pages / "bad.html").write_bytes(b"%PDF-1.7 and so on")
    return pages


class TestExtract:
    def test_prints_the_text(self, folder):
        result = call("extract", folder / "a.txt")
        assert result.exit_code == 0
        assert result.stdout == newsclean.extract(STORY).text + "\n"

    def test_reads_standard_input(self):
        assert call("extract", "-", stdin=STORY).stdout == newsclean.extract(STORY).text + "\n"

    def test_prints_markdown(self, folder):
        result = call("extract", folder / "a.html", "--format", "markdown")
        assert result.exit_code == 0, result.stderr
        assert result.stdout.strip() == newsclean.extract(HTML).to_markdown().strip()

    def test_prints_json_with_and_without_blocks(self, folder):
        document = newsclean.extract(HTML)
        plain = call("extract", folder / "a.html", "--format", "json")
        assert json.loads(plain.stdout) == document.to_dict()
        full = call("extract", folder / "a.html", "--format", "json", "--blocks")
        assert json.loads(full.stdout) == document.to_dict(blocks=True)

    def test_prints_the_related_links_with_addresses_made_absolute(self, folder):
        url = "https://example.org/news/ferry"
        document = newsclean.extract(HTML, url=url)
        assert document.related
        table = call("extract", folder / "a.html", "--url", url, "--related").stdout.splitlines()
        assert table[0].split("\t") == ["title", "section", "category", "url"]
        assert [row.split("\t")[3] for row in table[1:]] == [r.url for r in document.related]
        listed = call("extract", folder / "a.html", "--url", url, "--related", "--format", "json")
        assert json.loads(listed.stdout) == [link.to_dict() for link in document.related]

    def test_takes_the_kind_that_is_given(self):
        result = call("extract", "-", "--kind", "text", "--format", "json", stdin=HTML)
        assert json.loads(result.stdout)["kind"] == "text"

    @pytest.mark.parametrize("metadata", ["declared", "full"])
    def test_takes_the_metadata_wanted(self, metadata):
        result = call("extract", "-", "--metadata", metadata, "--format", "json", stdin=HTML)
        assert json.loads(result.stdout) == newsclean.extract(HTML, metadata=metadata).to_dict()

    def test_leaves_cleaners_out(self):
        arguments = ["extract", "-", "--format", "json", "--blocks"]
        arguments += ["--without", "block_scorer", "--without", "page_header"]
        blocks = json.loads(call(*arguments, stdin=STORY).stdout)["blocks"]
        assert not {"block_scorer", "page_header"} & {b["cleaner"] for b in blocks}

    def test_builds_the_pipeline_of_a_file(self, tmp_path):
        toml = tmp_path / "p.toml"
        toml.write_text('preset = "scorer_only"\n')
        arguments = ["extract", "-", "--format", "json", "--blocks", "--pipeline", toml]
        blocks = json.loads(call(*arguments, stdin=HTML).stdout)["blocks"]
        assert {b["cleaner"] for b in blocks} <= {"block_scorer", "remainder"}

    def test_says_on_stderr_what_was_odd(self):
        result = call("extract", "-", stdin="")
        assert result.exit_code == 0
        assert "(empty_input)" in result.stderr
        assert result.stdout.strip() == ""

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["extract", "none.html"], "none.html: no such file"),
            (["extract", "https://a.test/b"], "an address, not a file; newsclean fetches nothing"),
            (["extract", "."], ".: a folder or a device"),
            (["extract", "-", "--without", "remaindr"], "did you mean 'remainder'"),
            (["extract", "-", "--pipeline", "none.toml"], "none.toml: No such file"),
            (["extract", "-", "--blocks"], "--blocks goes with --format json"),
            (["extract", "-", "--related", "--format", "markdown"], "--related goes with"),
            (["extract", "-", "--format", "xml"], "xml"),
            (["extract"], "Missing argument"),
            (["clean", "x.html"], "Missing option"),
            (["clean", "-o", "x.jsonl"], "Missing argument"),
            (["clean", "x.html", "-o", "o.jsonl", "--format", "text"], "takes --format jsonl only"),
            (["clean", "x.html", "-o", "o", "--format", "jsonl"], "is a folder"),
            (["clean", "x.html", "-o", "o", "--jobs", "0"], "x>=1"),
            (["clean", "x.html", "-o", "-", "--resume"], "--resume needs an output that is a file"),
            (["clean", "x.csv", "-o", "o.jsonl", "--url-column", "u"], "goes with --html-column"),
            (["cleaners", "remaindr"], "did you mean 'remainder'"),
            (["cleanse"], "No such command"),
        ],
    )
    def test_wrong_usage_is_said_in_one_line_and_ends_with_2(self, tmp_path, arguments, said):
        result = CliRunner().invoke(main, arguments, input=STORY)
        assert result.exit_code == 2
        assert said in result.stderr
        assert result.stderr.strip().splitlines()[-1].startswith("Error: ")
        assert "Traceback" not in result.stderr
        assert result.stdout == ""

    def test_bytes_that_are_no_text_are_said_with_the_name(self, folder):
        result = call("extract", folder / "bad.html")
        assert result.exit_code == 2
        assert result.stderr.startswith(f"Error: {folder / 'bad.html'}: the source is a PDF")


class TestClean:
    def test_writes_one_record_for_each_input(self, folder, tmp_path):
        out = tmp_path / "out.jsonl"
        result = call("clean", folder, "-o", out, "--jobs", 2)
        assert result.exit_code == 1
        records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        wanted = [str(folder / n) for n in ("a.html", "a.txt", "bad.html", "sub/b.txt")]
        assert [r["input"] for r in records] == wanted
        assert [r["error"]["code"] for r in records if "error" in r] == ["not_text"]
        assert records[0]["text"] == newsclean.extract(HTML).text
        assert "4 inputs in" in result.stderr
        assert "1 not_text" in result.stderr
        assert result.stdout == ""

    def test_all_well_ends_with_0_and_quiet_says_nothing(self, folder, tmp_path):
        result = call("clean", folder / "a.txt", "-o", tmp_path / "o.jsonl", "--quiet")
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")

    @pytest.mark.parametrize(
        ("form", "suffix"), [(None, ".txt"), ("markdown", ".md"), ("json", ".json")]
    )
    def test_writes_a_folder_of_files_named_after_the_inputs(self, folder, tmp_path, form, suffix):
        out = tmp_path / "out"
        options = ["--format", form] if form else []
        result = call("clean", folder, "-o", out, *options)
        assert result.exit_code == 1
        files = {str(p.relative_to(out)) for p in out.rglob("*") if p.is_file()}
        named = {f"{name}{suffix}" for name in ("a.html", "a.txt", "sub/b.txt")}
        assert files == named | {"errors.jsonl"}
        document = newsclean.extract(STORY)
        got = (out / f"a.txt{suffix}").read_text(encoding="utf-8")
        if form == "json":
            assert json.loads(got) == {"input": str(folder / "a.txt"), **document.to_dict()}
        else:
            assert got.strip() == (document.to_markdown() if form else document.text).strip()

    def test_an_output_folder_inside_the_inputs_is_not_cleaned_again(self, folder):
        for _ in range(2):
            result = call("clean", folder, "-o", folder / "out")
            assert "4 inputs in" in result.stderr

    def test_writes_records_to_standard_output(self, folder):
        done = start("clean", folder, "-o", "-", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = done.communicate(timeout=60)
        assert done.returncode == 1
        assert [len(json.loads(line)) > 1 for line in out.splitlines()] == [True] * 4
        assert b"4 inputs in" in err

    @pytest.mark.parametrize("between", ["\n", "\r\n", "\0"])
    def test_takes_a_list_of_paths_from_standard_input(self, folder, monkeypatch, between):
        names = ["a.html", "sub/b.txt"]
        if between == "\0":
            names.append("two\nlines.txt")
            (folder / "two\nlines.txt").write_text(STORY, encoding="utf-8")
        paths = [str(folder / name) for name in names]
        found: list[str] = []

        def cleaned(inputs, *_: object, **__: object) -> Summary:
            found.extend(item.name for item in inputs)
            return Summary(documents=len(found))

        monkeypatch.setattr(clean_module, "clean_batch", cleaned)
        result = call("clean", "-", "-o", folder / "o.jsonl", stdin=between.join([*paths, ""]))
        assert (result.exit_code, found) == (0, paths)

    def test_tells_how_far_it_is_where_there_is_no_terminal(self, folder, monkeypatch):
        monkeypatch.setattr(progress_module, "_EVERY", 0.0)
        result = call("clean", folder, "-o", folder / "o.jsonl", "--jobs", 1)
        said = result.stderr.splitlines()
        assert re.fullmatch(r"1 documents, \d+ pages/s, 0 errors(, [\d:]+ left)?", said[0])
        assert said[3].startswith("4 documents, ")
        assert said[4].startswith("4 inputs in ")

    def test_no_pages_at_all_is_wrong_usage(self, tmp_path):
        (tmp_path / "empty").mkdir()
        result = call("clean", tmp_path / "empty", "-o", tmp_path / "o.jsonl")
        assert result.exit_code == 2
        assert "no pages were found" in result.stderr

    def test_a_place_that_cannot_be_written_is_one_line(self, folder):
        result = call("clean", folder, "-o", folder / "a.txt" / "o.jsonl")
        assert result.exit_code == 2
        assert result.stderr.startswith("Error: cannot write")

    def test_a_closed_pipe_ends_it_quietly(self, folder):
        for number in range(400):
            (folder / f"n{number}.txt").write_text(STORY * 20, encoding="utf-8")
        done = start("clean", folder, "-o", "-", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert done.stdout
        assert done.stderr
        done.stdout.readline()
        done.stdout.close()
        assert done.stderr.read() == b""
        done.stderr.close()
        assert done.wait(60) == 141

    @pytest.mark.skipif(sys.platform == "win32", reason="signals")
    def test_ctrl_c_ends_it_with_one_line_and_keeps_what_was_done(self, folder, tmp_path):
        for number in range(3000):
            (folder / f"n{number:04}.txt").write_text(STORY, encoding="utf-8")
        out = tmp_path / "o.jsonl"
        part = tmp_path / "o.jsonl.part"
        done = start(
            *("clean", folder, "-o", out),
            stderr=subprocess.PIPE,
            start_new_session=True,
            # Tests that run in the background ignore Ctrl-C, and so would what they start.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        deadline = time.monotonic() + 60
        while not (part.exists() and part.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.01)
        # As a terminal does it: to the workers too.
        os.killpg(done.pid, signal.SIGINT)
        _, err = done.communicate(timeout=60)
        assert done.returncode == 130
        assert err.decode() == f"Stopped. What was done is in {part}; --resume goes on.\n"
        assert not out.exists()
        assert [json.loads(line)["input"] for line in part.read_text().splitlines()]


class TestCleaners:
    def test_lists_all_in_order_with_reasons(self):
        out = call("cleaners").stdout
        places = [out.index(f"{name}\n") for name in newsclean.Pipeline.default().names]
        assert places == sorted(places)
        for name, cls in BUILT_IN.items():
            assert f"{name}\n    {cls.__doc__.strip().splitlines()[0]}" in out
            assert all(f"{code}: {meaning}" in out for code, meaning in cls.reasons.items())

    @pytest.mark.parametrize("name", BUILT_IN)
    def test_describes_one(self, name):
        result = call("cleaners", name)
        assert result.exit_code == 0
        assert result.stdout.startswith(f"{name} (built in)\n")
        assert "Roles: " in result.stdout


class TestHelp:
    @pytest.mark.parametrize(
        "command",
        [extract_command, clean_command, cleaners_command, evaluate_command, diff_command],
    )
    def test_has_examples_whose_options_exist(self, command):
        text = call(command.name, "--help").stdout
        assert "Examples:" in text
        known = {name for parameter in command.params for name in parameter.opts}
        examples = " ".join(re.findall(r"newsclean \w+ ([^|\n]*)", command.epilog))
        assert set(re.findall(r"(?<!\S)--?[a-z-]+", examples)) <= known

    def test_every_option_says_what_it_does(self):
        for command in (extract_command, clean_command, evaluate_command, diff_command):
            for option in command.params:
                assert option.param_type_name == "argument" or option.help, option.name


class TestComfort:
    def test_version_tells_what_is_written_and_which_models_are_used(self):
        lines = call("--version").stdout.splitlines()
        assert lines[0] == f"newsclean {newsclean.__version__}"
        assert lines[1] == f"output schema {newsclean.extract(STORY).to_dict()['schema']}"
        assert re.fullmatch(r"models of format \d+: html [0-9a-f]{8}, text [0-9a-f]{8}", lines[2])

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["extarct", "a.html"], "did you mean 'extract'?"),
            (["zzz"], "there are: extract, clean, "),
        ],
    )
    def test_an_unknown_command_is_answered_with_known_ones(self, arguments, said):
        result = call(*arguments)
        assert result.exit_code == 2
        assert said in result.stderr

    def test_a_file_in_place_of_a_command_is_answered_with_the_command_for_it(self, folder):
        result = call(folder / "a.html")
        assert result.exit_code == 2
        assert f"to clean a page: newsclean extract {folder / 'a.html'}" in result.stderr

    def test_a_warning_says_what_to_do_next(self, tmp_path):
        page = tmp_path / "a b.html"
        page.write_text("<nav>Home</nav>")
        said = call("extract", page).stderr
        assert f"newsclean inspect '{page}' -o report.html" in said

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_completion_has_a_script_for_each_shell(self, shell):
        source = CliRunner(env={"_NEWSCLEAN_COMPLETE": f"{shell}_source"})
        result = source.invoke(main, [], prog_name="newsclean")
        assert "_NEWSCLEAN_COMPLETE" in result.stdout

    @pytest.mark.parametrize(
        ("typed", "offered"),
        [
            ("newsclean ex", ["extract", "explain"]),
            ("newsclean cleaners related", ["related_links"]),
            ("newsclean extract a.html --without rema", ["remainder"]),
            ("newsclean extract a.html --format m", ["markdown"]),
        ],
    )
    def test_completion_knows_commands_cleaners_and_choices(self, typed, offered):
        words = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
        runner = CliRunner(env={"_NEWSCLEAN_COMPLETE": "bash_complete", **words})
        result = runner.invoke(main, [], prog_name="newsclean")
        values = [line.partition(",")[2] for line in result.stdout.splitlines()]
        assert sorted(values) == sorted(offered)
