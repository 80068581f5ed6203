"""What was answered at the prompts for one record, kept where they were interrupted for the next time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from outlook.cli.editor import ANSWERS, Draft, kept_text, left_of, wanted_again
from outlook.cli.session import talk
from outlook.errors import OutlookError, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class KeptPrompts:
    """The answers for one record, by field, in the person's state folder."""

    def __init__(self, record: Path) -> None:
        self._place = record.with_suffix(ANSWERS)
        self._draft: Draft | None = None

    def restored(self) -> dict[str, Any]:
        """What was answered before, if there is something and the person says to go on with it.

        Raises:
            Refused: the file holds no answers.
        """
        self._draft = wanted_again(self._place)
        if self._draft is None:
            return {}
        try:
            found = json.loads(self._draft.text())
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise Refused(f"{self._draft.path} is no list of kept answers: delete it")
        return {str(name): value for name, value in found.items()}

    def keep(self, answers: Mapping[str, Any]) -> None:
        """Keep what was answered by now, and say how to go on with it; where that cannot be, nothing else fails."""
        if not answers:
            return
        text = json.dumps(answers, ensure_ascii=False, indent=1, default=str) + "\n"
        try:
            if self._draft is None:
                self._draft = kept_text(self._place, text)
            else:
                self._draft.put(text)
        except (OutlookError, OSError):
            return
        talk(f"what you answered is kept in {self._draft.path}: the same command goes on with it")

    def close(self) -> None:
        """All of it is in the record."""
        for draft in left_of(self._place) if self._draft is None else [self._draft]:
            if draft is self._draft or draft.take():
                draft.close()
