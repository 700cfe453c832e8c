"""README and docs tell the truth: their code and commands run, their tables are whole."""

from __future__ import annotations

import ast
import doctest
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import newsclean
from newsclean import errors, extract
from newsclean.cleaners import BUILT_IN
from newsclean.page import Role
from newsclean.pipeline import PRESETS

ROOT = Path(__file__).parents[1]
PACKAGE = Path(newsclean.__file__).parent
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "corpus/README.md", *ROOT.glob("docs/*.md")]
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
OUTPUT = (ROOT / "docs/output.md").read_text(encoding="utf-8")

# Commands that other checks run, or that need files outside of the checkout.
NOT_RUN = (
    "python3 -m venv",
    ".venv/bin/pip",
    ".venv/bin/python -m pytest",
    "python -m pytest",
    "python docs/make_cleaners.py",
    "python ../shared/",
)

_FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<language>\w*)\n(?P<body>.*?)^(?P=ticks)\n", re.M | re.S)
_MARK = re.compile(r"<!-- (\w+): (\S+) -->\n\Z")
_LINK = re.compile(r"\[[^\[\]]+\]\(([^()\s]+)\)")


class Fence(NamedTuple):
    """A fenced block of a page."""

    language: str
    body: str
    line: int
    mark: tuple[str, str]
    """The comment above it: `<!-- file: NAME -->` gives ("file", NAME)."""


def fences(path: Path) -> Iterator[Fence]:
    page = path.read_text(encoding="utf-8")
    for found in _FENCE.finditer(page):
        mark = _MARK.search(page[: found.start()])
        line = page.count("\n", 0, found.start()) + 2
        yield Fence(
            found["language"], found["body"], line, (mark[1], mark[2]) if mark else ("", "")
        )


def marked(path: Path, name: str) -> Any:
    return next(json.loads(f.body) for f in fences(path) if f.mark == ("schema", name))


def having(*languages: str) -> list[Any]:
    """The pages that have blocks in one of the languages, as test cases."""
    return [
        pytest.param(path, id=path.relative_to(ROOT).as_posix())
        for path in PAGES
        if any(fence.language in languages for fence in fences(path))
    ]


@pytest.fixture
def checkout(tmp_path, monkeypatch) -> Path:
    """A copy of what the examples use, as the working folder, with the command on the path."""
    place = tmp_path / "checkout"
    place.mkdir()
    shutil.copytree(ROOT / "corpus", place / "corpus")
    tools = tmp_path / "bin"
    tools.mkdir()
    command = tools / "newsclean"
    code = "from newsclean.cli import main; main(prog_name='newsclean')"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{code}" "$@"\n')
    command.chmod(0o755)
    monkeypatch.chdir(place)
    monkeypatch.setenv("PATH", os.pathsep.join([str(tools), os.environ["PATH"]]))
    monkeypatch.setenv("PYTHONPATH", str(PACKAGE.parent))
    monkeypatch.setenv("PYTHONUTF8", "1")
    return place


class TestCode:
    @pytest.mark.parametrize("path", having("python"))
    def test_python_blocks_run_one_after_the_other(self, path, checkout, monkeypatch):
        # In sys.modules, because dataclasses look up their module there.
        module = types.ModuleType("page_of_docs")
        monkeypatch.setitem(sys.modules, module.__name__, module)
        for fence in fences(path):
            if fence.language == "python" and fence.body.startswith(">>>"):
                run_doctest(fence, module, path)
            elif fence.language == "python":
                code = "\n" * (fence.line - 1) + fence.body
                exec(compile(code, str(path), "exec", dont_inherit=True), vars(module))

    @pytest.mark.skipif(sys.platform == "win32", reason="commands of a POSIX shell")
    @pytest.mark.parametrize("path", having("sh", "console"))
    def test_commands_run_and_print_what_is_shown(self, path, checkout):
        for fence in fences(path):
            if fence.mark[0] == "file" and not (ROOT / fence.mark[1]).exists():
                (checkout / fence.mark[1]).write_text(fence.body, encoding="utf-8")
            for command, shown in commands(fence):
                where = f"{path.name}, line {fence.line}: {command}"
                done = subprocess.run(
                    ["sh", "-c", command],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    encoding="utf-8",
                    check=False,
                )
                assert done.returncode == 0, f"{where}\n{done.stdout}"
                if shown:
                    assert agrees(shown, done.stdout), f"{where}\n{done.stdout}"

    @pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
    def test_a_block_that_shows_a_file_is_that_file(self, path):
        for fence in fences(path):
            if fence.mark[0] == "file" and (ROOT / fence.mark[1]).exists():
                assert fence.body == (ROOT / fence.mark[1]).read_text(encoding="utf-8")

    @pytest.mark.parametrize("path", having("toml"))
    def test_a_list_of_cleaners_is_the_default_one_but_for_plug_ins(self, path):
        for fence in fences(path):
            names = tomllib.loads(fence.body).get("cleaners") if fence.language == "toml" else None
            if names:
                assert tuple(n for n in names if n in BUILT_IN) == PRESETS["default"]


def run_doctest(fence: Fence, module: types.ModuleType, path: Path) -> None:
    parser = doctest.DocTestParser()
    case = parser.get_doctest(fence.body, vars(module), path.name, str(path), fence.line - 1)
    case.globs = vars(module)  # not the copy: later blocks go on from here
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert not runner.run(case, out=said.append, clear_globs=False).failed, "".join(said)


def commands(fence: Fence) -> Iterator[tuple[str, str]]:
    """The commands of a block that are run here, each with the output shown."""
    if fence.language == "console":
        parts = re.split(r"^\$ ", fence.body, flags=re.M)[1:]
        pairs = [part.split("\n", 1) for part in parts]
    elif fence.language == "sh":
        pairs = [[line, ""] for line in fence.body.splitlines()]
    else:
        return
    for line, shown in pairs:
        for command in line.split(" && "):
            if not command.startswith(NOT_RUN):
                assert re.search(r"(?:^|\W)newsclean ", command), f"not known: {command}"
                yield command.replace(".venv/bin/newsclean", "newsclean"), shown


def agrees(shown: str, printed: str) -> bool:
    """Whether the output is as shown, where `...` stands for anything."""
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    # A last line of dots stands for the end of the output.
    return doctest.OutputChecker().check_output(
        shown.rstrip() + "\n", printed.rstrip() + "\n", flags
    )


class TestInstall:
    """README's two commands. The tests cannot install what they run in; `.ci/run` does."""

    INSTALLS = tuple(line for line in README.splitlines() if line.startswith("python3 -m venv"))

    def test_one_command_cleans_the_corpus_and_one_passes_the_tests(self):
        clean, test = self.INSTALLS
        assert clean.split(" && ") == [
            "python3 -m venv .venv",
            ".venv/bin/pip install .",
            ".venv/bin/newsclean clean corpus/pages -o cleaned.jsonl",
        ]
        assert test.split(" && ") == [
            "python3 -m venv .venv",
            ".venv/bin/pip install '.[dev]'",
            ".venv/bin/python -m pytest -q",
        ]

    def test_ci_installs_and_tests_in_the_same_way(self):
        script = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
        lines = [line.replace(" --quiet", "").strip() for line in script]
        for step in self.INSTALLS[1].split(" && ")[1:]:
            plain = step.removeprefix(".venv/bin/")
            assert {step, plain, f"python -m {plain}"} & set(lines), step

    def test_what_they_name_is_in_the_project_file(self):
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert "newsclean" in project["scripts"]
        assert any(name.startswith("pytest") for name in project["optional-dependencies"]["dev"])
        assert project["requires-python"] == ">=3.11"
        assert "Python 3.11 or later" in README


class TestLinks:
    @pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
    def test_resolve(self, path):
        page = _FENCE.sub("", path.read_text(encoding="utf-8"))
        for target in _LINK.findall(page):
            if target.startswith("https://"):
                continue
            name, _, anchor = target.partition("#")
            other = path.parent / name if name else path
            assert other.exists(), target
            if anchor:
                assert anchor in anchors(other), target

    def test_every_page_of_the_docs_is_in_the_index(self):
        linked = _LINK.findall((ROOT / "docs/index.md").read_text(encoding="utf-8"))
        assert {path.name for path in ROOT.glob("docs/*.md")} - set(linked) == {"index.md"}


def anchors(path: Path) -> set[str]:
    """The anchors that headings get: lower case, blanks to hyphens, no other marks."""
    page = _FENCE.sub("", path.read_text(encoding="utf-8"))
    heads = re.findall(r"^#+ (.+)$", page, re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


class TestCleanersPage:
    def test_is_fresh(self):
        place = ROOT / "docs/make_cleaners.py"
        spec = importlib.util.spec_from_file_location("make_cleaners", place)
        assert spec
        assert spec.loader
        maker = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(maker)
        assert maker.TARGET.read_text(encoding="utf-8") == maker.page(), (
            "run python docs/make_cleaners.py"
        )


class TestTables:
    """What stands in the tables of docs/output.md is what is in the code."""

    def test_every_role_and_no_other(self):
        kept, aside = section("Roles").split("Put aside:")
        assert first_cells(kept) == {str(role) for role in Role if role.kept}
        assert first_cells(aside) == {str(role) for role in Role if not role.kept}

    def test_every_notice_code_and_no_other(self):
        assert first_cells(section("Warning codes")) == codes("Notice", 0)

    def test_every_error_with_its_code(self):
        rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", section("Errors"), re.M)
        classes = [cls for cls in vars(errors).values() if isinstance(cls, type)]
        assert dict(rows) == {cls.__name__: cls.code for cls in classes}

    def test_every_code_of_error_records(self):
        coded = codes("Failure", 0) | codes("_failed", 1) | codes("UnreadableError", 1)
        coded |= codes("Ended", 0)
        assert coded - {"unreadable"} <= first_cells(section("Errors"))

    def test_every_part_of_the_package_is_in_its_plan(self):
        plan = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
        parts = {
            path.name + ("/" if path.is_dir() else "")
            for path in PACKAGE.iterdir()
            if path.suffix == ".py" or any(path.glob("*.py"))
        }
        assert parts == set(re.findall(r"^  ([\w/]+(?:\.py)?) ", plan, re.M))


def section(title: str) -> str:
    return OUTPUT.split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_cells(text: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.M))


def codes(function: str, place: int) -> set[str]:
    """The strings that calls of a function in the package have as their argument at `place`."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=args) if name == function:
                    argument = args[place] if place < len(args) else None
                    if isinstance(argument, ast.Constant):
                        found.add(str(argument.value))
    return found


class TestSchema:
    """The JSON Schemas of docs/output.md, as far as they use it, hold for what is written."""

    @pytest.mark.parametrize("name", ["china-tech.resmain.txt", "harbour-bridge-reopens.html"])
    def test_of_documents(self, name):
        schema = marked(ROOT / "docs/output.md", "document")
        data = extract((ROOT / "corpus/pages" / name).read_bytes()).to_dict(blocks=True)
        assert list(faults(json.loads(json.dumps(data)), schema)) == []

    def test_of_empty_documents(self):
        schema = marked(ROOT / "docs/output.md", "document")
        assert list(faults(extract("").to_dict(blocks=True), schema)) == []

    def test_of_error_records(self):
        from newsclean.batch.records import Failure, error_record

        schema = marked(ROOT / "docs/output.md", "error")
        assert list(faults(error_record("a.html", Failure("not_text", "why")), schema)) == []


TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def faults(data: Any, schema: dict[str, Any], where: str = "it") -> Iterator[str]:
    """What a value has against a schema; keys that the schema does not know are faults here."""
    wanted = schema.get("type", [])
    names = [wanted] if isinstance(wanted, str) else wanted
    if names and not any(isinstance(data, TYPES[name]) for name in names):
        yield f"{where} is {data!r}, not {wanted}"
        return
    if "const" in schema and data != schema["const"]:
        yield f"{where} is {data!r}, not {schema['const']!r}"
    if "enum" in schema and data not in schema["enum"]:
        yield f"{where} is {data!r}"
    if isinstance(data, (int, float)) and "maximum" in schema:
        assert schema["minimum"] <= data <= schema["maximum"]
    if isinstance(data, dict):
        properties = schema["properties"]
        yield from (f"{where} lacks {key}" for key in schema["required"] if key not in data)
        for key, value in data.items():
            if key in properties:
                yield from faults(value, properties[key], f"{where}.{key}")
            else:
                yield f"{where} has {key}"
    if isinstance(data, list):
        for item in data:
            yield from faults(item, schema["items"], f"an item of {where}")
