"""The JSON Schemas as files, for editors."""

import json
from pathlib import Path

from outlook.records.schema import schemas

FOLDER = Path(__file__).parents[2] / "docs" / "schema"
PATHS = tuple(FOLDER / name for name in schemas())


def text(path: Path) -> str:
    """What the schema file should hold."""
    return json.dumps(schemas()[path.name], indent=2, ensure_ascii=False) + "\n"
