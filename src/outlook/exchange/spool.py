"""Items in order, of which there may be millions: beyond some thousands they wait on the disk.

They wait in a file without a name, which is gone with the program however it ends.
"""

import os
import pickle
import weakref
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from tempfile import TemporaryFile
from typing import Any, Generic, Protocol, TypeVar

from outlook.errors import Unreadable

KEPT = 4000
_BUCKETS = 1 << 16

T = TypeVar("T")


class Watched(Protocol):
    """Passes on items, of which it is told the number, and shows how far they are."""

    def __call__(self, items: Iterable[T], total: int, /) -> Iterable[T]:
        """The same items."""


def unwatched(items: Iterable[T], _total: int) -> Iterable[T]:
    """The items, with nobody looking."""
    return items


class Spool(Generic[T]):
    """A list that only grows and is only read from its beginning."""

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._held: list[T] = []
        self._descriptor: int | None = None
        self._parts: list[tuple[int, int]] = []  # where in the file, and how long
        self.extend(items)

    def append(self, item: T) -> None:
        """Add one item.

        Raises:
            Unreadable: there is no room for temporary files.
        """
        self._held.append(item)
        if len(self._held) >= KEPT:
            self._put_down()

    def extend(self, items: Iterable[T]) -> None:
        """Add several."""
        for item in items:
            self.append(item)

    def __len__(self) -> int:
        return KEPT * len(self._parts) + len(self._held)

    def __iter__(self) -> Iterator[T]:
        for start, size in self._parts:
            assert self._descriptor is not None
            yield from pickle.loads(os.pread(self._descriptor, size, start))  # noqa: S301 - written by this process
        yield from self._held

    def _put_down(self) -> None:
        raw = pickle.dumps(self._held, pickle.HIGHEST_PROTOCOL)
        start = sum(self._parts[-1]) if self._parts else 0
        try:
            descriptor = self._descriptor = self._opened() if self._descriptor is None else self._descriptor
            left = memoryview(raw)
            while left:
                left = left[os.pwrite(descriptor, left, start + len(raw) - len(left)) :]
        except OSError as error:
            reason = f"{error.strerror}; TMPDIR names another folder for temporary files"
            raise Unreadable(f"a large import needs room for temporary files: {reason}. Nothing was written") from error
        self._parts.append((start, len(raw)))
        self._held = []

    def _opened(self) -> int:
        """A file that lives as long as the spool."""
        with TemporaryFile(buffering=0) as file:
            descriptor = os.dup(file.fileno())
        weakref.finalize(self, os.close, descriptor)
        return descriptor


class Seen:
    """What was seen by name, with a fingerprint of what it says: sixteen bytes each, so that millions fit.

    Names are told apart by 64 bits of a hash: among ten million, two are taken for one in fewer than 1 of 100,000 runs.
    """

    def __init__(self) -> None:
        self._names: dict[int, array[int]] = {}
        self._prints: dict[int, array[int]] = {}

    def get(self, name: object) -> int | None:
        """The fingerprint under which a name was seen first; None for a new one."""
        number = hashed(name)
        known = self._names.get(number % _BUCKETS)
        if known is None or number not in known:
            return None
        return self._prints[number % _BUCKETS][known.index(number)]

    def add(self, name: object, fingerprint: int = 0) -> bool:
        """Note a name, unless it was seen; whether it is new."""
        number = hashed(name)
        bucket = number % _BUCKETS
        known = self._names.get(bucket)
        if known is None:
            known = self._names[bucket] = array("Q")
            self._prints[bucket] = array("Q")
        elif number in known:
            return False
        known.append(number)
        self._prints[bucket].append(fingerprint)
        return True


def hashed(item: Any) -> int:
    """64 bits of a hash of what an item looks like."""
    return int.from_bytes(blake2b(repr(item).encode("utf-8", "backslashreplace"), digest_size=8).digest(), "little")
