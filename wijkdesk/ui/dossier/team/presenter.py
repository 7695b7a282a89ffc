"""Who works in this dossier: colleagues of it, who can be added, who is responsible; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.dossier import SpaceKind
from wijkdesk.models.roles import may_have
from wijkdesk.services import colleagues, dossiers
from wijkdesk.services.colleagues import Colleague
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.session import Session


@dataclass(frozen=True)
class Mate:
    """A colleague in words; `fixed` = cannot be taken off: oneself, or who is responsible."""

    user: Id
    name: str
    detail: str
    responsible: bool = False
    fixed: bool = False
    me: bool = False

    @property
    def caption(self) -> str:
        """The name as it stands in the list."""
        return _("{name} (jij)").format(name=self.name) if self.me else self.name


@dataclass(frozen=True)
class State:
    """Who is in and who could be. `visible` is false without colleagues, and for a practice household."""

    visible: bool = False
    mates: tuple[Mate, ...] = ()
    others: tuple[Mate, ...] = ()


@dataclass
class TeamPresenter:
    """One dossier at a time."""

    session: Session
    jobs: Jobs
    shell: Shell
    render: Callable[[State], None]
    state: State = field(default_factory=State)
    household: Id | None = None

    def open(self, household: Id) -> None:
        """Show who works in the dossier of a household."""
        if household != self.household:
            self.state = State()
            self.render(self.state)
        self.household = household
        self.load()

    def refresh(self, _changes: ChangeSet) -> None:
        """Read anew: that a colleague was let in is no row that changes."""
        self.load()

    def load(self) -> None:
        """Read who is in."""
        if self.household is not None:
            self.jobs.read(partial(_read, self.session, self.household), owner=self, done=self._on_read)

    def _on_read(self, state: State) -> None:
        self.state = state
        self.render(state)

    def add(self, user: Id) -> None:
        """Let a colleague work in this dossier."""
        said = _("{name} werkt nu mee aan dit dossier.").format(name=self._name(user))
        self._write(partial(_assign, self.session, self.household, user), said)

    def remove(self, user: Id) -> None:
        """End a colleague's work in this dossier."""
        said = _("{name} krijgt niets nieuws meer van dit dossier.").format(name=self._name(user))
        self._write(partial(_unassign, self.session, self.household, user), said)

    def make_responsible(self, user: Id) -> None:
        """Name who is responsible from now on."""
        said = _("{name} is nu verantwoordelijk.").format(name=self._name(user))
        self._write(partial(_answer_for, self.session, self.household, user), said, undo=True)

    def question(self, user: Id) -> str:
        """What taking someone off means."""
        return _("{name} krijgt niets nieuws meer. Wat al op die laptop staat, blijft daar staan.").format(
            name=self._name(user)
        )

    def _name(self, user: Id) -> str:
        everyone = (*self.state.mates, *self.state.others)
        return next((mate.name for mate in everyone if mate.user == user), "")

    def _write(self, work: Callable[[], ChangeSet], said: str, *, undo: bool = False) -> None:
        self.jobs.write(work, owner=self, done=partial(self._on_written, said, undo))

    def _on_written(self, said: str, undo: bool, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(said, undo=undo)
        self.load()


def _read(session: Session, household: Id) -> State:
    home = dossiers.household_of(session, household)
    if home is None or session.store.is_local(home.space):
        return State()
    everyone = colleagues.colleagues(session)
    inside = set(dossiers.assigned_users(session, home.space))
    dossier = dossiers.dossier_of(session, home.space)
    answers = dossier.responsible if dossier else None
    may = {one.user for one in everyone if may_have(one.role, SpaceKind.DOSSIER)}
    mates = [_mate(session, one, answers) for one in everyone]
    return State(
        visible=len(everyone) > 1,
        mates=tuple(sorted((mate for mate in mates if mate.user in inside), key=_responsible_first)),
        others=tuple(mate for mate in mates if mate.user not in inside and mate.user in may),
    )


def _mate(session: Session, one: Colleague, answers: object) -> Mate:
    responsible = session.worker_of(one.user).id == answers
    return Mate(one.user, shown(one.name), one.function, responsible, responsible or one.me, one.me)


def _responsible_first(mate: Mate) -> bool:
    return not mate.responsible


def _assign(session: Session, household: Id | None, user: Id) -> ChangeSet:
    home = dossiers.household_of(session, household) if household else None
    return dossiers.assign(session, home.space, user) if home else ChangeSet()


def _unassign(session: Session, household: Id | None, user: Id) -> ChangeSet:
    home = dossiers.household_of(session, household) if household else None
    return dossiers.unassign(session, home.space, user) if home else ChangeSet()


def _answer_for(session: Session, household: Id | None, user: Id) -> ChangeSet:
    home = dossiers.household_of(session, household) if household else None
    return dossiers.set_responsible(session, home.space, user) if home else ChangeSet()
