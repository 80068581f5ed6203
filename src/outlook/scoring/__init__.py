"""How good the forecasts were: rules on plain numbers first, then what is made of them.

For programs, the rules are here by their names, and so are measures of calibration. Those of yes/no forecasts take
whole columns too. None is loaded before it is asked for.
"""

from importlib import import_module
from typing import Any

_PLACES = {
    "columns": ("brier", "brier_two_sided", "log_score", "mean_brier", "mean_log_score"),
    "rules": (
        *("brier_choice", "rps", "brier_ordered", "log_score_choice", "baseline", "peer", "pinball", "interval_score"),
        *("crps_quantiles", "crps_ensemble", "crps_cumulative", "skill"),
    ),
    "calibration": ("reliability", "wilson", "ece", "mce", "auc"),
    "decomposition": ("murphy", "murphy_binned", "corp"),
}
_OF = {name: module for module, names in _PLACES.items() for name in names}

__all__ = sorted(_OF)  # noqa: PLE0605 - the names are in one table with their places


def __getattr__(name: str) -> Any:
    """A rule, once somebody asks for it."""
    if name not in _OF:
        raise AttributeError(f"module 'outlook.scoring' has no attribute {name!r}")
    return getattr(import_module(f"outlook.scoring.{_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
