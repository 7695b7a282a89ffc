"""The frame of a dossier: its name, what is urgent, which tab; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import discreet, shown
from wijkdesk.core.i18n import _, format_day, format_when, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.core.text import fold
from wijkdesk.services import (
    break_glass,
    dossiers,
    erasing,
    expiring,
    needs,
    overview,
    practice,
    record_status,
    standing_in,
    visits,
)
from wijkdesk.services.break_glass import Glass
from wijkdesk.services.overview import Overview
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.record_status import Status
from wijkdesk.services.session import Session, from_moment
from wijkdesk.services.standing_in import StandsIn
from wijkdesk.services.wording import join, language_name, now_needed

OVERVIEW, PEOPLE, CONTACTS, DOCUMENTS, ACCESS, PAST = (
    "overview", "people", "contacts", "documents", "access", "past",
)  # fmt: skip
TABS = (OVERVIEW, PEOPLE, CONTACTS, DOCUMENTS, ACCESS, PAST)
_KINDS = (
    "household", "dossier", "address", "language_profile", "person", "membership", "contact_moment",
    "urgent_need", "appointment", "break_glass", "stand_in",
)  # fmt: skip


@dataclass(frozen=True)
class State:
    """Header of the dossier; `glass` = break-glass that runs, in words; `lent` = this user reads by it; `standing` =
    who stands in, in words."""

    household: Id | None = None
    space: Id | None = None
    name: str = ""
    tab: str = OVERVIEW
    urgent: str = ""
    clash: str = ""
    practice: bool = False
    shielded: bool = False
    subtitle: str = ""
    others: tuple[tuple[Id, str], ...] = ()
    gone: bool = False
    running: bool = False
    discreet: bool = False
    glass: str = ""
    standing: str = ""
    lent: bool = False
    status: Status | None = None


@dataclass
class DossierPresenter:
    """One household at a time; the tabs have presenters of their own."""

    session: Session
    jobs: Jobs
    shell: Shell
    render: Callable[[State], None]
    state: State = field(default_factory=State)

    def open(self, household: Id, tab: str = "") -> None:
        """Show a household, on a tab when one is named."""
        same = household == self.state.household
        tab = tab if tab in TABS else (self.state.tab if same else OVERVIEW)
        self.state = replace(self.state, tab=tab) if same else State(household=household, tab=tab)
        self.render(self.state)
        self.load()

    def show(self, tab: str) -> None:
        """Go to another tab."""
        self.state = replace(self.state, tab=tab)
        self.render(self.state)

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew when something in the header changed."""
        if changes.touches(*_KINDS):
            self.load()
        elif self.state.space is not None:
            work = partial(record_status.of_dossier, self.session, self.state.space)
            self.jobs.read(work, owner=self, done=self._on_status)

    def _on_status(self, status: Status) -> None:
        if status is not self.state.status and self.state.space is not None:
            self.state = replace(self.state, status=status)
            self.render(self.state)

    def load(self) -> None:
        """Read the header."""
        household = self.state.household
        if household is not None:
            self.jobs.read(partial(_look, self.session, household), owner=self, done=self._on_read)

    def _on_read(self, found: State) -> None:
        if found.household == self.state.household:
            self.state = replace(found, tab=self.state.tab)
            self.render(self.state)

    # ---- acts

    def visit(self) -> None:
        """Begin a visit, or go on with the one that was begun."""
        if not self.state.gone:
            self.shell.open("visit", household=self.state.household)

    def paper(self) -> None:
        """Make the page for the family."""
        self.shell.open("papers", household=self.state.household, paper="family")

    def other(self, household: Id) -> None:
        """Look at another household of this dossier."""
        self.shell.open("dossier", household=household)

    def rename(self, name: str) -> None:
        """Give the household another name."""
        self._write(partial(_rename, self.session, self.state.household, name))

    def shield(self) -> None:
        """Take the dossier off the team's list of names, or put it on again."""
        self._write(partial(_shield, self.session, self.state.household, not self.state.shielded))

    def remove_practice(self) -> None:
        """Throw the practice household away."""
        self.jobs.write(partial(practice.remove, self.session), owner=self, done=self._on_practice_gone)

    def _on_practice_gone(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(_("Oefengezin is weg"), undo=True)
        self.shell.open("households")

    def erase_named(self, ground: str, typed: str) -> None:
        """Erase the dossier when the name was typed as it stands; else say that nothing happened."""
        space, name = self.state.space, self.state.name
        if fold(typed) != fold(name) or space is None:
            self.shell.toast(_("Dat is niet de naam van dit huishouden. Er is niets gewist."))
            return
        work = partial(erasing.erase_dossier, self.session, space, ground)
        self.jobs.write(work, owner=self, done=self._on_erased)

    def _on_erased(self, changes: ChangeSet) -> None:
        self.shell.open("households")
        self.shell.changed(changes)
        self.shell.toast(_("Dossier is gewist"))

    def bin(self) -> None:
        """Lay the household in the bin."""
        work = partial(_bin, self.session, self.state.household)
        self.jobs.write(work, owner=self, done=self._on_binned)

    def _on_binned(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(_("Huishouden ligt in de prullenbak"), undo=True)
        self.shell.open("households")

    def _write(self, work: Callable[[], ChangeSet]) -> None:
        self.jobs.write(work, owner=self, done=self.shell.changed)


def _rename(session: Session, household: Id | None, name: str) -> ChangeSet:
    home = dossiers.household_of(session, household) if household else None
    return dossiers.rename(session, home, name) if home else ChangeSet()


def _shield(session: Session, household: Id | None, on: bool) -> ChangeSet:
    home = dossiers.household_of(session, household) if household else None
    return dossiers.set_shielded(session, home.space, on) if home else ChangeSet()


def _bin(session: Session, household: Id | None) -> ChangeSet:
    home = dossiers.household_of(session, household) if household else None
    return dossiers.bin_household(session, home) if home else ChangeSet()


def _look(session: Session, household: Id) -> State:
    found = overview.overview(session, household)
    if found is None:
        return State(household=household, name=_("Niet op deze laptop"), gone=True)
    dossier = dossiers.dossier_of(session, found.household.space)
    glasses = [glass for glass in break_glass.of_dossier(session, found.household.space) if glass.open]
    return State(
        glass="\n".join(glass_words(session, glass) for glass in glasses),
        lent=any(glass.mine for glass in glasses) and expiring.is_lent(session, found.household.space),
        standing="\n".join(
            standing_words(one) for one in standing_in.running(session, found.household.space)
        ),
        household=household,
        space=found.household.space,
        name=shown(found.household.caption),
        urgent=_urgent(found),
        clash=_("Twee versies: kies") if found.clashes else "",
        practice=bool(dossier and dossier.practice),
        shielded=bool(dossier and dossier.shielded),
        subtitle=_subtitle(session, found),
        others=tuple((one.id, shown(one.caption)) for one in found.others),
        gone=found.household.deleted,
        running=visits.running(session, household) is not None,
        discreet=discreet(),
        status=record_status.of_dossier(session, found.household.space),
    )


def glass_words(session: Session, glass: Glass) -> str:
    """One break-glass in a sentence: who, until when, why; of oneself how long it still runs."""
    now = session.now()
    until, reason = format_when(glass.until, now), glass.reason
    if glass.mine:
        left = max(1, -(-int((glass.until - now).total_seconds()) // 3600))
        hours = ngettext("nog {n} uur", "nog {n} uur", left).format(n=left)
        return _("Je leest dit dossier tot {until} ({hours}). Reden: {reason}").format(
            until=until, hours=hours, reason=reason
        )
    return _("{name} leest dit dossier tot {until}. Reden: {reason}").format(
        name=shown(glass.who), until=until, reason=reason
    )


def standing_words(one: StandsIn) -> str:
    """Standing in, in a sentence: who, for whom, until and including which day."""
    day = format_day(one.until)
    if one.mine:
        return _("Jij neemt dit dossier waar voor {name}, tot en met {day}.").format(
            name=shown(one.for_whom), day=day
        )
    return _("{name} neemt dit dossier waar tot en met {day}.").format(name=shown(one.who), day=day)


def _urgent(found: Overview) -> str:
    return now_needed([need.label for need in needs.urgent(found.needs)])


def _subtitle(session: Session, found: Overview) -> str:
    parts: list[str] = []
    for address in found.addresses:
        safe = address.space != found.household.space
        parts.append(_("adres beschermd") if safe else shown(address.caption))
    codes = dict.fromkeys(profile.language for profile in found.languages if profile.language)
    names = [language_name(code) for code in codes if code]
    if names:
        parts.append(join(names))
    if found.last is not None and found.last.started:
        when = format_when(from_moment(found.last.started), session.now())
        parts.append(_("laatste contact {when}, {kind}").format(when=when, kind=found.last.caption))
    return " · ".join(parts)
