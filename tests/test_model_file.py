"""What is written as a model file is read back."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from newsclean.scoring.model_file import packed_model, unpacked_model
from newsclean.scoring.numbers import unpacked
from newsclean.training.plain import packed

TABLES = arrays.arrays(np.int8, arrays.array_shapes(max_dims=3, max_side=5))


@given(st.dictionaries(st.text(), TABLES, max_size=5), st.text())
def test_tables_and_words_come_back(tables: dict[str, Any], words: str) -> None:
    data = {"words": words, "layers": [{"tables": {k: _plain(v) for k, v in tables.items()}}]}
    assert unpacked_model(packed_model(data)) == data


def test_the_same_data_give_the_same_bytes() -> None:
    data = {"table": packed(np.arange(12.0).reshape(3, 4))}
    assert packed_model(data) == packed_model(data)


def test_a_table_from_a_file_is_the_table_up_to_its_steps() -> None:
    table = np.random.default_rng(1).normal(size=(7, 3))
    found = unpacked(unpacked_model(packed_model({"table": packed(table)}))["table"])
    assert np.abs(found - table).max() <= np.abs(table).max() / 127


def _plain(table: np.ndarray[Any, np.dtype[np.int8]]) -> dict[str, Any]:
    return {"shape": list(table.shape), "scale": [1.0], "whole": table.tobytes()}
