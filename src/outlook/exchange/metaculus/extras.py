"""Comments, key factors and links of a download."""

from collections.abc import Mapping
from dataclasses import replace

from outlook.exchange import cells
from outlook.exchange.faults import Faults
from outlook.exchange.metaculus.questions import Asked, Sheet
from outlook.exchange.sheet import Row
from outlook.exchange.table import NO_NAME, Draft, Note
from outlook.model.values import shown

MODERATE = 3.0  # what `outlook evidence --for moderate` writes
DIRECTION = "which way a key factor points: --directions takes it, of yes/no questions"
NOWHERE = "a remark on a post with several questions: it is on none of them"


def take_comments(draft: Draft, faults: Faults, sheet: Sheet, asked: Mapping[str, Asked]) -> None:
    """Comments become notes on the only question of their post."""
    for row in sheet.rows:
        question = _question_of(row, asked)
        if question is None:
            draft.lose(NOWHERE, row.place, row["Comment Text"][:60])
            continue
        with faults.noting(row.place):
            by = row["Author Username"] or row["Author (Anonymized)"] or NO_NAME
            text = row.whole("Comment Text")
            if text.strip():
                draft.notes.append(Note((question,), by, cells.known(row["Created At"]), text, row.place))


def _question_of(row: Row, asked: Mapping[str, Asked]) -> str | None:
    if row["Question ID"] in asked:
        return row["Question ID"]
    of_post = [key for key, one in asked.items() if one.post == row["Post ID"]]
    return of_post[0] if len(of_post) == 1 else None


def take_key_factors(
    draft: Draft, faults: Faults, sheet: Sheet, asked: Mapping[str, Asked], *, directions: bool
) -> None:
    """Drivers and news become notes, base rates a text of the record; a note has a weight only with `directions`."""
    for row in sheet.rows:
        question = _question_of(row, asked)
        if question is None:
            draft.lose(NOWHERE, row.place, row["Driver Text"] or row["News Title"])
            continue
        draft.lose("votes on a key factor", row.place)
        with faults.noting(row.place):
            if row["Type"] == "base_rate":
                _take_base_rate(draft, question, row)
            else:
                _take_report(draft, question, row, directions=directions)


def _take_base_rate(draft: Draft, question: str, row: Row) -> None:
    number = f"{row['Base Rate Rate Numerator']} of {row['Base Rate Rate Denominator']}"
    if not row["Base Rate Rate Numerator"]:
        number = f"{row['Base Rate Projected Value']} {row['Base Rate Unit']}".strip()
    based_on = f" ({row['Base Rate Based On']})" if row["Base Rate Based On"] else ""
    text = f"{row['Base Rate Reference Class']}: {number}{based_on}"
    known = draft.questions[question]
    whole = f"{known.base_rate}; {text}" if known.base_rate else text
    draft.questions[question] = replace(known, base_rate=whole)


def _take_report(draft: Draft, question: str, row: Row, *, directions: bool) -> None:
    direction = row["Driver Impact Direction"] or row["News Impact Direction"]
    ratio = _ratio(direction) if directions and draft.questions[question].kind == "binary" else None
    if direction and ratio is None:
        draft.lose(DIRECTION, row.place, row["Driver Text"] or row["News Title"])
    published = row["News Published At"]
    draft.notes.append(
        Note(
            (question,),
            row["Author Username"] or row["Author (Anonymized)"] or NO_NAME,
            cells.known(row["Created At"]),
            row["Driver Text"] or row["News Title"] or row["Type"],
            row.place,
            id=row["Key Factor ID"],
            source=row["News Source"],
            url=row["News URL"],
            happened_on=cells.known(published).date() if published else None,
            likelihood_ratio=ratio,
        )
    )


def _ratio(direction: str) -> float | None:
    """How much likelier a report is where the answer is yes, of one that points for it (1) or against it (-1)."""
    if direction not in ("", "1", "-1"):
        raise ValueError(f"impact direction: {shown(direction)} is neither 1 nor -1")
    return {"1": MODERATE, "-1": 1 / MODERATE}.get(direction)


def take_links(draft: Draft, sheet: Sheet) -> None:
    """A link becomes a note of the record: nothing is known of its direction and strength."""
    for row in sheet.rows:
        draft.lose("direction and strength of a link between questions", row.place)
        known = draft.questions.get(row["Question 1 ID"])
        if known is not None:
            text = f"Linked on Metaculus ({row['Link Type']}): {row['Question 2 Title']}"
            draft.questions[known.key] = replace(known, note="\n".join(filter(None, (known.note, text))))
