"""Cleaners of other packages are found by entry point; a broken one is named with its package."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import newsclean
from newsclean import ConfigError, registry
from newsclean.cleaners import BUILT_IN
from tests.stories import HEADLINE, PARAGRAPHS

HERE = Path(__file__).parent
CHECKOUT = Path(newsclean.__file__).parents[1]
STARS = (
    "Horoscope writers advise all sailors to stay at home this week, and to read a book. The stars "
    "are said to be against the wind, and the moon is no friend of the fishing fleet either."
)
DUMP = "\n\n".join((HEADLINE, *PARAGRAPHS[:2], STARS, *PARAGRAPHS[2:])) + "\n"


def install(plugin: str, target: Path, scratch: Path) -> None:
    # A copy, as setuptools builds inside the folder that it is given.
    source = scratch / plugin
    source.mkdir()
    for file in (HERE / plugin).iterdir():
        if file.is_file():
            (source / file.name).write_bytes(file.read_bytes())
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    command += ["--no-build-isolation", "--target", str(target), str(source)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def plugins(tmp_path_factory) -> dict[str, Path]:
    """Where the sample plug-ins are installed, each by itself."""
    places = {}
    for plugin in ("plugin_sample", "plugin_broken"):
        places[plugin] = tmp_path_factory.mktemp("site")
        install(plugin, places[plugin], tmp_path_factory.mktemp("source"))
    return places


def run(arguments: list[str], *paths: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with plug-ins on its path."""
    path = os.pathsep.join(map(str, (CHECKOUT, *paths)))
    code = "from newsclean.cli import main; main(prog_name='newsclean')"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
        check=False,
    )


def pipeline_with(tmp_path: Path, name: str, options: str = "") -> str:
    names = [*newsclean.Pipeline.default().names]
    names.insert(0, name)
    path = tmp_path / "pipeline.toml"
    path.write_text(f"cleaners = {names!r}\n{options}", encoding="utf-8")
    return str(path)


class TestPlugin:
    def test_is_listed_with_its_package(self, plugins):
        done = run(["cleaners"], plugins["plugin_sample"])
        assert done.returncode == 0
        assert "horoscope  [plug-in of newsclean-horoscope]" in done.stdout
        assert "stars: the line begins with" in done.stdout

    def test_is_described(self, plugins):
        done = run(["cleaners", "horoscope"], plugins["plugin_sample"])
        assert "horoscope (plug-in of newsclean-horoscope)" in done.stdout
        assert "word = 'Horoscope'" in done.stdout

    def test_runs_where_a_pipeline_names_it(self, plugins, tmp_path):
        toml = pipeline_with(tmp_path, "horoscope")
        done = run(["extract", "-", "--pipeline", toml], plugins["plugin_sample"], stdin=DUMP)
        assert done.returncode == 0, done.stderr
        assert "sails again" in done.stdout
        assert "Horoscope writers" not in done.stdout

    def test_takes_options(self, plugins, tmp_path):
        toml = pipeline_with(tmp_path, "horoscope", '[options.horoscope]\nword = "Fares"\n')
        arguments = ["extract", "-", "--format", "json", "--blocks", "--pipeline", toml]
        done = run(arguments, plugins["plugin_sample"], stdin=DUMP)
        assert '"evidence": "Fares"' in done.stdout

    def test_runs_in_the_workers_of_a_batch(self, plugins, tmp_path):
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.txt").write_text(DUMP, encoding="utf-8")
        toml = pipeline_with(tmp_path, "horoscope")
        arguments = ["clean", str(tmp_path / "in"), "-o", "-", "--pipeline", toml]
        done = run(arguments, plugins["plugin_sample"])
        assert done.returncode == 0, done.stderr
        assert "Horoscope writers" not in done.stdout

    def test_does_not_run_where_none_names_it(self, plugins):
        done = run(["extract", "-"], plugins["plugin_sample"], stdin=DUMP)
        assert done.returncode == 0
        assert "Horoscope writers" in done.stdout


class TestBrokenPlugin:
    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("unloadable", "does not load: AttributeError"),
            ("mislabelled", "calls itself 'another'"),
            ("half_done", "lacks reasons, after, examples, claims"),
        ],
    )
    def test_is_one_line_that_names_the_package(self, plugins, tmp_path, name, said):
        toml = pipeline_with(tmp_path, name)
        done = run(["extract", "-", "--pipeline", toml], plugins["plugin_broken"], stdin=DUMP)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert f"cleaner '{name}' of package 'newsclean-broken'" in done.stderr
        assert said in done.stderr

    def test_does_no_harm_where_none_names_it(self, plugins):
        done = run(["extract", "-"], plugins["plugin_broken"], stdin=DUMP)
        assert done.returncode == 0
        assert "sails again" in done.stdout

    def test_does_not_hide_the_others_in_the_list(self, plugins):
        done = run(["cleaners"], plugins["plugin_broken"], plugins["plugin_sample"])
        assert done.returncode == 2
        assert "remainder" in done.stdout
        assert "horoscope" in done.stdout
        assert "newsclean-broken" in done.stderr


class TestBuiltIn:
    @pytest.mark.parametrize("name", BUILT_IN)
    def test_is_found_by_its_name_and_file(self, name):
        cls = registry.find(name)
        assert cls.name == name
        assert cls.__module__ == f"newsclean.cleaners.{name}"
        assert registry.origin(name) is None

    @pytest.mark.parametrize("name", BUILT_IN)
    def test_all_its_options_have_defaults(self, name):
        assert registry.create(name) == registry.find(name)()

    def test_an_unknown_name_is_answered_with_the_nearest(self):
        with pytest.raises(ConfigError, match="did you mean 'remainder'"):
            registry.find("remaindr")
