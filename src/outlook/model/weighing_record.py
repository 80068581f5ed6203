"""The rule of weighing as a case writes it: checked by pydantic, and kept as plain numbers."""

from math import isfinite
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, GetPydanticSchema, PlainSerializer, WithJsonSchema, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core.core_schema import no_info_after_validator_function

from outlook.model.sentences import misfit
from outlook.model.types import Frozen, Probability
from outlook.model.values import shown
from outlook.model.weighing import CLASSIC, MOST, SIGNS, RuleName, Weighing


def _amount(value: Any) -> Any:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not isfinite(value) or not 0 <= value <= MOST:
        raise ValueError(f"{shown(value)} is not a number from 0 to {MOST:g}")
    return float(value)


Amount = Annotated[
    float, BeforeValidator(_amount), WithJsonSchema({"type": "number", "minimum": 0, "maximum": int(MOST)})
]


def _or_the_word(schema: dict[str, Any]) -> None:
    numbers = dict(schema)
    schema.clear()
    schema["anyOf"] = [numbers, {"const": CLASSIC}]


class WeighingRecord(Frozen):
    """`weighing` of a case as it is written: the numbers by name, or the name of the first rule."""

    model_config = ConfigDict(json_schema_extra=_or_the_word)

    rule: SkipJsonSchema[RuleName] = SIGNS
    vigilance: Probability = 0.5
    correlation: Probability = 0.5
    common_error: Probability = 0.1
    weight: Amount = 1.0
    elicitation_sd: Amount = 0.5

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, raw: Any) -> Any:
        if isinstance(raw, Weighing):
            return raw._asdict()
        if raw == CLASSIC:
            return {"rule": CLASSIC}
        if not isinstance(raw, dict | WeighingRecord):
            raise ValueError(f"{shown(raw)} is not a rule: write `{CLASSIC}`, or the numbers of the rule in use")
        if isinstance(raw, dict) and "rule" in raw:
            raise misfit(f"rule is not a number of the rule: write `weighing: {CLASSIC}` for the first rule", "rule")
        return raw

    @property
    def settled(self) -> Weighing:
        """The rule that it says."""
        return Weighing(**dict(self))


def _settle(written: WeighingRecord) -> Weighing:
    return written.settled


def _as_written(weighing: Weighing) -> str | dict[str, float]:
    return weighing.numbers or weighing.rule


# Checked as it is written, and kept as the rule that it says.
WeighingField = Annotated[
    Weighing,
    GetPydanticSchema(lambda _, handler: no_info_after_validator_function(_settle, handler(WeighingRecord))),
    PlainSerializer(_as_written),
]


class Group(Frozen):
    """What one group of signs has of its own: how alike its signs are, 0 (independent) to 1 (one and the same)."""

    correlation: Probability
