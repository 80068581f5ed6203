"""What a person took of the statements of a document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from outlook.cli.linking import Link
from outlook.extract import Found

Finish = Callable[[Found, Mapping[str, Any]], Mapping[str, Any]]  # with what was answered before
LinkTo = Callable[[str, int, Found], Link]


@dataclass
class Picked:
    """What was taken: the statements, what was answered for their drafts by where they begin, and links."""

    chosen: list[Found] = field(default_factory=list)
    answers: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    is_interrupted: bool = False

    def leave(self, item: Found) -> None:
        """Take back what was said of a statement."""
        self.chosen = [one for one in self.chosen if one.start != item.start]
        self.links = [one for one in self.links if one.item.start != item.start]
        self.answers.pop(item.start, None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was taken."""
        return not self.chosen and not self.links
