"""Names made of foreign texts: keys and tags."""

import json

from outlook.model.slugs import slug


def key(*parts: str) -> str:
    """What a thing is called in its system, of several names there: one text, the same each time.

    >>> key("cm5abc"), key("Will it?", "2026-01-02T09:00:00Z")
    ('cm5abc', '["Will it?","2026-01-02T09:00:00Z"]')
    """
    return parts[0] if len(parts) == 1 else json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def tags(texts: list[str]) -> tuple[str, ...]:
    """Tags made of texts, each once; a text without a letter or digit makes none."""
    return tuple(dict.fromkeys(filter(None, (slug(text) for text in texts))))
