"""The package of docs/publishing-a-cleaner.md installs, is found, and passes its own tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import newsclean

CHECKOUT = Path(newsclean.__file__).parents[1]
PACKAGE = Path(__file__).parents[1] / "docs" / "newsclean-polls"


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> dict[str, str]:
    """The environment in which it is installed."""
    # A copy, as setuptools builds inside the folder that it is given.
    source, target = tmp_path_factory.mktemp("source") / "polls", tmp_path_factory.mktemp("site")
    shutil.copytree(PACKAGE, source)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    command += ["--no-build-isolation", "--target", str(target), str(source)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    path = os.pathsep.join(map(str, (CHECKOUT, target)))
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_passes_its_own_tests(installed, tmp_path):
    shutil.copy(PACKAGE / "test_polls.py", tmp_path)
    out = run(installed, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path))
    assert "4 passed" in out


def test_is_listed_and_described(installed):
    code = "from newsclean.cli import main; main(prog_name='newsclean')"
    out = run(installed, "-c", code, "cleaners", "polls")
    assert out.startswith("polls (plug-in of newsclean-polls)")
    assert "most_answers = 8" in out
    assert "An article about a poll is none." in out
