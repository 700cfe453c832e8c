"""How hypothesis runs, without a deadline as machines are noisy; and which files come first."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

_LONGEST = "engines training docs torture patterns cleaner_examples".split()
"""Files "test_….py" that take a minute and more: begun last, one would run alone at the end."""

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, and leave the order within a file."""
    places = {f"test_{name}.py": place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))
