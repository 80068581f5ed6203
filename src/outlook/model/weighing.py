"""How the evidence of a case is weighed: the rule, and its numbers where a case sets its own."""

from typing import Final, Literal, NamedTuple

CLASSIC: Final = "classic"  # the first rule, kept so that what it implied can be traced
SIGNS: Final = "signs"  # the rule in use: reported signs, and the silence of the others
UNREAD: Final = "unread"  # no rule: `case.yaml`, which says how, cannot be read
MOST = 10.0

RuleName = Literal["signs", "classic", "unread"]


class Weighing(NamedTuple):
    """The rule, and its numbers where a case sets its own.

    `vigilance` is how well a sign is watched, `correlation` how alike the signs of a group are, `common_error` the
    chance that one falsehood took in every report of a sign, each 0 to 1. `weight` multiplies all evidence, and
    `elicitation_sd` is how far a stated likelihood may be off, as a standard deviation in log-odds; both 0 to 10.
    """

    rule: RuleName = SIGNS
    vigilance: float = 0.5
    correlation: float = 0.5
    common_error: float = 0.1
    weight: float = 1.0
    elicitation_sd: float = 0.5

    @property
    def numbers(self) -> dict[str, float]:
        """The numbers of the rule in use, by name; the other rules have none."""
        return {name: value for name, value in self._asdict().items() if name != "rule"} if self.rule == SIGNS else {}
