"""What Metaculus' API answers about questions and one's own forecasts, as the rows that its data download has."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from outlook.exchange import cells
from outlook.exchange import json_fields as fields
from outlook.exchange.faults import Faults
from outlook.exchange.sheet import Row
from outlook.exchange.source import Source
from outlook.exchange.table import Draft, Place
from outlook.exchange.vectors import SUM_TOLERANCE

OWN_ROW = "Own"  # a column of ours: the forecast is of whoever asked the API
NO_HISTORY = "forecasts of all together: the file has none of their history"
NO_SHARES = "a forecast of all together of which the file has no whole distribution"
SITE = "https://www.metaculus.com/questions"


class Rows(NamedTuple):
    """Rows, as a sheet has them."""

    rows: Sequence[Row]


def rows_in(source: Source, draft: Draft, faults: Faults) -> tuple[Rows, Rows]:
    """The questions of a file, and the forecasts of whoever asked and of all together."""
    questions, forecasts = list[Row](), list[Row]()
    for place, post in _posts(source):
        with faults.noting(place):
            for number, asked in enumerate(_asked(post)):
                spot = Place(place.file, f"{place.spot} question {number + 1}" if number else place.spot)
                questions.append(_question(spot, post, asked))
                forecasts.extend(_forecasts(spot, asked))
                forecasts.extend(_of_all_together(spot, asked, draft))
    return Rows(questions), Rows(forecasts)


def _posts(source: Source) -> Iterator[tuple[Place, fields.Object]]:
    whole: Any = None if source.is_list or source.is_json_lines else source.json
    if isinstance(whole, Mapping) and "results" in whole:
        return iter(fields.items(source, whole["results"], "results"))
    return source.objects()


def _asked(post: fields.Object) -> list[fields.Object]:
    """The questions of a post; a question may be given on its own too."""
    group = fields.part(post, "group_of_questions")
    pair = fields.part(post, "conditional")
    branches = [fields.part(pair, name) for name in ("question_yes", "question_no")]
    found = [fields.part(post, "question"), *fields.objects(group.get("questions"), "questions"), *branches]
    return [one for one in found if one] or [post]


def _question(place: Place, post: fields.Object, asked: fields.Object) -> Row:
    scaling, kind = fields.part(asked, "scaling"), fields.text(asked, "type")
    categories = fields.objects(fields.part(post, "projects").get("category"), "category")
    ends = [_end(scaling.get(name), kind) for name in ("range_min", "range_max")]
    places = scaling.get("continuous_range")
    if scaling.get("zero_point") is not None and not places:
        raise ValueError(
            "scaling: it is logarithmic, and without its continuous_range nothing says where the steps are"
        )
    return _row(
        place,
        {
            "Question ID": asked.get("id"),
            "Question URL": f"{SITE}/{post.get('id')}/",
            "Question Title": asked.get("title") or post.get("title"),
            "Post ID": post.get("id"),
            "Categories": repr([str(one.get("name")) for one in categories]),
            "Label": asked.get("label"),
            "Question Type": kind,
            "MC Options (All)": repr(fields.names(asked, "all_options_ever") or fields.names(asked, "options")),
            "Lower Bound": ends[0],
            "Open Lower Bound": bool(asked.get("open_lower_bound", scaling.get("open_lower_bound"))),
            "Upper Bound": ends[1],
            "Open Upper Bound": bool(asked.get("open_upper_bound", scaling.get("open_upper_bound"))),
            "Continuous Range": repr(places) if places else "",
            "Open Time": asked.get("open_time"),
            "Scheduled Close Time": asked.get("scheduled_close_time"),
            "Actual Close Time": asked.get("actual_close_time"),
            "Resolution": asked.get("resolution"),
            "Resolution Known Time": asked.get("actual_resolve_time"),
            "Criteria": asked.get("resolution_criteria"),
            "Fine Print": asked.get("fine_print"),
            "Unit": asked.get("unit"),
            "Description": asked.get("description"),
        },
    )


def _end(value: Any, kind: str) -> str:
    """An end of a range; that of a day is written in seconds since 1970."""
    if value is None:
        return ""
    return str(cells.since_1970(value)) if kind == "date" else str(cells.number(value))


def _forecasts(place: Place, asked: fields.Object) -> Iterator[Row]:
    for number, one in enumerate(fields.objects(fields.part(asked, "my_forecasts").get("history"), "history")):
        values, kind = one.get("forecast_values"), fields.text(asked, "type")
        if not isinstance(values, list) or not values:
            raise ValueError(f"my_forecasts: forecast_values of forecast {number + 1} is no list of numbers")
        said: dict[str, Any] = {"Probability Yes": values[-1] if kind == "binary" else ""}
        if kind != "binary":
            said["Probability Yes Per Category" if kind == "multiple_choice" else "Continuous CDF"] = repr(values)
        yield _row(
            Place(place.file, f"{place.spot} forecast {number + 1}"),
            {
                "Question ID": asked.get("id"),
                "Forecaster ID": one.get("author_id") or "own",
                OWN_ROW: True,
                "Start Time": _moment(one.get("start_time")),
                "End Time": _moment(one.get("end_time")),
                **said,
            },
        )


def _of_all_together(place: Place, asked: fields.Object, draft: Draft) -> Iterator[Row]:
    """Each way in which forecasts are put together is a forecaster, as in the download."""
    ways, kind, has_any = fields.part(asked, "aggregations"), fields.text(asked, "type"), False
    for way in ways:
        for number, one in enumerate(fields.objects(fields.part(ways, way).get("history"), "history")):
            has_any, spot = True, Place(place.file, f"{place.spot} {way} {number + 1}")
            said = _said_together(one, kind)
            if said is None:
                draft.lose(NO_SHARES, spot)
                continue
            moments = {"Start Time": _moment(one.get("start_time")), "End Time": _moment(one.get("end_time"))}
            yield _row(spot, {"Question ID": asked.get("id"), "Forecaster Username": way, **moments, **said})
    if ways and not has_any:
        draft.lose(NO_HISTORY, place)


def _said_together(one: fields.Object, kind: str) -> dict[str, Any] | None:
    """What all together say: what the file calls so, else the middle of a chance; a median is no distribution."""
    values = one.get("forecast_values") or (one.get("centers") if kind in ("binary", "multiple_choice") else None)
    if not isinstance(values, list) or not values:
        return None
    if kind == "binary":
        return {"Probability Yes": values[-1]}
    if kind == "multiple_choice":
        total = sum(value for value in values if isinstance(value, int | float))
        return {"Probability Yes Per Category": repr(values)} if abs(total - 1) <= SUM_TOLERANCE else None
    return {"Continuous CDF": repr(values)}


def _moment(value: Any) -> datetime | str:
    """As the download writes it: to the microsecond, which such a number of seconds is exact to."""
    return "" if value is None else cells.since_1970(value)


def _row(place: Place, said: Mapping[str, Any]) -> Row:
    return Row(place, {name: "" if value is None else str(value) for name, value in said.items()}, (), len(said))
