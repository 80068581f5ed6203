"""What somebody else has read of a ledger, so that it need not be read again."""

from collections.abc import Callable
from dataclasses import dataclass

from outlook.ledger.chain import Chain


@dataclass(frozen=True)
class Known:
    """What is known of a file without reading it: so many bytes and lines, its first and last line, and its chain.

    `has` says whether an id is among its entries.
    """

    identity: tuple[int, int]
    size: int
    lines: int
    last_line: bytes
    first: str
    chain: Chain
    has: Callable[[str], bool]
