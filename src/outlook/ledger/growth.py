"""Many documents at once as pieces of a ledger file: each line names the one before it."""

from collections import deque
from collections.abc import Iterable, Iterator

from outlook.ledger.chain import PREV, line_hash, linked
from outlook.ledger.lines import Document, written

LINES = 1000
REMEMBERED = 4_000_000  # bytes of the last lines that are kept to be remembered


class Growth:
    """The lines of documents after these heads, in pieces; `count` of them were made, the first with the hash `first`.

    `last` are the newest of them: there may be more than fit into memory.
    """

    def __init__(self, heads: list[str], first: str) -> None:
        self._heads = heads
        self._size = 0
        self.first = first
        self.count = 0
        self.last: deque[bytes] = deque()

    def pieces(self, documents: Iterable[Document]) -> Iterator[bytes]:
        """Some thousand lines at a time."""
        lines = list[bytes]()
        for document in documents:
            lines.append(written({**document, PREV: linked(self._heads)}))
            self._heads = [line_hash(lines[-1])]
            self.first = self.first or self._heads[0]
            if len(lines) == LINES:
                yield self._noted(lines)
                lines = []
        if lines:
            yield self._noted(lines)

    def _noted(self, lines: list[bytes]) -> bytes:
        self.count += len(lines)
        self.last.extend(lines)
        self._size += sum(map(len, lines))
        while self._size > REMEMBERED and len(self.last) > LINES:
            self._size -= len(self.last.popleft())
        return b"".join(lines)
