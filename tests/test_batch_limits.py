"""Limits of time and memory hold whatever a worker is doing, and cost one item."""

from __future__ import annotations

import itertools
import json
import sys

import pytest

from newsclean.batch import CleanTask, JsonlOutput, clean, find_inputs, run, runner
from tests import batch_tasks
from tests.stories import STORY

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.mark.parametrize(
    ("task", "limits", "code"),
    [
        (batch_tasks.stuck_at_five, {"timeout": 1.0}, "timeout"),
        (batch_tasks.greedy_at_five, {"max_memory": 400 << 20}, "out_of_memory"),
    ],
)
def test_an_item_over_the_limit_is_lost_alone(task, limits, code):
    done = run(range(30), task, lost=batch_tasks.code_of, jobs=1, **limits)
    assert list(done) == [f"5 {code}" if n == 5 else n for n in range(30)]


def test_limits_that_are_kept_change_nothing():
    limits = {"timeout": 60.0, "max_memory": 2 << 30}
    done = run(range(30), batch_tasks.square, lost=batch_tasks.lost, jobs=1, **limits)
    assert list(done) == [n * n for n in range(30)]


def test_heavy_items_and_results_are_not_piled_up(monkeypatch):
    monkeypatch.setattr(runner, "_WEIGHT", 100_000)
    taken = itertools.count()
    items = (next(taken) for _ in range(10_000))
    options = {"lost": batch_tasks.lost, "jobs": 1}
    done = run(items, batch_tasks.ten_kilobytes, **options)
    for _ in range(20):
        next(done)
    done.close()
    assert next(taken) <= 20 + 10 + 2 * runner._CHUNK


@needs_signals
def test_a_page_over_the_limit_is_an_error_record(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(STORY * 4_000, encoding="utf-8")
    output = tmp_path / "o.jsonl"
    summary = clean(find_inputs([tmp_path]), JsonlOutput(output), CleanTask(), jobs=1, timeout=0.01)
    records = [json.loads(line) for line in output.read_text().splitlines()]
    assert summary.errors["timeout"] == len([r for r in records if "error" in r]) > 0
    assert "stopped after 0.01 s" in records[0]["error"]["message"]
