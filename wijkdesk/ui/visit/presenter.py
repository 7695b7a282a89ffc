"""What happens in a visit: the note, scores and words, needs, steps; reads and writes through services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import shown
from wijkdesk.core.errors import WijkError
from wijkdesk.core.i18n import _, format_day, format_time, ngettext
from wijkdesk.core.ids import ZERO, Id
from wijkdesk.models.life_domain import Effect, Need, NeedState, view_id
from wijkdesk.models.visit import Statement
from wijkdesk.services import drafts, needs, statements, views, visits
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.session import Session, from_moment
from wijkdesk.services.statements import Paragraph, Written
from wijkdesk.services.visits import Visit
from wijkdesk.ui.visit import shaping
from wijkdesk.ui.visit.agreements import Agreements, Typed
from wijkdesk.ui.visit.notebook import Notebook
from wijkdesk.ui.visit.shaping import Looking
from wijkdesk.ui.visit.states import Column, Score, VisitState

KINDS = frozenset(
    {
        "contact_moment", "statement", "life_domain_view", "life_domain", "factor", "urgent_need", "step",
        "promise", "appointment", "sign_off", "person", "membership", "household",
    }
)  # fmt: skip


class VisitPresenter:
    """One screen, one visit at a time. `render` draws a state, `answer` tells about the line being typed."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        shell: Shell,
        render: Callable[[VisitState], None],
        answer: Callable[[Typed], None],
    ) -> None:
        self.session, self.jobs, self.shell = session, jobs, shell
        self._render = render
        self.agreements = Agreements(session, shell, self.current, self.write, self.show, answer)
        self.visit: Visit | None = None
        self.state = VisitState()
        self.look = Looking()
        self.book = Notebook(ZERO)
        self.me = session.me.id
        self.folded = visits.is_folded(session)
        self._caret: tuple[Id, int] | None = None
        self._also: dict[Id, str] = {}
        self._spoken: dict[
            tuple[Id, Id], Statement | None
        ] = {}  # words as they stood when typing in them began
        self._replaced: dict[Id, Id] = {}
        self._age = 0
        self._pending = 0
        self._reading = self._again = False
        self._closed = False

    # -- opening -----------------------------------------------------------------------------------

    def open(self, moment: Id) -> None:
        """Show a visit; what is typed in another one is written first."""
        if self.book.moment != moment:
            self._leave()
            self.book = Notebook(moment)
        self.reload()

    def _leave(self) -> None:
        """Away from the visit in sight; until the next is read nothing can be typed into the wrong one."""
        self.state = VisitState(folded=self.folded)
        self._render(self.state)  # first: parts that go give their words to the visit they belong to
        self.commit()
        self.book, self.look, self.visit = Notebook(ZERO), Looking(fits=self.look.fits), None
        self.agreements.warning = ""

    def start(self, household: Id, appointment: Id | None = None) -> None:
        """Go on with the visit that runs, or begin one."""
        self._leave()
        self.jobs.write(partial(self._begin, household, appointment), owner=self, done=self.open)

    def _begin(self, household: Id, appointment: Id | None) -> Id:
        if appointment is None and (running := visits.running(self.session, household)) is not None:
            return running.id
        return visits.start(self.session, household, appointment=appointment).id

    def reload(self) -> None:
        """Read the visit again; one read at a time, and one more when something changed meanwhile."""
        if self.book.moment == ZERO:
            return
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        self.jobs.read(
            partial(_read, self.session, self.book.moment, self._age),
            owner=self,
            done=self._on_loaded,
            failed=self._on_unread,
        )

    def _on_unread(self, error: WijkError) -> None:
        self._reading = False
        self.shell.trouble(error)

    def _on_loaded(self, found: tuple[int, Visit]) -> None:
        self._reading = False
        age, visit = found
        stale = age != self._age or visit.moment.id != self.book.moment
        if stale or self._pending or self._again:
            if not self._pending:  # the write that is under way reads again when it is done
                self.reload()
            return
        first = self.visit is None
        self.visit = visit
        self.book.take(visit.notes, visit.drafts, visit.names, self.me)
        self._look_who_else()
        if first:
            self._come_back(visit)
        self.show()
        self._replaced, self._caret = {}, None

    def _look_who_else(self) -> None:
        """Of paragraphs that are being typed in: who else changed them, by name."""
        shown = [self.book.shown[row] for row in sorted(self.book.behind)]
        if not shown:
            self._also = {}
            return
        work = partial(_who_else, self.session, shown)
        self.jobs.read(work, owner=self, done=self._on_who_else)

    def _on_who_else(self, found: dict[Id, str]) -> None:
        if found != self._also:
            self._also = found
            self.show()

    def _come_back(self, visit: Visit) -> None:
        """To the caret of the newest draft, and the words of scores that were being typed."""
        rows = {view.id: key for key, view in visit.views.items()}
        for draft in reversed(visit.drafts):
            key = rows.get(draft.row) or _key(draft.place)
            if draft.field == "words" and key is not None:
                self.look = replace(
                    self.look, open=key[1], words={**self.look.words, key: (draft.text, draft.caret)}
                )
            elif draft.field == "text" and draft.caret >= 0:
                self._caret = (draft.row, draft.caret)

    def refresh(self, changes: ChangeSet) -> None:
        """Something was written somewhere: read again when it is about this visit."""
        if changes.touches(*KINDS):
            self.reload()

    # -- showing -----------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw the state anew from what was read and what is being typed."""
        if self.visit is None:
            return
        self.state = self._shape(self.visit)
        self._render(self.state)

    def _shape(self, visit: Visit) -> VisitState:
        now = self.session.now()
        people = shaping.columns(visit)
        page = self._page(people)
        began = from_moment(visit.moment.started) if visit.moment.started else now
        in_note, in_agreed, elsewhere = shaping.marks(visit)
        filled = sum(bool(item.text.strip()) for item in self.book.items)
        return VisitState(
            moment=visit.moment.id,
            household=shown(visit.household.caption),
            title=visit.moment.purpose or visit.moment.caption,
            when=f"{format_day(began.date(), short=True, year=began.year != now.year)}, {format_time(began)}",
            pill=visit.signed.words if visit.signed else "",
            pill_tone="warn" if visit.signed and visit.signed.changed else "ok",
            finished=visit.moment.ended is not None,
            discreet=shaping.is_discreet(),
            needs=shaping.need_lines(visit),
            urgent=shaping.urgent_words(visit),
            columns=page,
            everyone=tuple(people),
            pages=self._pages(people, page),
            can_back=self.look.page > 0,
            can_next=(self.look.page + 1) * self.look.fits < len(people),
            domains=shaping.domain_lines(visit, people, page, self.look),
            missing=shaping.missing(visit, people),
            note=shaping.note_state(visit, self.book.items, self._replaced, self._caret, self._also),
            note_count=ngettext("{n} regel", "{n} regels", filled).format(n=filled) if filled else "",
            steps=shaping.step_lines(visit, now.date()),
            promises=shaping.promise_lines(visit, now.date()),
            appointment=shaping.appointment_words(visit, now),
            folded=self.folded,
            warning=self.agreements.warning,
            invitations=shaping.invitations(visit, people),
            note_marks=in_note,
            agreed_marks=in_agreed,
            other_marks=elsewhere,
        )

    def _page(self, people: Sequence[Column]) -> tuple[Column, ...]:
        fits = self.look.fits
        last = max(0, (len(people) - 1) // fits)
        self.look = replace(self.look, page=min(self.look.page, last))
        return tuple(people[self.look.page * fits :][:fits])

    def _pages(self, people: Sequence[Column], page: Sequence[Column]) -> str:
        if len(people) <= self.look.fits:
            return ""
        first = self.look.page * self.look.fits + 1
        return _("{first}-{last} van {all}").format(first=first, last=first + len(page) - 1, all=len(people))

    def make_room(self, fits: int) -> None:
        """So many people fit beside each other now; the first one shown stays in sight."""
        if fits != self.look.fits:
            first = self.look.page * self.look.fits
            self.look = replace(self.look, fits=fits, page=first // fits)
            self.show()

    def turn_page(self, by: int) -> None:
        """Show other people."""
        self.look = replace(self.look, page=max(0, self.look.page + by))
        self.show()

    def open_domain(self, domain: Id | None) -> None:
        """Open one domain and close the other; None closes."""
        self.look = replace(self.look, open=domain)
        self.show()

    def fold(self) -> None:
        """Fold the domains away for the note, or back."""
        self.folded = not self.folded
        self.jobs.write(partial(visits.set_folded, self.session, self.folded), owner=self)
        self.show()

    # -- writing -----------------------------------------------------------------------------------

    def current(self) -> Visit | None:
        """The visit as it was last read."""
        return self.visit

    def write(self, work: Callable[[], ChangeSet]) -> None:
        """Do something on the write lane, and tell the window what changed."""
        self._age += 1
        self._pending += 1
        self.jobs.write(work, owner=self, done=self._on_written, failed=self._on_failed)

    def _on_written(self, changes: ChangeSet) -> None:
        self._settle()
        if self._closed:
            return
        self.shell.changed(changes)
        if not changes.touches(*KINDS):
            self.reload()

    def _on_failed(self, error: WijkError) -> None:
        self._settle()
        self.shell.trouble(error)
        self.reload()

    def _settle(self) -> None:
        self._age += 1
        self._pending -= 1

    def set_score(self, person: Id, domain: Id, score: Score) -> None:
        """Give a score."""
        if self.visit is not None:
            self.write(partial(views.set_score, self.session, self.visit.moment, person, domain, score))

    def set_words(self, person: Id, domain: Id, text: str) -> None:
        """Keep someone's own words; nothing happens when they are as before."""
        if self.visit is None:
            return
        said = self._spoken.pop((person, domain), self.visit.words.get((person, domain)))
        typed = {key: value for key, value in self.look.words.items() if key != (person, domain)}
        was_draft = len(typed) != len(self.look.words)
        self.look = replace(self.look, words=typed)
        if was_draft or text.strip() != ((said.text or "") if said else ""):
            work = partial(views.set_words, self.session, self.visit.moment, person, domain, text, shown=said)
            self.write(work)

    def draft_words(self, person: Id, domain: Id, text: str, caret: int) -> None:
        """Keep own words that are being typed."""
        if self.visit is None:
            return
        moment = self.visit.moment
        self._spoken.setdefault((person, domain), self.visit.words.get((person, domain)))
        self.look = replace(self.look, words={**self.look.words, (person, domain): (text, caret)})
        row = view_id(moment.space, moment.id, person, domain)
        place = f"{visits.PLACE}/{moment.id.hex()}/words/{person.hex()}/{domain.hex()}"
        keep = partial(
            drafts.keep, self.session, moment.space, "life_domain_view", row, "words", text,
            caret=caret, place=place,
        )  # fmt: skip
        self.jobs.write(keep, owner=self)

    def set_factor(self, domain: Id, effect: Effect, text: str, factor: Id | None) -> None:
        """Write what is strong or a worry."""
        if self.visit is None:
            return
        old = next((one.text or "" for one in self.visit.factors if one.id == factor), "")
        if text.strip() != old:
            moment = self.visit.moment
            self.write(partial(views.set_factor, self.session, moment, domain, effect, text, factor))

    def set_need(self, need: Need, state: str) -> None:
        """Say how a basic need stands."""
        if self.visit is None:
            return
        known = {one.value: one for one in NeedState}
        home = self.visit.household
        self.write(partial(needs.set_state, self.session, home, need, known.get(state)))

    def set_need_words(self, need: Need, words: str) -> None:
        """Write in short what a need is about."""
        found = self.visit.needs.get(need) if self.visit else None
        if self.visit is None:
            return
        state = found.state if found else NeedState.NOW
        home = self.visit.household
        self.write(partial(needs.set_state, self.session, home, need, state, note=words.strip() or None))

    def set_present(self, people: Sequence[Id]) -> None:
        """Say who is here."""
        if self.visit is not None:
            self.write(partial(visits.set_present, self.session, self.visit.moment, tuple(people)))

    # -- the note ----------------------------------------------------------------------------------

    def note_edited(self, items: Sequence[Paragraph]) -> None:
        """The worker typed; nothing is written yet."""
        if self.visit is not None:
            self.book.edited(items)

    def commit(self) -> None:
        """Write what was typed in the note: focus left the paragraph, Ctrl+S, or a rest of five minutes."""
        if self.visit is None:
            return
        shown, seen, moment = dict(self.book.shown), dict(self.book.seen), self.visit.moment
        items, gone = self.book.sending()
        if not items and not gone:
            return
        self._age += 1
        self._pending += 1
        work = partial(statements.write, self.session, moment, items, shown=shown, removed=gone, seen=seen)
        self.jobs.write(work, owner=self, done=self._on_noted, failed=partial(self._on_not_noted, items))

    def _on_noted(self, written: Written) -> None:
        self._replaced |= written.replaced
        for row in list(self.book.seen):
            self.book.seen.pop(row)
        self._on_written(written.changes)

    def _on_not_noted(self, items: Sequence[Paragraph], error: WijkError) -> None:
        self.book.unsent(items)
        self._settle()
        self.shell.trouble(error)

    def keep_drafts(self, current: Id | None = None, caret: int = -1) -> None:
        """Keep what is being typed, on the write lane."""
        for work in self._keeping(current, caret):
            self.jobs.write(work, owner=self)

    def keep_now(self, current: Id | None = None, caret: int = -1) -> None:
        """Keep it at once: the screen is about to be covered or to end."""
        try:
            for work in self._keeping(current, caret):
                work()
        except WijkError as error:
            self.shell.trouble(error)

    def _keeping(self, current: Id | None, caret: int) -> list[Callable[[], None]]:
        if self.visit is None:
            return []
        space = self.visit.moment.space
        return [
            partial(drafts.drop, self.session, self.book.left()),
            *(partial(
                drafts.keep, self.session, space, "statement", item.id, "text", item.text,
                caret=caret if item.id == current else -1, place=self.book.place(item),
            )
            for item in self.book.typed())
        ]  # fmt: skip

    # -- leaving -------------------------------------------------------------------------------------

    def finish(self) -> None:
        """End the visit; it stays open for changes."""
        self.commit()
        if self.visit is not None:
            self.write(partial(visits.finish, self.session, self.visit.moment))

    def paper(self, which: str) -> None:
        """To the page for the family, or the visit note."""
        self.commit()
        if self.visit is not None:
            self.shell.open("papers", contact_moment=self.visit.moment.id, paper=which)

    def close(self) -> None:
        """The screen is going: write what was typed, and draw nothing any more."""
        self.commit()
        self._render, self.visit, self._closed = _nowhere, None, True
        self.book = Notebook(ZERO)

    def back(self) -> None:
        """To where the worker came from."""
        self.commit()
        self.shell.back()


def _read(session: Session, moment: Id, age: int) -> tuple[int, Visit]:
    """The visit with the number of the moment it was asked at."""
    return age, visits.load(session, moment)


def _who_else(session: Session, shown: Sequence[Statement]) -> dict[Id, str]:
    """Who else wrote the text of each paragraph since it was shown so."""
    found = {
        note.id: drafts.also_changed(session, note, "text", drafts.seen(session, note, "text"))
        for note in shown
    }
    return {row: who for row, who in found.items() if who}


def _nowhere(_what: object) -> None:
    """Where states go when the screen is gone."""


def _key(place: str) -> tuple[Id, Id] | None:
    """Person and domain of a draft of own words."""
    parts = place.split("/")
    if len(parts) != 5 or parts[2] != "words":
        return None
    return Id(bytes.fromhex(parts[3])), Id(bytes.fromhex(parts[4]))
