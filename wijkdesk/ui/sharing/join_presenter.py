"""Joining with an invitation, on the first run: the file, a name, and off; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.errors import UserError, WijkError
from wijkdesk.core.i18n import _, format_when
from wijkdesk.services import invitations, joining
from wijkdesk.services.invitations import InvitationFile
from wijkdesk.services.servers import Server

if TYPE_CHECKING:
    from wijkdesk.services.ports import Jobs
    from wijkdesk.services.session import Session


@dataclass(frozen=True)
class JoinState:
    """`invitation` once a good file was chosen; an error stands at a field, or at the file when `field` is empty."""

    invitation: InvitationFile | None = None
    until: str = ""
    busy: bool = False
    error: str = ""
    field: str = ""

    @property
    def again(self) -> bool:
        """Whether it is for another laptop of someone who is in already."""
        return self.invitation is not None and self.invitation.user is not None

    @property
    def host(self) -> str:
        """The server that it leads to."""
        if self.invitation is None:
            return ""
        return Server(self.invitation.url, self.invitation.certificate).host


class JoinPresenter:
    """Gives the session that joined to `done`; `back` = found an organisation after all."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        render: Callable[[JoinState], None],
        done: Callable[[Session], None],
        back: Callable[[Session], None],
    ) -> None:
        self.session, self.jobs = session, jobs
        self.state = JoinState()
        self._render, self._done, self._back = render, done, back

    def take_file(self, path: Path) -> None:
        """Read the chosen file."""
        work = partial(invitations.read_file, path, self.session.store.clock.now_ms())
        self.jobs.read(work, owner=self, done=self._on_file, failed=self._on_bad_file)

    def _on_file(self, found: InvitationFile) -> None:
        until = dt.datetime.fromtimestamp(found.expires / 1000).astimezone()
        self._show(JoinState(found, format_when(until, self.session.now())))

    def _on_bad_file(self, error: WijkError) -> None:
        self._show(JoinState(error=error.sentences))

    def join(self, name: str, function: str) -> None:
        """Make the keys; nothing is sent before the first contact."""
        invitation = self.state.invitation
        if invitation is None:
            self._show(replace(self.state, error=_("Kies eerst het bestand van de uitnodiging."), field=""))
        elif not self.state.busy:
            self._show(replace(self.state, busy=True, error="", field=""))
            self.jobs.write(
                partial(joining.start, self.session, invitation, name, function),
                owner=self, done=self._on_joined, failed=self._on_failed,
            )  # fmt: skip

    def join_again(self, code: str) -> None:
        """Another laptop of a member: the code gives his own key."""
        invitation = self.state.invitation
        if invitation is not None and not self.state.busy:
            self._show(replace(self.state, busy=True, error="", field=""))
            self.jobs.write(
                partial(joining.start_again, self.session, invitation, code),
                owner=self, done=self._on_joined, failed=self._on_failed,
            )  # fmt: skip

    def _on_joined(self, _nothing: None) -> None:
        self._done(self.session)

    def _on_failed(self, error: WijkError) -> None:
        field = error.field if isinstance(error, UserError) else ""
        self._show(replace(self.state, busy=False, error=error.sentences, field=field))

    def go_back(self) -> None:
        """No invitation after all."""
        self._back(self.session)

    def _show(self, state: JoinState) -> None:
        self.state = state
        self._render(state)
