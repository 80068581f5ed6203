"""What goes out is read by the libraries of those whose formats they are, and says there what it says here."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from exchange.conftest import bring, empty, turned_away
from exchange.held import SAMPLES, expected, questions
from exchange.test_export import desk
from exchange.test_spreadsheets import last_briers
from outlook.exchange import content, parquet
from outlook.exchange.spreadsheet_table import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ran, Run
    from exchange.conftest import Import

__all__ = ["bring", "desk", "empty", "turned_away"]  # fixtures

NOTHING = {"questions": 0, "estimates": 0, "outcomes": 0, "notes": 0}
# What some of these libraries warn of in themselves.
pytestmark = [pytest.mark.filterwarnings("ignore::DeprecationWarning"), pytest.mark.filterwarnings("ignore::ResourceWarning")]  # fmt: skip


# ── Parquet ──


def test_a_parquet_table_becomes_what_is_expected_of_it(bring: Import, empty: Path, run: Run) -> None:
    wanted = expected("generic")["long.csv"]
    said = bring("generic/long.parquet")
    assert [said["new"]["questions"], said["new"]["estimates"]] == [wanted["questions"], wanted["estimates"]]
    assert last_briers(run, empty) == pytest.approx(wanted["brier_last"])
    stated = {one[2] for question in questions(empty) for one in question["estimates"]}
    assert 0.7 in stated  # not 0.699999988079071, as 32 bits have it
    assert bring("generic/long.parquet")["new"] == NOTHING


def test_a_large_parquet_file_is_the_same_table(
    bring: Import, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = bring("generic/long.parquet")
    empty.rename(tmp_path / "old")
    monkeypatch.setattr(content, "HELD", 10)
    monkeypatch.setattr(parquet, "BATCH", 2)
    assert bring("generic/long.parquet") == said


@pytest.mark.parametrize("text", [0.1, 0.7, 1 / 3, 0.05, 0.123456789, 1e-7])
def test_a_number_of_32_bits_is_read_as_its_shortest_decimal(text: float) -> None:
    from outlook.exchange.parquet import shortest

    (small,) = struct.unpack("f", struct.pack("f", text))
    assert struct.pack("f", shortest(small)) == struct.pack("f", small)
    assert abs(shortest(small) - text) <= 1e-7 * text
    assert len(repr(shortest(small))) <= len(repr(small))


def test_pandas_and_pyarrow_read_the_panel_that_goes_out(bring: Import, empty: Path, run: Run, tmp_path: Path) -> None:
    import pandas as pd
    import pyarrow.parquet as pq

    bring("metaculus/user_data.zip")
    assert run("export", "parquet", "-o", "out.parquet").code == 0
    table = pq.read_table(tmp_path / "out.parquet")
    assert tuple(table.column_names) == COLUMNS
    frame = pd.read_parquet(tmp_path / "out.parquet")
    assert str(frame["forecast_at"].dtype).startswith("datetime64[us, UTC")
    (mine,) = frame[(frame["forecaster"] == "bob_bot") & frame["id"].str.contains("will-x")].to_dict("records")
    assert mine["probability"] == 0.5
    sums = frame[frame["option"].notna() & (frame["option"] != "")].groupby(["id", "forecaster", "forecast_at"])
    assert sums["probability"].sum().round(9).eq(1).all()


def test_a_panel_of_ours_comes_back(bring: Import, empty: Path, run: Run, tmp_path: Path) -> None:
    bring("fatebook/fatebook-forecasts.csv", "--normalise")
    run("export", "parquet", "-o", "out.parquet")
    before = {one["id"]: one["estimates"] for one in questions(empty)}
    empty.rename(tmp_path / "old")
    bring("out.parquet")
    told = {one["id"]: [said[:3] for said in one["estimates"]] for one in questions(empty)}
    assert told == {name: [said[:3] for said in stated] for name, stated in before.items()}


def test_a_damaged_parquet_file_is_refused(turned_away: Callable[..., Ran], tmp_path: Path) -> None:
    raw = (SAMPLES / "generic" / "long.parquet").read_bytes()
    for name, damaged in {"cut": raw[:200], "turned": raw[:60] + raw[60:120][::-1] + raw[120:]}.items():
        (tmp_path / f"{name}.parquet").write_bytes(damaged)
        turned_away(f"{name}.parquet", saying=(f"{name}.parquet: this Parquet file cannot be read",))


# ── workbooks ──


DAY = datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook knows no zones
LATER = DAY + timedelta(days=9, hours=18, minutes=30)


def workbook(path: Path, **sheets: list[list[Any]]) -> str:
    import openpyxl

    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return str(path)


def test_a_workbook_is_the_same_table(bring: Import, empty: Path, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["question", "forecaster", "forecast_at", "probability", "resolved_at", "outcome"],
        ["Will it rain?", "ann", DAY, 0.7, LATER, "yes"],
        [None, None, None, None, None, None],
        ["Will it rain?", "'=1+1", DAY + timedelta(hours=33), "40%", LATER, 1],
        [123, "bob", "2026-01-03", 1, None, None],
    ]
    said = bring(workbook(tmp_path / "t.xlsx", forecasts=rows, empty=[]))
    assert said["new"] == {"questions": 2, "estimates": 3, "outcomes": 1, "notes": 0}
    rain = next(one for one in questions(empty) if one["title"] == "Will it rain?")
    assert (rain["outcome"], rain["outcome_known_at"]) == ("yes", "2026-01-10T18:30:00Z")
    assert rain["estimates"][0] == ["ann", "2026-01-01T12:00:00Z", 0.7, None]


def test_what_is_not_one_table_is_refused(turned_away: Callable[..., Ran], tmp_path: Path) -> None:
    rows: list[list[Any]] = [["question", "probability", "forecast_at"], ["Q", 0.5, "2026-01-01"]]
    several = workbook(tmp_path / "two.xlsx", one=rows, two=rows)
    turned_away(several, saying=("several sheets have rows ('one', 'two'): save the one to import on its own",))
    turned_away(workbook(tmp_path / "none.xlsx", one=[]), saying=("no sheet of it has a row",))
    beyond = workbook(tmp_path / "beyond.xlsx", one=[*rows, ["Q", 0.5, "2026-01-01", "more"]])
    turned_away(beyond, saying=("beyond.xlsx:3: it has cells beyond the last column that has a name",))
    unsaved = workbook(tmp_path / "unsaved.xlsx", one=[*rows, ["Q", "=1/2", "2026-01-02"]])
    turned_away(unsaved, saying=("unsaved.xlsx:3: a formula (=1/2) has no saved value",))
    raw = (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "bad.xlsx", "w") as made, zipfile.ZipFile(io.BytesIO(raw)) as good:
        for name in good.namelist():
            made.writestr(name, good.read(name)[:60] if "sheet" in name else good.read(name))
    turned_away("bad.xlsx", saying=("this workbook cannot be read", "save the sheet as CSV"))


def test_what_a_workbook_says_of_its_size_is_not_believed(bring: Import, empty: Path, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["question", "probability", "forecast_at"],
        *([f"Q{n}", 0.5, "2026-01-01"] for n in range(9)),
    ]
    raw = Path(workbook(tmp_path / "t.xlsx", one=rows)).read_bytes()
    for name, claimed in {"less.xlsx": b"A1:C2", "more.xlsx": b"A1:XFD1048576"}.items():
        with zipfile.ZipFile(tmp_path / name, "w") as made, zipfile.ZipFile(io.BytesIO(raw)) as good:
            for part in good.namelist():
                made.writestr(part, good.read(part).replace(b'ref="A1:C10"', b'ref="' + claimed + b'"'))
    assert bring("less.xlsx")["new"]["estimates"] == 9
    assert bring("more.xlsx")["new"] == NOTHING


# ── threat intelligence ──


def test_stix2_reads_the_bundle(desk: Path, run: Run) -> None:
    import stix2

    bundle = stix2.parse(run("export", "stix", "desk").out)
    assert {one.type for one in bundle.objects} == {"identity", "note", "report"}
    (report,) = (one for one in bundle.objects if one.type == "report")
    assert (report.confidence, len(report.object_refs)) == (60, 2)


def test_pymisp_reads_the_event_and_its_taxonomies_know_every_tag(desk: Path, run: Run) -> None:
    from pymisp import MISPEvent
    from pytaxonomies import Taxonomies

    event = MISPEvent()
    event.load(json.loads(run("export", "misp", "desk").out))
    known = {tag for name in ("estimative-language", "admiralty-scale") for tag in Taxonomies()[name].machinetags()}
    used = {tag.name for tag in event.tags} | {tag.name for one in event.attributes for tag in one.tags}
    assert used <= known
    assert 'estimative-language:likelihood-probability="likely"' in used


# ── Hubverse ──


def test_hubdata_reads_the_hub(bring: Import, empty: Path, run: Run, tmp_path: Path) -> None:
    import hubdata

    bring("hubverse")
    assert run("export", "hubverse", "-o", "hub.zip").code == 0
    with zipfile.ZipFile(tmp_path / "hub.zip") as packed:
        packed.extractall(tmp_path / "hub")
    assert hubdata.connect_hub(tmp_path / "hub").get_dataset().to_table().num_rows == 26
    assert hubdata.connect_target_data(tmp_path / "hub", "oracle-output").to_table().num_rows == 9
