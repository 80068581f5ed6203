"""What is worth saying of a report that was entered, a sentence for each thing."""

from collections.abc import Iterator

from outlook.answers.remarks import Remarks

NAMED = 5


def sentences(found: Remarks) -> Iterator[str]:
    """What does not move, what else watches the signs, and what would make the report count more."""
    for name in found.unlisted:
        yield f"none of these forecasts lists the indicator {name}: the report was recorded but does not affect them"
    for name, forecasts in found.elsewhere.items():
        more = f" and {len(forecasts) - NAMED} more" if len(forecasts) > NAMED else ""
        those = ", ".join(forecasts[:NAMED])
        yield f"{name} is watched by {those}{more} too: name them as well if the report bears on them"
    if found.is_anonymous:
        yield (
            "it names neither grade nor origin, and all such reports of a sign count as one: "
            "--grade, --p-accurate or --origin makes it count by itself"
        )
    if found.discounted:
        stated, left = found.discounted
        yield f"the ratio {stated:.4g} counts as {left:.3g}, since its grade leaves a doubt"
    if found.joined:
        ratios = "1 other ratio" if found.joined == 1 else f"{found.joined} other ratios"
        yield f"it counts in one group with {ratios} that name no origin: --origin makes it count by itself"
