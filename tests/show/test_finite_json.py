"""JSON holds no number that JSON does not know, whatever was reckoned."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.show.data import forms

HOSTILE = st.one_of(
    st.floats(),
    st.sampled_from([float("nan"), float("inf"), float("-inf"), -0.0, 5e-324, 1.8e308]),
    st.none(),
    st.text(),
)
NESTED = st.recursive(
    HOSTILE, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner)
)


def refuse(name: str) -> Any:
    pytest.fail(f"{name} is no JSON")


@given(NESTED)
def test_no_number_is_outside_json(value: Any) -> None:
    json.loads(forms.document(value=value), parse_constant=refuse)
    for cell in forms.table([{"value": [value]}]).splitlines():
        assert "NaN" not in cell or "NaN" in str(value)


def test_what_is_not_a_number_is_null() -> None:
    assert json.loads(forms.document(value=[float("nan"), float("inf")]))["value"] == [None, "inf"]
