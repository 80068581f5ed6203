"""From where to look for what stands at the end of a text, so that most of it is passed over."""

SHORT_WORD = 16  # characters: longer than any pronoun or preposition that is looked for


def near_end(before: str) -> int:
    """From where to look for one of the last words, none of which is long."""
    return max(len(before.rstrip()) - SHORT_WORD, 0)


def from_last(before: str, words: int) -> int:
    """From where to look for what has at most so many words: where the blank before them begins.

    >>> from_last("what the Fund said ", 2)
    8
    """
    parts = before.rsplit(None, words)
    return len(parts[0]) if len(parts) > words else 0
