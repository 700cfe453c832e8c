"""The pipeline asks cleaners in order, keeps the accounts, and says plainly what is wrong."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import pytest

from newsclean import Claim, CleanerError, ConfigError, Pipeline, Role, extract
from newsclean.pipeline import PRESETS
from newsclean.reading import read

PAGE = "Ferry resumes\n\nThe ferry to the island sails again, the port said on Monday.\n\nSports\n"


@dataclass(frozen=True)
class Loud:
    """Claims what its fields say, to test what the pipeline does about it."""

    role: Role = Role.FURNITURE
    reason: str = "loud"
    block: int = 0
    crash: bool = False

    name: ClassVar[str] = "loud"
    roles: ClassVar = frozenset({Role.FURNITURE})
    reasons: ClassVar = MappingProxyType({"loud": "because"})
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar = ()

    def claims(self, view):
        if self.crash:
            raise KeyError("oops")
        yield Claim(self.block, self.role, self.reason, "seen")


@dataclass(frozen=True)
class Late(Loud):
    """Wants to run after the block scorer."""

    name: ClassVar[str] = "late"
    after: ClassVar[tuple[str, ...]] = ("block_scorer",)


def first_with(cleaner: Loud) -> Pipeline:
    return Pipeline.default().inserted(cleaner, before=Pipeline.default().names[0])


def config(tmp_path, text: str) -> Pipeline:
    path = tmp_path / "pipeline.toml"
    path.write_text(text, encoding="utf-8")
    return Pipeline.from_toml(path)


class TestAccounts:
    def test_every_block_ends_with_one_decision_in_order(self):
        page = read(PAGE)
        decisions = Pipeline.default().run(page).decisions
        assert [d.block for d in decisions] == [b.index for b in page.blocks]

    def test_the_first_claim_stands_and_carries_the_cleaners_name(self):
        decision = first_with(Loud()).run(read(PAGE)).decisions[0]
        assert (decision.cleaner, decision.role, decision.reason) == (
            "loud",
            Role.FURNITURE,
            "loud",
        )
        assert decision.evidence == "seen"

    def test_a_later_claim_on_a_decided_block_is_ignored(self):
        pipeline = first_with(Loud()).inserted(Late(), before="remainder")
        assert pipeline.run(read(PAGE)).decisions[0].cleaner == "loud"

    def test_a_page_without_blocks_has_no_decisions(self):
        assert Pipeline.default().run(read("")).decisions == ()

    def test_what_a_cleaner_sees_has_the_decisions_of_those_before_it_alone(self):
        pipeline = first_with(Loud())
        done = pipeline.run(read(PAGE)).decisions
        for name in pipeline.names:
            earlier = pipeline.names[: pipeline.names.index(name)]
            decisions = pipeline.seen_by(name, read(PAGE)).decisions
            assert decisions == [d if d.cleaner in earlier else None for d in done]

    def test_what_an_unknown_cleaner_sees_is_an_error_that_names_the_nearest(self):
        with pytest.raises(ConfigError, match="did you mean 'remainder'"):
            Pipeline.default().seen_by("remaindr", read(PAGE))


class TestBrokenCleaners:
    @pytest.mark.parametrize(
        ("cleaner", "what"),
        [
            (Loud(role=Role.COMMENT), "undeclared role"),
            (Loud(reason="whim"), "undeclared reason 'whim'"),
            (Loud(block=99), "claimed block 99"),
            (Loud(block=-1), "claimed block -1"),
            (Loud(crash=True), "KeyError('oops')"),
        ],
    )
    def test_is_an_error_that_names_the_cleaner(self, cleaner, what):
        with pytest.raises(CleanerError) as caught:
            extract(PAGE, pipeline=first_with(cleaner))
        assert "'loud'" in str(caught.value)
        assert what in str(caught.value)


class TestChanges:
    def test_without_leaves_one_out_and_the_original_alone(self):
        pipeline = Pipeline.default()
        less = pipeline.without("page_header")
        assert set(pipeline.names) - set(less.names) == {"page_header"}

    def test_inserted_puts_before(self):
        names = Pipeline.default().inserted(Loud(), before="block_scorer").names
        assert names.index("loud") == names.index("block_scorer") - 1

    def test_replaced_takes_the_place(self):
        pipeline = Pipeline.default()
        names = pipeline.replaced("page_header", Loud()).names
        assert names.index("loud") == pipeline.names.index("page_header")
        assert "page_header" not in names

    @pytest.mark.parametrize(
        "change",
        [
            lambda p: p.without("page_heder"),
            lambda p: p.inserted(Loud(), before="page_heder"),
            lambda p: p.replaced("page_heder", Loud()),
        ],
    )
    def test_an_unknown_name_is_answered_with_the_nearest(self, change):
        with pytest.raises(ConfigError, match="did you mean 'page_header'"):
            change(Pipeline.default())

    def test_a_cleaner_stands_but_once(self):
        with pytest.raises(ConfigError, match="'loud' stands twice"):
            first_with(Loud()).inserted(Loud(), before="remainder")

    def test_a_cleaner_comes_after_those_that_it_names(self):
        with pytest.raises(ConfigError, match="'late' must come after 'block_scorer'"):
            first_with(Late())

    def test_what_it_names_may_be_left_out(self):
        pipeline = Pipeline.default().without("block_scorer")
        assert "late" in pipeline.inserted(Late(), before="remainder").names

    def test_the_last_cleaner_leaves_nothing_open(self):
        with pytest.raises(ConfigError, match="must end with a cleaner that claims every"):
            Pipeline.default().without("remainder")


class TestPresets:
    @pytest.mark.parametrize("name", PRESETS)
    def test_each_gives_its_cleaners_in_order(self, name):
        assert Pipeline.preset(name).names == PRESETS[name]

    def test_an_unknown_one_is_answered_with_the_nearest(self):
        with pytest.raises(ConfigError, match="unknown preset 'defualt'; did you mean 'default'"):
            Pipeline.preset("defualt")

    def test_default_is_equal_to_itself_and_survives_pickling(self):
        pipeline = Pipeline.default()
        assert pipeline == Pipeline.default()
        assert pickle.loads(pickle.dumps(pipeline)) == pipeline


class TestToml:
    def test_an_empty_file_is_the_default(self, tmp_path):
        assert config(tmp_path, "") == Pipeline.default()

    def test_a_preset_without_some(self, tmp_path):
        pipeline = config(tmp_path, 'preset = "default"\nwithout = ["page_header"]\n')
        assert pipeline == Pipeline.default().without("page_header")

    def test_names_in_their_order(self, tmp_path):
        pipeline = config(tmp_path, 'cleaners = ["block_scorer", "remainder"]\n')
        assert pipeline == Pipeline.preset("scorer_only")

    def test_options(self, tmp_path):
        pipeline = config(tmp_path, "[options.block_scorer]\nthreshold = 0.9\n")
        assert pipeline.cleaners[pipeline.names.index("block_scorer")].threshold == 0.9

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('presets = "default"', "unknown key 'presets'; did you mean 'preset'"),
            ('preset = "defualt"', "did you mean 'default'"),
            ('without = ["page_heder"]', "did you mean 'page_header'"),
            ('cleaners = ["remaindr"]', "did you mean 'remainder'"),
            ("cleaners = []", "must end with a cleaner"),
            ("cleaners = [[1]]", "must be a list of names"),
            ("without = [7]", "must be a list of names"),
            ('cleaners = "remainder"', "must be a list of names"),
            ('preset = "default"\ncleaners = ["remainder"]', "not both"),
            ("[options.block_scorr]", "did you mean 'block_scorer'"),
            ("[options]\nblock_scorer = 5", "must be a table"),
            ("[options.block_scorer]\ntreshold = 1", "did you mean 'threshold'"),
            ('[options.block_scorer]\nthreshold = "high"', "must be of type float, not str"),
            ("[options.block_scorer]\nthreshold = 7", "between 0 and 1"),
            ("preset = ", "Invalid value"),
        ],
    )
    def test_a_mistake_is_named_with_its_file(self, tmp_path, text, said):
        with pytest.raises(ConfigError) as caught:
            config(tmp_path, text)
        assert said in str(caught.value)
        assert str(tmp_path / "pipeline.toml") in str(caught.value)

    def test_a_missing_file_is_a_config_error(self, tmp_path):
        with pytest.raises(ConfigError, match="No such file"):
            Pipeline.from_toml(tmp_path / "none.toml")

    def test_a_file_that_is_not_utf8_is_a_config_error(self, tmp_path):
        path = tmp_path / "latin.toml"
        path.write_bytes(b'preset = "d\xe9fault"')
        with pytest.raises(ConfigError, match="utf-8"):
            Pipeline.from_toml(path)
