"""Site profiles in a batch: two passes, and nothing depends on order or workers."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsclean import ConfigError, extract, learn_site
from newsclean.batch import (
    CleanTask,
    CountTask,
    Input,
    SiteProfiles,
    find_inputs,
    learn_profiles,
    sites,
)
from newsclean.cli import main
from newsclean.site import SiteCounts
from tests.test_site import MOTTO, page


@pytest.fixture
def at_once(monkeypatch) -> None:
    """Count in this process."""
    monkeypatch.setattr(sites, "run", lambda inputs, task, **_: (task(item) for item in inputs))


def write(folder: Path, number: int, address: str = "") -> list[Input]:
    folder.mkdir(parents=True)
    for n in range(number):
        link = f'<link rel="canonical" href="{address}/{n}">' if address else ""
        (folder / f"{n}.html").write_text(page(n).replace("<title>", f"{link}<title>"))
    return list(find_inputs([folder.parent]))


def learned(inputs: list[Input], path: Path) -> SiteProfiles:
    return learn_profiles(inputs, path, CountTask())


@pytest.mark.usefixtures("at_once")
class TestLearnProfiles:
    def test_learns_of_each_site_what_learn_site_does(self, tmp_path):
        write(tmp_path / "in" / "a", 5, "https://www.a.test/news")
        inputs = write(tmp_path / "in" / "b", 4, "https://b.test")
        profiles = learned(inputs, tmp_path / "sites")
        assert profiles.profile("a.test") == learn_site(page(n) for n in range(5))
        assert profiles.profile("b.test") == learn_site(page(n) for n in range(4))
        assert profiles.profile("c.test") is None
        assert profiles.of(inputs[0]) == profiles.profile("a.test")

    def test_the_given_address_counts_before_the_declared_one(self, tmp_path):
        write(tmp_path / "in" / "a", 3, "https://a.test")
        link = '<link rel="canonical" href="https://a.test"><title>'
        given = [
            Input(
                name=f"t/{n}",
                path="",
                place=f"t/{n}",
                content=page(n).replace("<title>", link),
                url="http://b.test/x",
            )
            for n in range(3)
        ]
        profiles = learned(given, tmp_path / "sites")
        assert profiles.profile("a.test") is None
        assert profiles.profile("b.test")

    def test_pages_without_an_address_belong_to_their_folder(self, tmp_path):
        write(tmp_path / "in" / "a", 3)
        inputs = write(tmp_path / "in" / "b", 3)
        profiles = learned(inputs, tmp_path / "sites")
        assert profiles.of(inputs[0]) == profiles.profile("/a")
        assert profiles.of(inputs[-1]) == profiles.profile("/b")
        assert profiles.profile("/a")

    def test_order_does_not_matter_however_many_pages_a_site_has(self, tmp_path, monkeypatch):
        monkeypatch.setattr(SiteCounts, "MOST", 5)
        inputs = write(tmp_path / "in" / "a", 20)
        random.Random(1).shuffle(inputs)
        one = learned(inputs, tmp_path / "one").profile("/a")
        two = learned(inputs[::-1], tmp_path / "two").profile("/a")
        assert one == two == learn_site(page(n) for n in range(20))
        assert one
        assert one.headlines == 5

    def test_bad_pages_teach_nothing_and_harm_nothing(self, tmp_path):
        inputs = write(tmp_path / "in" / "a", 3)
        (tmp_path / "in" / "a" / "0.html").write_bytes(b"%PDF-")
        (tmp_path / "in" / "a" / "1.html").unlink()
        assert learned(inputs, tmp_path / "sites").profile("/a") is None

    def test_what_was_learned_is_taken_again_only_with_the_same_task(self, tmp_path):
        inputs = write(tmp_path / "in" / "a", 3)
        learned(inputs, tmp_path / "sites")
        again = learn_profiles([], tmp_path / "sites", CountTask(), resume=True)
        assert again.profile("/a")
        anew = learn_profiles([], tmp_path / "sites", CountTask(kind="html"), resume=True)
        assert anew.profile("/a") is None

    def test_a_file_that_holds_none_is_an_error_record(self, tmp_path):
        inputs = write(tmp_path / "in" / "a", 3)
        (tmp_path / "sites").write_text("no database " * 99)
        profiles = SiteProfiles(tmp_path / "sites")
        with pytest.raises(ConfigError, match="holds no site profiles"):
            profiles.of(inputs[0])
        record = json.loads(CleanTask(sites=profiles)(inputs[0]).body)
        assert record["error"]["code"] == "bad_config"


def test_the_command_puts_aside_what_repeats_and_leaves_nothing_behind(tmp_path):
    write(tmp_path / "in" / "a", 6)
    out = tmp_path / "o.jsonl"
    arguments = ["clean", tmp_path / "in", "-o", out, "--site-profiles", "--jobs", 2]
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exit_code == 0, result.stderr
    site = learn_site(page(n) for n in range(6))
    texts = [json.loads(line)["text"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert texts == [extract(page(n), site=site).text for n in range(6)]
    assert MOTTO not in "".join(texts)
    assert {p.name for p in tmp_path.iterdir()} == {"in", "o.jsonl"}
