"""How the evidence of a case is weighed: the numbers that `weighing` and `groups` in `case.yaml` may set."""

from math import isfinite
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, ConfigDict, WithJsonSchema, model_serializer, model_validator
from pydantic.json_schema import SkipJsonSchema

from outlook.model.sentences import misfit
from outlook.model.types import Frozen, Probability
from outlook.model.values import shown

CLASSIC: Final = "classic"  # the first rule, kept so that what it implied can be traced
SIGNS: Final = "signs"  # the rule in use: reported signs, and the silence of the others
UNREAD: Final = "unread"  # no rule: `case.yaml`, which says how, cannot be read
MOST = 10.0

RuleName = Literal["signs", "classic", "unread"]


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


class Weighing(Frozen):
    """The rule, and its numbers where a case sets its own.

    `vigilance` is how well a sign is watched, `correlation` how alike the signs of a group are, `common_error` the
    chance that one falsehood took in every report of a sign, each 0 to 1. `weight` multiplies all evidence, and
    `elicitation_sd` is how far a stated likelihood may be off, as a standard deviation in log-odds; both 0 to 10.
    """

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
        if raw == CLASSIC:
            return {"rule": CLASSIC}
        if not isinstance(raw, dict | Weighing):
            raise ValueError(f"{shown(raw)} is not a rule: write `{CLASSIC}`, or the numbers of the rule in use")
        if isinstance(raw, dict) and "rule" in raw:
            raise misfit(f"rule is not a number of the rule: write `weighing: {CLASSIC}` for the first rule", "rule")
        return raw

    @model_serializer(mode="wrap")
    def _as_written(self, handler: Any) -> Any:
        if self.rule == CLASSIC:
            return CLASSIC
        return {name: value for name, value in handler(self).items() if name != "rule"}


class Group(Frozen):
    """What one group of signs has of its own: how alike its signs are, 0 (independent) to 1 (one and the same)."""

    correlation: Probability
