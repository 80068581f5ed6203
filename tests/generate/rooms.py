"""The table of imports in the page on architecture: what `tests/test_layers.py` holds, behind the mark."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATH = ROOT / "docs" / "architecture.md"
MARK = "<!-- rooms -->\n"


def rooms() -> dict[str, set[str]]:
    """Room → what it may import of ours, as the test holds it."""
    spec = spec_from_file_location("layers", ROOT / "tests" / "test_layers.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # its classes look their module up
    spec.loader.exec_module(module)
    found: dict[str, set[str]] = module.ROOMS
    return found


def filled(page: str) -> str:
    """The page with the table behind the mark."""
    before, _, rest = page.partition(MARK)
    after = rest.partition("\n\n")[2]
    rows = ["| package | may import, of ours |", "|---|---|"]
    for name, allowed in rooms().items():
        listed = ", ".join(f"`{one}`" for one in sorted(allowed)) or "nothing"
        rows.append(f"| `{name}` | {listed} |")
    return f"{before}{MARK}{chr(10).join([*rows, '| `cli` | everything; nothing imports `cli` |'])}\n\n{after}"
