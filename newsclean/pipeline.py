"""Runs cleaners in order and keeps the accounts: every block ends with exactly one decision."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from newsclean import registry
from newsclean.cleaner import Claim, Cleaner, Scorer, View
from newsclean.cleaners.site_settings import SiteSettings
from newsclean.configuration import from_toml
from newsclean.errors import CleanerError, ConfigError, NewscleanError
from newsclean.page import Decision, LabelledPage, Page
from newsclean.scoring import default_scorer
from newsclean.site import SiteProfile

PRESETS: Mapping[str, tuple[str, ...]] = {
    "default": (
        "page_header",
        "template_leaks",
        "duplicate_headline",
        "navigation_lists",
        "related_links",
        "site_repeats",
        "page_furniture",
        "comments",
        "captions",
        "clean_text",
        "block_scorer",
        "remainder",
    ),
    # What the scorer believes, without the other rules.
    "scorer_only": ("block_scorer", "remainder"),
}

# The keys of a configuration: what Python makes of their values, and how TOML calls that.
_KEYS: Mapping[str, tuple[type, str]] = {
    "preset": (str, "a string"),
    "cleaners": (list, "a list of names"),
    "without": (list, "a list of names"),
    "options": (dict, "a table"),
}


@dataclasses.dataclass(frozen=True)
class Pipeline:
    """Cleaners in order, and the scorer they may ask. Immutable; changes give a new pipeline."""

    cleaners: tuple[Cleaner, ...]
    scorer: Scorer = dataclasses.field(default_factory=default_scorer)

    def __post_init__(self) -> None:
        names = self.names
        for place, cleaner in enumerate(self.cleaners):
            if names.index(cleaner.name) != place:
                raise ConfigError(f"cleaner {cleaner.name!r} stands twice in the pipeline")
            late = [n for n in cleaner.after if n in names[place:]]
            if late:
                raise ConfigError(f"cleaner {cleaner.name!r} must come after {late[0]!r}")
        if not self.cleaners or not getattr(self.cleaners[-1], "total", False):
            raise ConfigError(
                "a pipeline must end with a cleaner that claims every open block, like 'remainder'"
            )

    @property
    def names(self) -> tuple[str, ...]:
        """The cleaners' names, in the order in which they run."""
        return tuple(cleaner.name for cleaner in self.cleaners)

    @classmethod
    def default(cls) -> Pipeline:
        """The pipeline that `extract()` uses."""
        return cls.preset("default")

    @classmethod
    def preset(cls, name: str) -> Pipeline:
        """A named list of cleaners from `PRESETS`."""
        return cls(tuple(registry.create(n) for n in _known(name, PRESETS, "preset")))

    @classmethod
    def from_toml(cls, path: str | Path) -> Pipeline:
        """Build a pipeline from a TOML file.

        Keys: `preset` or `cleaners` (a list of names), `without` (a list of names), and a table
        `[options.NAME]` for each cleaner whose options differ from its defaults.

        Raises `ConfigError`, naming the file, where it cannot be read and for unknown keys, naming
        the nearest one.
        """
        return from_toml(path, cls.from_config)

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Pipeline:
        """The same from plain data, as `from_toml` reads it."""
        for key, value in config.items():
            kind, words = _known(key, _KEYS, "key")
            names_only = not isinstance(value, list) or all(isinstance(v, str) for v in value)
            if not isinstance(value, kind) or not names_only:
                raise ConfigError(f"key {key!r} must be {words}")
        if "preset" in config and "cleaners" in config:
            raise ConfigError("give either 'preset' or 'cleaners', not both")
        if "cleaners" in config:
            names = tuple(config["cleaners"])
        else:
            names = _known(config.get("preset", "default"), PRESETS, "preset")
        without = config.get("without", ())
        options = config.get("options", {})
        for name in (*without, *options):
            _known(name, dict.fromkeys(names), "cleaner")
        for name, table in options.items():
            if not isinstance(table, dict):
                raise ConfigError(f"options of {name!r} must be a table: [options.{name}]")
        return cls(
            tuple(
                registry.create(name, options.get(name, {}))
                for name in names
                if name not in without
            )
        )

    def without(self, name: str) -> Pipeline:
        """A pipeline without the named cleaner."""
        place = self._place(name)
        return self._with(self.cleaners[:place] + self.cleaners[place + 1 :])

    def inserted(self, cleaner: Cleaner, *, before: str) -> Pipeline:
        """A pipeline with `cleaner` put in before the named one."""
        place = self._place(before)
        return self._with((*self.cleaners[:place], cleaner, *self.cleaners[place:]))

    def replaced(self, name: str, cleaner: Cleaner) -> Pipeline:
        """A pipeline with the named cleaner's place taken by `cleaner`."""
        place = self._place(name)
        return self._with((*self.cleaners[:place], cleaner, *self.cleaners[place + 1 :]))

    def with_site_settings(self, settings: SiteSettings | str | Path) -> Pipeline:
        """A pipeline that first does what a user's settings say of a host.

        `settings` is a `SiteSettings` cleaner, or the TOML file that describes one.
        """
        if not isinstance(settings, SiteSettings):
            settings = SiteSettings.from_toml(settings)
        return self._with((settings, *self.cleaners))

    def run(self, page: Page, site: SiteProfile | None = None) -> LabelledPage:
        """Ask each cleaner in turn; the first claim on a block stands.

        `site` is what the site's other pages taught, for the cleaners that ask for it.

        Raises `CleanerError`, naming the cleaner, for a claim that its contract does not allow.
        """
        decisions = self._decided(page, site, self.cleaners).decisions
        return LabelledPage(page, _complete(decisions, self.cleaners[-1]), self._reasons)

    def seen_by(self, name: str, page: Page, site: SiteProfile | None = None) -> View:
        """What the named cleaner sees of a page: the decisions of those before it, and no others.

        Raises `ConfigError` where there is no such cleaner, and `CleanerError` as `run` does.
        """
        return self._decided(page, site, self.cleaners[: self._place(name)])

    def _decided(self, page: Page, site: SiteProfile | None, cleaners: Sequence[Cleaner]) -> View:
        """The page once these cleaners have made their claims."""
        decisions: list[Decision | None] = [None] * len(page.blocks)
        view = View(page, decisions, self.scorer, site)
        for cleaner in cleaners:
            # A cleaner sees the decisions of those before it, never its own half-written ones.
            name = cleaner.name
            for block, role, reason, evidence, related in _asked(cleaner, view):
                if decisions[block] is None:
                    decisions[block] = Decision(
                        block, role, reason, name, evidence, view.scores[block], related
                    )
        return view

    @cached_property
    def _reasons(self) -> Mapping[str, Mapping[str, str]]:
        # Plain dicts, for a document may be sent to another process.
        return {cleaner.name: dict(cleaner.reasons) for cleaner in self.cleaners}

    def _with(self, cleaners: Sequence[Cleaner]) -> Pipeline:
        return dataclasses.replace(self, cleaners=tuple(cleaners))

    def _place(self, name: str) -> int:
        _known(name, dict.fromkeys(self.names), "cleaner")
        return self.names.index(name)


def _asked(cleaner: Cleaner, view: View) -> list[Claim]:
    """The claims of a cleaner, all of them such as its contract allows."""
    try:
        claims = list(cleaner.claims(view))
    except (NewscleanError, MemoryError):
        raise
    except Exception as error:  # a cleaner is anybody's code
        raise CleanerError(f"cleaner {cleaner.name!r} failed: {error!r}") from error
    name, roles, reasons = cleaner.name, cleaner.roles, cleaner.reasons
    size = len(view.decisions)
    for claim in claims:
        if not isinstance(claim, Claim):
            raise CleanerError(f"cleaner {name!r} gave {claim!r}, which is not a Claim")
        if claim.role not in roles:
            raise CleanerError(f"cleaner {name!r} gave the undeclared role {claim.role!r}")
        if claim.reason not in reasons:
            raise CleanerError(f"cleaner {name!r} gave the undeclared reason {claim.reason!r}")
        if not 0 <= claim.block < size:
            raise CleanerError(f"cleaner {name!r} claimed block {claim.block} of {size}")
    return claims


def _complete(decisions: Sequence[Decision | None], last: Cleaner) -> tuple[Decision, ...]:
    done = tuple(d for d in decisions if d is not None)
    if len(done) != len(decisions):
        raise CleanerError(f"cleaner {last.name!r} left blocks without a decision")
    return done


def _known(name: str, table: Mapping[str, Any], what: str) -> Any:
    """The entry called `name`, or a `ConfigError` that names the nearest right one."""
    if name not in table:
        near = difflib.get_close_matches(name, table, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(table)}"
        raise ConfigError(f"unknown {what} {name!r}{hint}")
    return table[name]
