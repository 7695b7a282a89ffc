"""Delen en veiligheid: share now, find a server, invite, let in, look at what was set apart; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import UserError, WijkError
from wijkdesk.core.i18n import _, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.core.roles import Role
from wijkdesk.services import (
    admitting,
    copied_profile,
    custody,
    invitations,
    joining,
    losing,
    lost_papers,
    outgoing,
    quarantine,
    servers,
    syncing,
)
from wijkdesk.services.servers import Connect, Server, over_https
from wijkdesk.ui.sharing.reading import read
from wijkdesk.ui.sharing.state import Facts, State

if TYPE_CHECKING:
    from wijkdesk.core.progress import Progress
    from wijkdesk.services.admitting import Newcomer
    from wijkdesk.services.custody import Custodian
    from wijkdesk.services.ports import Jobs, Shell
    from wijkdesk.services.quarantine import Apart
    from wijkdesk.services.session import Session
    from wijkdesk.services.syncing import SyncResult


class SharingPresenter:
    """`connect` = the way to a server; tests give their own."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        shell: Shell,
        render: Callable[[State], None],
        connect: Connect = over_https,
    ) -> None:
        self.session, self.jobs, self.shell = session, jobs, shell
        self.state = State()
        self._render = render
        self._connect = connect
        self._custodians: tuple[Custodian, ...] = ()

    def load(self) -> None:
        """Read anew how everything stands."""
        self.jobs.read(self._read, owner=self, done=self._on_read)

    def _read(self) -> Facts:
        return read(self.session)

    def _on_read(self, facts: Facts) -> None:
        self._show(replace(self.state, facts=facts))

    def _show(self, state: State) -> None:
        self.state = state
        self._render(state)

    # sharing

    def share(self) -> None:
        """Share now; while it runs, another press does nothing."""
        if self.state.busy or self._server() is None:
            return
        self._show(replace(self.state, busy=_("Bezig met delen…"), said=""))
        self.jobs.long(
            self._share, owner=self, done=self._on_shared, failed=self._on_failed, title=_("Delen")
        )  # fmt: skip

    def _share(self, progress: Progress) -> SyncResult:
        return syncing.sync_now(self.session, progress, self._connect)

    def _on_shared(self, result: SyncResult) -> None:
        self._show(replace(self.state, busy="", said=outcome(result)))
        self.shell.changed(result.changes)
        self.load()

    def _on_failed(self, error: WijkError) -> None:
        self._show(replace(self.state, busy=""))
        self.shell.trouble(error)

    def _server(self) -> Server | None:
        facts = self.state.facts  # F9 twice is quicker than the first look
        return facts.sharing.server if facts else servers.server_of(self.session)

    # the server

    def typed(self, address: str, founding: str) -> None:
        """Remember what is in the fields."""
        self.state = replace(self.state, address=address, founding=founding)

    def find_server(self) -> None:
        """Look which server answers, for a person to compare its number."""
        if self.state.busy:
            return
        self._show(replace(self.state, busy=_("Server zoeken…"), errors=(), found=None))
        self.jobs.long(
            self._look, owner=self, done=self._on_found, failed=self._on_not_found, title=_("Server zoeken")
        )  # fmt: skip

    def _look(self, _progress: Progress) -> Server:
        return servers.look_at(self.state.address, self.state.founding)

    def _on_found(self, server: Server) -> None:
        self._show(replace(self.state, busy="", found=server))

    def _on_not_found(self, error: WijkError) -> None:
        field = error.field if isinstance(error, UserError) else "url"
        self._show(replace(self.state, busy="", errors=((field, error.sentences),)))

    def forget_found(self) -> None:
        """The number differs, or the address was wrong: nothing was sent."""
        self._show(replace(self.state, found=None))

    def take_server(self) -> None:
        """The number is the same: share through this server from now on."""
        if self.state.found is not None:
            work = partial(servers.keep_server, self.session, self.state.found)
            self.jobs.write(work, owner=self, done=self._on_taken)

    def _on_taken(self, _nothing: None) -> None:
        self.state = replace(self.state, found=None, address="", founding="")
        self.jobs.read(self._read, owner=self, done=self._on_ready_to_share)

    def _on_ready_to_share(self, facts: Facts) -> None:
        self._on_read(facts)
        self.share()

    # people

    def invite(self, name: str, path: Path, role: str = Role.WORKER.value) -> None:
        """Make an invitation and put its file where the worker chose."""
        self._show(replace(self.state, busy=_("Uitnodiging maken…"), said=""))
        self.jobs.long(
            partial(self._invite, name, path, Role(role)), owner=self, done=partial(self._on_invited, name),
            failed=self._on_failed, title=_("Uitnodiging maken"),
        )  # fmt: skip

    def _invite(self, name: str, path: Path, role: Role, _progress: Progress) -> Path:
        raw = invitations.invite(self.session, name, connect=self._connect, role=role)
        whole = path if path.suffix == invitations.ENDING else path.with_name(path.name + invitations.ENDING)
        return outgoing.write_file(whole, raw)

    def _on_invited(self, name: str, path: Path) -> None:
        words = _("Uitnodiging bewaard als {file}. Geef dit bestand aan {name}.")
        self._show(replace(self.state, busy="", said=words.format(file=path.name, name=name)))
        self.shell.changed(ChangeSet())
        self.load()

    def admit(self, key: Id) -> None:
        """Both fingerprints were the same: let the newcomer in, and share that at once."""
        newcomer = self._newcomer(key)
        if newcomer is not None:
            work = partial(admitting.admit, self.session, newcomer)
            self.jobs.write(work, owner=self, done=partial(self._on_admitted, newcomer.name))

    def turn_away(self, key: Id) -> None:
        """The fingerprints differed: this laptop never comes in."""
        newcomer = self._newcomer(key)
        if newcomer is not None:
            work = partial(admitting.turn_away, self.session, newcomer)
            self.jobs.write(work, owner=self, done=self._on_turned_away)

    def _newcomer(self, key: Id) -> Newcomer | None:
        found = self.state.facts.newcomers if self.state.facts else ()
        return next((one for one in found if one.key == key), None)

    def _on_admitted(self, name: str, changes: ChangeSet) -> None:
        self.shell.toast(_("{name} is toegelaten.").format(name=name))
        self.people_written(changes)

    def _on_turned_away(self, changes: ChangeSet) -> None:
        self.shell.toast(_("Deze laptop is niet toegelaten."))
        self.people_written(changes)

    def people_written(self, changes: ChangeSet) -> None:
        """Something about people was decided: show it, and share it at once."""
        self.shell.changed(changes)
        self.load()
        self.share()

    def came_in(self, changes: ChangeSet) -> None:
        """A package brought something: show it, as after a round."""
        self.shell.changed(changes)
        self.load()

    # this laptop put back, and lost ones

    def offer_restored(self, path: Path) -> None:
        """Ask to be let in as another laptop of this user."""
        self.jobs.write(
            partial(self._offer_restored, path), owner=self, done=self._on_offered_restored,
            failed=self._on_failed,
        )  # fmt: skip

    def _offer_restored(self, path: Path) -> None:
        now = self.session.store.clock.now_ms()
        joining.offer_restored(self.session, invitations.read_file(path, now))

    def _on_offered_restored(self, _nothing: None) -> None:
        self.load()
        self.share()

    def lost_paper_name(self) -> str:
        """A name for the file of the paper about a lost laptop."""
        day = self.session.today().isoformat()
        return _("niet versleuteld - Laptop kwijt {day}.pdf").format(day=day)

    def save_lost_paper(self, row: Id, path: Path) -> None:
        """Make the paper for the authority."""
        work = partial(lost_papers.save, self.session, row, path)
        self.jobs.write(work, owner=self, done=self._on_paper, failed=self._on_failed)

    def _on_paper(self, path: Path) -> None:
        self.shell.toast(_("Bewaard als {file}.").format(file=path.name))

    def mark_reported(self, row: Id) -> None:
        """The report was made."""
        self.jobs.write(
            partial(losing.mark_reported, self.session, row), owner=self, done=self.people_written
        )

    # the emergency key

    def read_custodians(self, paths: tuple[Path, ...], ask: Callable[[str], None]) -> None:
        """Read three public files; `ask` gets their names and fingerprints to compare aloud."""
        self.jobs.read(
            partial(_custodians, paths), owner=self, done=partial(self._on_custodians, ask),
            failed=self._on_failed,
        )  # fmt: skip

    def _on_custodians(self, ask: Callable[[str], None], found: tuple[Custodian, ...]) -> None:
        self._custodians = found
        ask("\n".join(f"{one.name}: {one.fingerprint}" for one in found))

    def name_custodians(self) -> None:
        """The fingerprints were the same: make the emergency key."""
        work = partial(custody.name_custodians, self.session, self._custodians)
        self.jobs.write(work, owner=self, done=self._on_named, failed=self._on_failed)

    def _on_named(self, changes: ChangeSet) -> None:
        self.shell.toast(_("De noodsleutel is gemaakt."))
        self.people_written(changes)

    # what was set apart

    def offer_again(self, id: Id) -> None:
        """Let it be judged once more."""
        item = self._apart(id)
        if item is not None:
            work = partial(quarantine.offer_again, self.session, item)
            self.jobs.write(work, owner=self, done=partial(self._on_offered, item))

    def _apart(self, id: Id) -> Apart | None:
        return (
            next((one for one in self.state.facts.apart if one.id == id), None) if self.state.facts else None
        )

    def _on_offered(self, item: Apart, offered: quarantine.Offered) -> None:
        if not offered.left:
            self.shell.toast(_("Het klopt nog steeds niet. Het blijft apart staan."))
        elif item.outgoing:
            self.shell.toast(_("Het gaat mee bij het volgende contact."))
        else:
            self.shell.toast(_("Het klopt nu en telt mee."))
        self.shell.changed(offered.changes)
        self.load()
        if offered.left and item.outgoing:
            self.share()

    def save_apart(self, id: Id, path: Path) -> None:
        """Keep it as a file for whoever looks into it."""
        item = self._apart(id)
        if item is not None:
            work = partial(outgoing.write_file, path, quarantine.as_file(item))
            self.jobs.write(work, owner=self, done=self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self.shell.toast(_("Bewaard als {file}. Het blijft verzegeld.").format(file=path.name))

    def copied_was_read(self) -> None:
        """The worker read that this profile was copied."""
        self.jobs.write(partial(copied_profile.was_read, self.session), owner=self, done=self._on_read_copied)

    def _on_read_copied(self, _nothing: None) -> None:
        self.load()

    def open_conflicts(self) -> None:
        """Go to what waits for a choice."""
        self.shell.open("conflicts")


def _custodians(paths: tuple[Path, ...]) -> tuple[Custodian, ...]:
    return tuple(custody.read_public(path) for path in paths)


def outcome(result: SyncResult) -> str:
    """What a round did, in a sentence."""
    if result.stopped:
        return _("Gestopt. Wat binnen is, blijft. Het gaat later hier verder.")
    if result.waiting:
        return _("De beheerder moet je nog toelaten.")
    if result.trouble is not None:
        return result.trouble.sentences
    if result.offline:
        return _("Geen verbinding met de server. Alles staat veilig op deze laptop.")
    if not result.pushed and not result.pulled:
        return _("Er was niets nieuws. Alles is gedeeld.")
    sent = ngettext("{n} wijziging verstuurd", "{n} wijzigingen verstuurd", result.pushed)
    got = ngettext("{n} ontvangen", "{n} ontvangen", result.pulled)
    words = _("{sent}, {got}.").format(sent=sent.format(n=result.pushed), got=got.format(n=result.pulled))
    if result.apart:
        words += " " + _("Iets klopte niet en staat apart.")
    return words
