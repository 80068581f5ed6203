"""What pydantic finds wrong with a value, in words that a person can act on."""

from typing import Any

from pydantic_core import PydanticCustomError

from outlook.errors import did_you_mean
from outlook.model.values import shown

OWN = ("value_error", "misfit")


def misfit(message: str, *where: str | int) -> PydanticCustomError:
    """The refusal of a record whose fields do not fit together, with the field to look at."""
    return PydanticCustomError("misfit", "{sentence}", {"sentence": message, "where": where})


def sentence(error: Any) -> str:
    """The sentence for one of `ValidationError.errors()`, without the field's name, which the caller knows."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in OWN:
        return str(error["msg"]).removeprefix("Value error, ")
    if kind == "literal_error":
        expected = str(context["expected"]).replace("'", "")
        near = did_you_mean(str(error["input"])[:60], expected.replace(" or ", ", ").split(", "))
        return f"{shown(error['input'])} is not one of {expected}" + (f"; {near}" if near else "")
    if kind == "too_short":
        return f"at least {context['min_length']} are needed, but there is {context['actual_length'] or 'none'}"
    if kind == "greater_than":
        return f"{shown(error['input'])} is too small: it must lie above {context['gt']:g}"
    if kind == "missing" and isinstance(error["loc"][-1], int):
        return "an item is missing"
    told = SENTENCES.get(kind, "")
    return told.format(value=shown(error["input"])) if told else str(error["msg"])


SENTENCES = {
    "missing": "it is missing",
    "extra_forbidden": "it is not a field that is known here",
    "string_type": "not a text: put quotes around it",
    "string_pattern_mismatch": "{value} does not have the form that is needed here",
    "tuple_type": "not a list: write [one, two], or a line `- …` for each",
    "too_long": "there are too many",
    "dict_type": "not `name: value` pairs",
    "model_type": "not `field: value` pairs",
    "model_attributes_type": "not `field: value` pairs",
    "float_type": "{value} is not a number",
    "float_parsing": "{value} is not a number",
    "finite_number": "{value} is not a number",
    "bool_type": "{value} is neither true nor false",
    "bool_parsing": "{value} is neither true nor false",
}
