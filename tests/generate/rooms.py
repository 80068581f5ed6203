"""The table of imports in the page on architecture: what `tests/test_layers.py` holds, behind the mark."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATH = ROOT / "docs" / "architecture.md"
MARK = "<!-- rooms -->\n"


def rooms() -> dict[str, set[str]]:
    """Room → what it may import of ours, read from the test's source without running it."""
    tree = ast.parse((ROOT / "tests" / "test_layers.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "ROOMS":
            assert node.value is not None
            return _read(node.value)
    raise AssertionError("tests/test_layers.py holds no ROOMS")


def _read(value: ast.expr) -> dict[str, set[str]]:
    assert isinstance(value, ast.Dict)
    keys = [ast.literal_eval(key) for key in value.keys if key is not None]
    # An empty set is written `set()`, which is no literal.
    sets = [set() if isinstance(one, ast.Call) else set(ast.literal_eval(one)) for one in value.values]
    return dict(zip(keys, sets, strict=True))


def filled(page: str) -> str:
    """The page with the table behind the mark."""
    before, _, rest = page.partition(MARK)
    after = rest.partition("\n\n")[2]
    rows = ["| room | may import of ours |", "|---|---|"]
    for name, allowed in rooms().items():
        listed = ", ".join(f"`{one}`" for one in sorted(allowed)) or "nothing"
        rows.append(f"| `{name}` | {listed} |")
    return f"{before}{MARK}{chr(10).join([*rows, '| `cli` | everything; nothing imports `cli` |'])}\n\n{after}"
