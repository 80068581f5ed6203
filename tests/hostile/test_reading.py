"""Something that is no plain file, in every place of a case, read by every command that reads."""

from __future__ import annotations

import json
import string
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest

from hostile.sandbox import Sandbox, joined, make_case
from hostile.things import LINKS, THINGS, plant

if TYPE_CHECKING:
    from faults.program import Command, Ended

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")

# Without these a case is not what it says it is, so it is left out whole.
NEEDED = ("case.yaml", "one.yaml", "ledger.jsonl")
PLACES = (*NEEDED, "report.txt", "page.html", "page.txt", "ledger.jsonl.lock", "ledger.jsonl.torn-00000000", ".", "")

WHOLE_BOOK: tuple[Command, ...] = (
    (), ("status",), ("status", "--json"), ("history",), ("history", "--json"), ("score",), ("score", "--json"),
    ("calibration", "--json"), ("due", "--json"), ("coherence", "--json"), ("report", "-o", "out/report.html"), ("report", "-o", "-"),
)  # fmt: skip
ONE_FORECAST: tuple[Command, ...] = (
    ("show", "well/one"), ("explain", "well/one"), ("plot", "well/one"), ("plot", "well/one", "--svg", "out/plot.svg"),
)  # fmt: skip
SOME: tuple[Command, ...] = (
    ("status",),
    ("status", "--json"),
    ("report", "-o", "out/report.html"),
    ("show", "well/one"),
)
CHECKS: tuple[Command, ...] = (("check",), ("check", "--json"))


class Seen(NamedTuple):
    sandbox: Sandbox
    ended: dict[Command, Ended]
    complaints: list[str]
    planted: tuple[str, ...]


def plant_everywhere(sandbox: Sandbox, place: str) -> tuple[str, ...]:
    """A case for each thing, with the thing in this place: `.` is the case's folder, nothing is the book's own files."""
    planted = []
    for letter, thing in zip(string.ascii_lowercase, THINGS, strict=False):
        case = sandbox.book / f"ill-{thing}"
        if place == "":
            if thing != "relative-link":
                continue
            path = sandbox.book / ".gitattributes"
        elif place == ".":
            path = case
        else:
            make_case(case, letter, f"Ill {thing}")
            path = case / place
        if plant(thing, path, sandbox):
            planted.append(thing)
    return tuple(planted)


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> object:
    @cache
    def see(place: str) -> Seen:
        sandbox = Sandbox(tmp_path_factory.mktemp("book"))
        planted = plant_everywhere(sandbox, place)
        commands = (*WHOLE_BOOK, *ONE_FORECAST, *CHECKS) if place in NEEDED else (*SOME, *CHECKS)
        ended, complaints = sandbox.attack(*commands)
        return Seen(sandbox, dict(zip(commands, ended, strict=True)), complaints, planted)

    return see


def see(seen: object, place: str) -> Seen:
    found = seen(place)  # type: ignore[operator]  # the fixture above
    assert isinstance(found, Seen)
    return found


@pytest.mark.alike
@pytest.mark.parametrize("place", PLACES)
def test_nothing_hangs_breaks_or_reaches_outside(seen: object, place: str) -> None:
    found = see(seen, place)
    assert not found.complaints, joined(found.complaints)
    for path in found.sandbox.out.iterdir():
        assert "canary7f3a" not in path.read_text()


@pytest.mark.alike
@pytest.mark.parametrize("place", NEEDED)
@pytest.mark.parametrize("words", WHOLE_BOOK, ids=" ".join)
def test_the_other_cases_are_answered_and_those_that_cannot_be_read_are_left_out_and_named(
    seen: object, place: str, words: Command
) -> None:
    found = see(seen, place)
    ended = found.ended[words]
    assert ended.code == 3, ended
    if words not in {("calibration", "--json"), ("due", "--json"), ("coherence", "--json"), ()}:
        shown = (found.sandbox.out / "report.html").read_text() if "out/report.html" in words else ended.out
        assert "well" in shown or "Healthy" in shown, ended
    assert [thing for thing in found.planted if f"ill-{thing}" in ended.out] == [], ended
    assert [thing for thing in found.planted if f"ill-{thing}" not in ended.err] == [], ended


@pytest.mark.parametrize("place", NEEDED)
def test_a_healthy_forecast_is_shown_beside_cases_that_cannot_be_read(seen: object, place: str) -> None:
    found = see(seen, place)
    for words in ONE_FORECAST:
        ended = found.ended[words]
        assert ended.code in {0, 3}, ended
    assert "Will the front move by the close?" in found.ended["show", "well/one"].out


@pytest.mark.alike
@pytest.mark.parametrize("place", [place for place in PLACES if place not in {".", "", "ledger.jsonl.lock"}])
def test_check_names_each_of_them(seen: object, place: str) -> None:
    """By its own path, or where case.yaml names it."""
    found = see(seen, place)
    ended = found.ended["check", "--json"]
    assert ended.code in ({0, 1} if "torn" in place else {1, 3}), ended
    problems = json.loads(ended.out)["problems"]
    named = {problem["path"] for problem in problems}
    named |= {problem["path"].replace("case.yaml", place) for problem in problems if place in problem["message"]}
    missing = [thing for thing in found.planted if not any(f"ill-{thing}/{place}" in path for path in named)]
    assert missing == []
    assert not any("well/" in path for path in named), "the healthy case has nothing wrong"


def test_a_case_folder_that_is_a_link_is_no_case_and_check_says_so(seen: object) -> None:
    found = see(seen, ".")
    listed = json.loads(found.ended["status", "--json"].out)["forecasts"]
    assert sorted(one["id"] for one in listed) == ["well/one", "well/two"], "once, whatever links lead there"
    ended = found.ended["check", "--json"]
    named = {problem["path"] for problem in json.loads(ended.out)["problems"]}
    outward = [thing for thing in LINKS if thing in {"relative-link", "absolute-link", "link-to-folder"}]
    assert [thing for thing in outward if not any(f"ill-{thing}" in path for path in named)] == []
