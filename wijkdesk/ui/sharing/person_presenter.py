"""One colleague: laptops, administration, leaving, a lost laptop; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.errors import UserError, WijkError
from wijkdesk.core.i18n import _
from wijkdesk.core.roles import Role
from wijkdesk.models.roles import in_team, label, sees
from wijkdesk.services import (
    administrators,
    admitting,
    colleagues,
    invitations,
    laptops,
    leaving,
    losing,
    outgoing,
    roles,
    servers,
)
from wijkdesk.services.servers import Connect, over_https
from wijkdesk.ui.sharing.person_state import MOMENT, Mode, Person, PersonState

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.core.ids import Id
    from wijkdesk.core.progress import Progress
    from wijkdesk.services.ports import Jobs, Shell
    from wijkdesk.services.session import Session


class PersonPresenter:
    """Shows one colleague at a time; `written` is called after each change, so that it is shared."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        shell: Shell,
        render: Callable[[PersonState], None],
        written: Callable[[ChangeSet], None],
        connect: Connect = over_https,
    ) -> None:
        self.session, self.jobs, self.shell = session, jobs, shell
        self.state = PersonState()
        self._render, self._written, self._connect = render, written, connect

    def open(self, user: Id) -> None:
        """Show a colleague."""
        self.jobs.read(partial(self._read, user), owner=self, done=self._on_read)

    def _read(self, user: Id) -> Person:
        session = self.session
        worker = session.worker_of(user)
        trust = session.store.trusts[session.organisation]
        mine, role = admitting.is_admin(session), colleagues.role_of(session, user) or ""
        return Person(
            user=user,
            name=colleagues.name_of(session, user),
            function=worker.function or "",
            me=user == session.user,
            admin=trust.is_admin(user),
            has=leaving.had(session, user),
            laptops=tuple(laptops.laptops(session, user)),
            now=session.now(),
            i_administer=mine,
            can_make_admin=mine and administrators.holds_root(session) and in_team(role),
            can_invite=mine and servers.server_of(session) is not None,
            role=role,
            role_words=label(role),
            sees=sees(role),
        )

    def _on_read(self, person: Person) -> None:
        self._show(PersonState(person))

    def close(self) -> None:
        """Back to what is not safe yet, or from a question to the colleague: nothing has changed."""
        if self.state.mode is not Mode.ABOUT or self.state.code:
            self._show(PersonState(self.state.person))
        else:
            self._show(PersonState())

    def put_away(self) -> None:
        """Something else takes this place."""
        if self.state.person is not None:
            self._show(PersonState())

    def ask_leaving(self) -> None:
        """Say what taking this colleague out would do."""
        self._show(replace(self.state, mode=Mode.LEAVING, error=""))

    def leave(self) -> None:
        """Take the colleague out."""
        person = self.state.person
        if person is not None and not self.state.busy:
            done = _("{name} is uit de organisatie. De sleutels zijn vernieuwd.").format(name=person.name)
            self._write(partial(leaving.remove_colleague, self.session, person.user), done, closes=True)

    def ask_lost(self, device: Id) -> None:
        """Ask when and where a laptop was lost."""
        self._show(replace(self.state, mode=Mode.LOST, device=device, error="", field=""))

    def report_lost(self, noticed: str, place: str, note: str) -> None:
        """Put the laptop out and ask it to wipe itself."""
        device, person = self.state.device, self.state.person
        if device is None or person is None or self.state.busy:
            return
        try:
            when = dt.datetime.strptime(noticed.strip(), MOMENT).astimezone()
        except ValueError:
            self._show(
                replace(self.state, error=_("Schrijf bijvoorbeeld 28-11-2026 14:30."), field="noticed")
            )
            return
        work = partial(losing.report_lost, self.session, device, when, place, note)
        self._write(work, _("De laptop is uitgezet. Bij contact wist hij zichzelf."), closes=True)

    def make_administrator(self) -> None:
        """Let this colleague invite, let in and take out as well."""
        if (person := self.state.person) is not None:
            done = _("{name} is nu ook beheerder.").format(name=person.name)
            self._write(partial(administrators.make_administrator, self.session, person.user), done)

    def take_back(self) -> None:
        """This colleague is no administrator any more."""
        if (person := self.state.person) is not None:
            done = _("{name} is geen beheerder meer.").format(name=person.name)
            self._write(partial(administrators.take_back, self.session, person.user), done)

    def change_role(self, role: str) -> None:
        """Give this colleague another role."""
        person = self.state.person
        if person is not None and role != person.role:
            done = _("{name} is nu {role}.").format(name=person.name, role=label(role))
            self._write(partial(roles.change_role, self.session, person.user, Role(role)), done)

    def _write(self, work: Callable[[], ChangeSet], done: str, *, closes: bool = False) -> None:
        self._show(replace(self.state, busy=True, error="", field=""))
        self.jobs.write(
            work, owner=self, done=partial(self._on_written, done, closes), failed=self._on_failed
        )

    def _on_written(self, done: str, closes: bool, changes: ChangeSet) -> None:
        person = self.state.person
        self._show(PersonState() if closes else PersonState(person))
        self.shell.toast(done)
        self._written(changes)
        if not closes and person is not None:
            self.open(person.user)

    def _on_failed(self, error: WijkError) -> None:
        field = error.field if isinstance(error, UserError) else ""
        self._show(replace(self.state, busy=False, error=error.sentences, field=field))

    # another laptop

    def invite_laptop(self, path: Path) -> None:
        """Make the invitation for another laptop of this colleague, in a file."""
        if (person := self.state.person) is not None:
            self._show(replace(self.state, busy=True, error=""))
            self.jobs.long(
                partial(self._invite, person.user, path), owner=self, done=self._on_invited,
                failed=self._on_failed, title=_("Uitnodiging maken"),
            )  # fmt: skip

    def _invite(self, user: Id, path: Path, _progress: Progress) -> Path:
        raw = laptops.invite_laptop(self.session, user, self._connect)
        return outgoing.write_file(_whole(path), raw)

    def _on_invited(self, path: Path) -> None:
        self._show(replace(self.state, busy=False))
        self.shell.toast(_("Bewaard als {file}. Open het op de nieuwe laptop.").format(file=path.name))

    def prepare_own(self, source: Path, target: Path) -> None:
        """On the old laptop: put one's own key in the invitation, under a code that is shown once."""
        self._show(replace(self.state, busy=True, error=""))
        self.jobs.write(
            partial(self._prepare, source, target), owner=self, done=self._on_prepared, failed=self._on_failed
        )

    def _prepare(self, source: Path, target: Path) -> tuple[str, ...]:
        invitation = invitations.read_file(source, self.session.store.clock.now_ms())
        raw, code = laptops.with_own_code(self.session, invitation)
        outgoing.write_file(_whole(target), raw)
        return code

    def _on_prepared(self, code: tuple[str, ...]) -> None:
        self._show(replace(self.state, busy=False, code=code))

    def _show(self, state: PersonState) -> None:
        self.state = state
        self._render(state)


def _whole(path: Path) -> Path:
    ending = invitations.ENDING
    return path if path.suffix == ending else path.with_name(path.name + ending)
