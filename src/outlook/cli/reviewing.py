"""What a review does, each thing as the command of its name does it: the same checks, refusals and questions.

The book is opened anew for each, as a command would, so that what others write meanwhile is seen.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from outlook import moments
from outlook.answers.due import due
from outlook.answers.review import seen
from outlook.answers.review_account import Account, Deed
from outlook.answers.standing import Standings
from outlook.book.enter import estimate as enter_estimate
from outlook.book.newest import newest_of
from outlook.book.snoozes import Snooze, snooze, snoozes, wake
from outlook.cli import on_disk, session
from outlook.cli.attending import usual_length
from outlook.cli.drafting import edited
from outlook.cli.editable import editable, former_files
from outlook.cli.estimating import of_words
from outlook.cli.evidence import of_report, remark, weight_of
from outlook.cli.finishing import Ask, Entered, entered
from outlook.cli.narrowing import narrowed
from outlook.cli.resolve import looking_back, of_outcome
from outlook.cli.selecting import Wanted
from outlook.cli.session import Session, author, day_of, forecaster, open_session, overheard, stamp, talk
from outlook.cli.typed_estimates import doubts, example_of, explained, is_bare
from outlook.cli.typed_signs import bearings_of
from outlook.cli.undo import announced, of_newest
from outlook.cli.waiting import Setting, waiting
from outlook.errors import Changed, InvalidValue, NoMatch, Refused, Unreadable, Unsure
from outlook.model.kind_of import is_rename
from outlook.show.describe.blocks import Line
from outlook.show.describe.change import change_lines
from outlook.show.describe.due import why
from outlook.show.describe.phrasing import day
from outlook.show.describe.review import review_page, review_summary
from outlook.tui.desk import Done

if TYPE_CHECKING:
    from outlook.book.enter import Stamp, Written
    from outlook.model.forecast import Forecast
    from outlook.show.describe.blocks import Block

Answer = TypeVar("Answer")
UNEXPLAINED = "stated in a review, without a reason"
CONFIRMED = "confirmed in a review"
TAKEN_BACK = "taken back"
LONGEST_SNOOZE = timedelta(days=366)


class Reviewer:
    """The desk at which one person reviews a book; `notes` are what was said when it was opened."""

    def __init__(self, setting: Setting, wanted: Wanted) -> None:
        self.person = author(setting.by)
        self._setting = setting
        self._is_indexed = session.kept.is_wanted
        self._put_off: Snooze | None = None
        self._last: list[str] = []
        self._account = Account()
        with overheard() as heard:
            opened = open_session(setting.book, None, setting.color)
            self._root, self.screen = opened.book.root, opened.screen
            self._whose = _whose(opened, setting.by)
            self.waiting = waiting(opened, wanted, setting, self._whose)
        self.notes = list(dict.fromkeys(heard))

    # ── what is seen ──

    def page(self, name: str) -> "tuple[Block, ...]":
        """A forecast as it is at this moment; only what it depends on is read."""
        return self._attempt(lambda opened: tuple(self._page(opened, name)))[0]

    def _page(self, opened: Session, name: str) -> "Iterator[Block]":
        forecast = _forecast(opened, name)
        if forecast.full_id != name:
            yield Line(_renamed(name, forecast), "warning")
        standings = Standings(narrowed(opened, [forecast]).book, opened.at)
        standing = standings[forecast.full_id]
        items = due(
            [standing], opened.at, self._setting.within, standings.in_case_of, self._whose, usual_length(), self.person
        )
        yield from review_page(
            seen(standing, self.person), [f"{item.reason}: {why(item, opened.at)}" for item in items]
        )

    # ── what is done ──

    def example(self, name: str) -> str:
        """What an estimate of it is typed like: as its author stated it last, or anybody, or as its prior is."""

        def found(opened: Session) -> str:
            forecast = _forecast(opened, name)
            history = narrowed(opened, [forecast]).book.situation(forecast, opened.at).history
            newest = history.newest(self.person) or history.newest()
            return example_of(forecast, newest.believed(forecast) if newest else None)

        return self._attempt(found)[0]

    def is_unexplained(self, name: str, text: str) -> bool:
        """Whether it is an estimate of the forecast without a reason after it."""
        return self._attempt(lambda opened: is_bare(_forecast(opened, name), text))[0]

    def estimate(self, name: str, text: str, agreed: Collection[str], why: str = "") -> Done:
        """State a probability, with the reason after it or beside it; raises as `outlook estimate` does, or Unsure."""

        def enter(opened: Session) -> tuple[Entered, str]:
            forecast = _forecast(opened, name)
            stated, said = explained(forecast, text, why)
            part, build = of_words(opened, self._stamp, forecast.full_id, stated, said or UNEXPLAINED, accept=False)
            earlier = part.book.situation(forecast, opened.at).history.newest(self.person)
            _insisting(agreed)(list(doubts(forecast, stated, earlier and earlier.stated)))
            return entered(part, build, _insisting(agreed)), "estimated"

        return self._write(enter)

    def confirm(self, name: str, agreed: Collection[str]) -> Done:
        """State again what the person stated last; raises Refused where that is nothing."""

        def enter(opened: Session) -> tuple[Entered, str]:
            forecast = _forecast(opened, name)
            part = narrowed(opened, [forecast])

            def build() -> "list[Written]":
                marked = self._stamp()
                situation = part.book.situation(forecast, marked.recorded_at)
                own = situation.history.newest(self.person)
                if own is None:
                    raise Refused(f"{self.person} has stated nothing of {name} that could be confirmed: estimate it")
                return [enter_estimate(part.book, situation, marked, own.stated, CONFIRMED)]

            return entered(part, build, _insisting(agreed)), "confirmed"

        return self._write(enter)

    def evidence(self, name: str, fields: Mapping[str, str], *, again: bool) -> Done:
        """Log a report; raises as `outlook evidence` does."""

        def enter(opened: Session) -> tuple[Entered, str]:
            forecasts, given = [_forecast(opened, name)], _given(fields)
            if "summary" not in given:
                raise InvalidValue("a report says something: write in a sentence what was reported")
            bearings = bearings_of([part.strip() for part in given.pop("signs", "").split(",") if part.strip()])
            happened_on = day_of("Happened on", given.pop("happened_on", None), opened)
            ratio = weight_of(given.pop("speaks", ""))
            report = {"revises": None, **given, "happened_on": happened_on, "likelihood_ratio": ratio}
            part, build = of_report(opened, forecasts, self._stamp, report, bearings, again=again)
            done = entered(part, build, _insisting(()))
            remark(part, forecasts, done.items)
            return done, "evidence"

        return self._write(enter)

    def answers(self, name: str) -> str:
        """What can be said to have happened, as `outlook resolve` takes it."""
        said: str = self._attempt(lambda opened: _forecast(opened, name).answers)[0]
        return f"{said}, ambiguous or annulled"

    def resolve(self, name: str, fields: Mapping[str, str], agreed: Collection[str]) -> Done:
        """Say what happened; raises as `outlook resolve` does, or Unsure."""

        def enter(opened: Session) -> "tuple[Entered, str, tuple[Block, ...]]":
            forecast, given = _forecast(opened, name), _given(fields)
            happened_on = day_of("Happened on", given.pop("happened_on", None), opened)
            outcome, said = given.pop("outcome", ""), {**given, "happened_on": happened_on}
            part, build = of_outcome(opened, forecast, self._stamp, outcome, said)
            done = entered(part, build, _insisting(agreed))
            return done, "resolved", tuple(looking_back(part, forecast, done.items[0]))

        return self._write(enter)

    def snooze(self, name: str, text: str) -> Done:
        """Put it off until later, or until something is reported of it; the book holds nothing of that.

        `now` and `today` put it off no longer.

        Raises:
            InvalidValue: that is no time to come.
            Refused: its outcome is known, or it is a draft: nothing can wait.
        """

        def put_off(opened: Session) -> Done:
            if text.strip().lower() in ("now", "today"):
                return self._woken(_forecast(opened, name).full_id)
            try:
                until = moments.ahead(text, opened.now)
            except ValueError as error:
                raise InvalidValue(str(error)) from error
            forecast = _forecast(opened, name)
            closes_at = forecast.closes_at
            ends = closes_at if closes_at is not None and opened.now < closes_at < until else None
            new = Snooze(forecast.full_id, self.person, opened.now, ends or until)
            _check_it_can_wait(opened, forecast, new)
            snooze(self._root, new)
            self._put_off = new
            when = f"{day(new.until)}, when it closes" if ends else day(until)
            line = f"{forecast.full_id}: snoozed until {when}, or until something is reported of it"
            self._account.note(Deed(forecast.full_id, "snoozed", (f"{forecast.full_id}: until {when}",), _id_of(new)))
            return Done((Line(line), Line("only you see that; undo takes it back", "soft")), (), "snoozed")

        return self._attempt(put_off)[0]

    def _woken(self, name: str) -> Done:
        old = next((one for one in snoozes(self._root).snoozes if (one.forecast, one.by) == (name, self.person)), None)
        if old is None:
            raise Refused(f"{name} is not snoozed")
        return self._wake(old)

    def _wake(self, old: Snooze) -> Done:
        wake(self._root, old, session.now())
        name = old.forecast
        about, word = self._account.take_back(_id_of(old), Deed(name, "snoozed no longer", (), _id_of(old)))
        return Done((Line(f"{name}: snoozed no longer"),), (), word, about)

    def edit(self, name: str) -> Done:
        """Open the record in the person's editor; raises as `outlook edit` does."""
        opened = open_session(self._root, None, self._setting.color, quiet=True)
        path = editable(opened.book, _forecast(opened, name).full_id)
        said = edited(path, formerly=former_files(opened.book, path))
        self._account.note(Deed(name, "edited", (said,)))
        return Done((Line(said),), (), "edited")

    # ── what is taken back ──

    def last(self) -> list[str]:
        """What `undo` would take back; raises as `outlook undo` does where there is nothing."""
        if self._put_off is not None:
            return [f"{self._put_off.forecast} is snoozed until {day(self._put_off.until)}: it comes back at once"]
        self._last, lines = self._attempt(self._newest)[0]
        return lines

    def _newest(self, opened: Session) -> tuple[list[str], list[str]]:
        found = newest_of(opened.book, self.person, opened.now)
        if is_rename(found[0].entry):
            raise Refused("what you entered last gave a forecast another name: `outlook undo` takes that back")
        return [one.entry.id for one in found], announced(found)

    def undo(self) -> Done:
        """Take back what `last` said; raises Refused where that is no longer what was entered last."""
        if self._put_off is not None:
            gone, self._put_off = self._put_off, None
            return self._wake(gone)

        def enter(opened: Session) -> tuple[Entered, str]:
            found = newest_of(opened.book, self.person, opened.now)
            if [one.entry.id for one in found] != self._last:
                raise Refused("you have entered something since, elsewhere: ask for undo again to see it")
            return entered(opened, of_newest(opened.book, found, self._stamp), _insisting(())), TAKEN_BACK

        return self._write(enter)

    def summary(self) -> "tuple[Block, ...]":
        """What was done in this review and holds, each with what it changed, and what was left as it was."""
        deeds = self._account.deeds
        done = {one.name for one in deeds}
        return tuple(review_summary(deeds, [one.name for one in self.waiting if one.name not in done]))

    # ── how ──

    def _stamp(self) -> "Stamp":
        return stamp(self.person, None)

    def _write(self, enter: Callable[[Session], Any]) -> Done:
        (found, word, *more), said = self._attempt(enter)
        self._put_off = None
        deed = _deed(found, word)
        word, about = deed.word, ""
        if word == TAKEN_BACK:
            about, word = self._account.take_back(self._last, deed)
        else:
            self._account.note(deed)
        page = (*found.page, *(block for blocks in more for block in blocks), *_ways_back(found.items))
        return Done(page, tuple(said), word, about)

    def _attempt(self, action: Callable[[Session], Answer]) -> tuple[Answer, list[str]]:
        """Do it on the book as it is now; once more without what was kept of it, where that no longer holds."""
        expected = on_disk.expected()
        with overheard() as heard:
            try:
                found = self._once(action)
            except Changed:
                if done := on_disk.account(expected):  # what is written must not be written twice
                    raise Unreadable(f"{done}; after that, somebody else changed the book") from None
                session.kept.is_wanted = False
                found = self._once(action)
            finally:
                session.kept.is_wanted = self._is_indexed
        return found, [line for line in dict.fromkeys(heard) if line not in self.notes]

    def _once(self, action: Callable[[Session], Answer]) -> Answer:
        try:
            return action(open_session(self._root, None, self._setting.color))
        except OSError as error:
            raise Unreadable(f"{error.filename or 'the book'}: {error.strerror or error}") from error


def _deed(done: Entered, word: str) -> Deed:
    """What was entered, as it is told at the end of the review."""
    changed = done.change.forecasts
    name = changed[0].after.full_id if changed else done.items[0].folder.id
    lines = change_lines(done.change)[: len(changed)]
    return Deed(name, word, tuple(lines), tuple(item.entry.id for item in done.items))


def _id_of(put_off: Snooze) -> tuple[str, ...]:
    return (f"snooze of {put_off.forecast}",)


def _ways_back(items: "Sequence[Written]") -> "Iterator[Block]":
    """How it is taken back, here or later."""
    for item in items:
        yield Line(f'to take it back: undo, or later outlook retract {item.entry.id} --why "…"', "soft")


def _whose(opened: Session, by: str | None) -> str | None:
    """Whose estimates the review is about: anybody's, or those of who was named, once they have stated any."""
    return forecaster(opened.book, by) if by in opened.book.forecasters else None


def _forecast(opened: Session, name: str) -> "Forecast":
    """The forecast of that very name, or the one that had it and was renamed meanwhile, which is said.

    A part of a name, which a command takes, could name another one by now.
    """
    found = opened.book.forecast(name)
    if found.full_id == name:
        return found
    folder = opened.book.folder_of(found)
    if folder.former.get(name.removeprefix(f"{folder.id}/")) != found.id:
        raise NoMatch(f"{name} is in the book no longer: go on to the next")
    talk(_renamed(name, found))
    return found


def _renamed(name: str, forecast: "Forecast") -> str:
    return f"{name} is now called {forecast.full_id}"


def _check_it_can_wait(opened: Session, forecast: "Forecast", new: Snooze) -> None:
    if new.until <= opened.now:
        raise InvalidValue(f"{day(new.until)} has begun already: name a later day, or a length such as 2w")
    if new.until - opened.now > LONGEST_SNOOZE:
        raise InvalidValue(f"{day(new.until)} is more than a year away: name a day within a year, to look at it again")
    state = narrowed(opened, [forecast]).book.situation(forecast, opened.now).state
    if state not in ("open", "due"):
        raise Refused(f"{forecast.full_id} is {state}: there is nothing to put off")


def _given(fields: Mapping[str, str]) -> dict[str, str]:
    """The lines of a form that were filled in."""
    return {name: text.strip() for name, text in fields.items() if text.strip()}


def _insisting(agreed: Collection[str]) -> Ask:
    """What to do with doubts: the person has agreed to some, and is asked about the others."""

    def ask(doubts: Sequence[str]) -> None:
        if left := [doubt for doubt in doubts if doubt not in agreed]:
            raise Unsure(left)

    return ask
