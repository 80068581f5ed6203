"""A ledger in memory: the same promises without a disk, for a book that is worked out and thrown away."""

import json
from collections.abc import Callable, Iterable, Sequence
from threading import RLock

from outlook.errors import Problem, Refused
from outlook.model.entries import ENTRY, Entry

# By address, as files are by their path: whoever opens one address again sees what was appended.
_KEPT: dict[str, dict[str, str]] = {}
_LOCK = RLock()


class MemoryLedger:
    """The entries at one address, each kept as the text that a file would hold."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._kept = _KEPT.setdefault(address, {})

    def append(self, build: Callable[[], Sequence[Entry]]) -> list[Entry]:
        """Keep the entries that `build` makes, all or none; `build` runs while nobody else can append.

        Raises:
            Refused: an id is kept already, or twice among the entries; or `build` refused.
        """
        with _LOCK:
            entries = list(build())
            texts = {entry.id: json.dumps(entry.to_json()) for entry in entries}
            taken = next((entry.id for entry in entries if entry.id in self._kept), None)
            if taken is not None or len(texts) < len(entries):
                name = taken or next(entry.id for entry in entries)
                raise Refused(f"{self._address}: entry {name} is in the ledger already; nothing was written")
            self._kept.update(texts)
        return entries

    def extend(self, entries: Iterable[Entry]) -> int:
        """Keep entries with different ids but those that are kept already; how many were."""
        with _LOCK:
            texts = {entry.id: json.dumps(entry.to_json()) for entry in entries if entry.id not in self._kept}
            self._kept.update(texts)
        return len(texts)

    def entries(self) -> list[Entry]:
        """Every entry, by `known_at`, then `recorded_at`, then id."""
        read = [ENTRY.validate_python(json.loads(text)) for text in list(self._kept.values())]
        return sorted(read, key=lambda entry: (entry.known_at, entry.recorded_at, entry.id))

    def problems(self) -> list[Problem]:
        """None: only entries are kept."""
        return []

    def where(self, entry_id: str) -> str:
        """The address, and the place of the entry among those that are kept."""
        names = list(self._kept)
        return f"{self._address}:{names.index(entry_id) + 1 if entry_id in self._kept else 0}"
