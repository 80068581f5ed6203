"""Where a record or an entry that was imported comes from."""

from outlook.model.types import Frozen, Slug, Text


class Imported(Frozen):
    """The system it comes from, and what it is called there; `url` is where it can be seen."""

    system: Slug
    id: Text
    url: Text | None = None
