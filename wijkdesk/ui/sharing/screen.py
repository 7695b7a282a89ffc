"""Delen en veiligheid as a place in the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.core.roles import Role
from wijkdesk.services.admitting import Newcomer
from wijkdesk.services.custody import PUBLIC_ENDING
from wijkdesk.services.invitations import ENDING, file_name
from wijkdesk.services.packages import ENDING as PACKAGE_ENDING
from wijkdesk.services.quarantine import ENDING as APART_ENDING
from wijkdesk.services.quarantine import Apart
from wijkdesk.services.quarantine import file_name as apart_name
from wijkdesk.ui.kit.actions import ActionSpec
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.screen import Screen, ScreenContext, ScreenSpec
from wijkdesk.ui.sharing.package_presenter import PackagePresenter
from wijkdesk.ui.sharing.person_presenter import PersonPresenter
from wijkdesk.ui.sharing.presenter import SharingPresenter
from wijkdesk.ui.sharing.state import LostLine, State, role_options
from wijkdesk.ui.sharing.view import SharingView

SHARE = ActionSpec(
    "sharing.now", N_("Nu delen met de server"), Icon.REFRESH_CW, "F9", N_("Delen en veiligheid"),
    True, Qt.ShortcutContext.WindowShortcut,
)  # fmt: skip


class SharingScreen(Screen):
    """The page with its questions."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self._fresh = False
        self._custodian_files: list[Path] = []
        self.view = SharingView()
        self.body.addWidget(self.view)
        self.presenter = SharingPresenter(context.session, context.jobs, context.shell, self._render)
        view, presenter = self.view, self.presenter
        self.people = PersonPresenter(
            context.session, context.jobs, context.shell, view.show_person, presenter.people_written
        )
        self.packages = PackagePresenter(
            context.session, context.jobs, context.shell, view.show_package, presenter.came_in
        )
        view.shared.connect(presenter.share)
        view.admitted.connect(self.ask_admit)
        view.refused.connect(self.ask_refuse)
        view.people.inviting.connect(self.ask_invite)
        view.server.typed.connect(presenter.typed)
        view.server.looked.connect(presenter.find_server)
        view.server.taken.connect(presenter.take_server)
        view.server.forgotten.connect(presenter.forget_found)
        view.safe.again.connect(self._offer)
        view.safe.saved.connect(self.ask_save)
        view.safe.choosing.connect(presenter.open_conflicts)
        view.safe.read.connect(presenter.copied_was_read)
        view.restored.choosing.connect(self.ask_invitation)
        view.lost.paper.connect(self.ask_paper)
        view.lost.reported.connect(self._on_reported)
        view.escrow.naming.connect(self.ask_custodians)
        self._connect_person()
        self._connect_package()
        self.add_action(SHARE, presenter.share)

    def _connect_person(self) -> None:
        panel, people = self.view.person, self.people
        self.view.people.opened.connect(self.open_person)
        panel.closed.connect(people.close)
        about, leaving, lost = panel.about, panel.leaving, panel.lost
        about.lost.connect(people.ask_lost)
        about.inviting.connect(self.ask_laptop)
        about.preparing.connect(self.ask_own_laptop)
        about.role_asked.connect(self.ask_role)
        about.making.connect(self.ask_make)
        about.taking_back.connect(people.take_back)
        about.leaving.connect(people.ask_leaving)
        leaving.taken.connect(people.leave)
        lost.reported.connect(people.report_lost)

    def open_person(self, user: Id) -> None:
        """A colleague takes the place of a package."""
        self.packages.close()
        if not self.packages.state.busy:
            self.people.open(user)

    def _connect_package(self) -> None:
        view, packages = self.view, self.packages
        view.stick.making.connect(self.begin_package)
        view.stick.choosing.connect(self.ask_package)
        view.brought.connect(self.open_package)
        view.package.closed.connect(packages.close)
        making, done = view.package.making, view.package.done
        making.user_chosen.connect(packages.choose_user)
        making.what_chosen.connect(packages.choose_what)
        making.documents_chosen.connect(packages.choose_documents)
        making.saving.connect(self.ask_package_place)
        done.opening.connect(self.ask_package)
        done.choosing.connect(self.presenter.open_conflicts)

    def begin_package(self) -> None:
        """A package takes the place of a colleague."""
        self.people.put_away()
        self.packages.begin()

    def ask_package(self) -> None:
        """Which package to open."""
        kinds = _("Pakket (*{ending})").format(ending=PACKAGE_ENDING)
        self.context.dialogs.open_file(_("Pakket openen"), kinds, self.open_package)

    def open_package(self, path: Path) -> None:
        """Open a package that was chosen or dropped."""
        self.people.put_away()
        self.packages.open(path)

    def ask_package_place(self) -> None:
        """Where the package goes: mostly a stick."""
        kinds = _("Pakket (*{ending})").format(ending=PACKAGE_ENDING)
        name = self.packages.file_name()
        self.context.dialogs.save_file(_("Pakket bewaren"), name, kinds, self.packages.make)

    def activate(self, **params: Any) -> None:  # noqa: ANN401 - as declared by Screen
        """Look how everything stands."""
        self.stale = None
        super().activate(**params)
        self._fresh = True
        self.presenter.load()

    def refresh(self, changes: ChangeSet) -> None:
        """Anything that is written still has to be shared."""
        self.presenter.load()

    def areas(self) -> list[QWidget]:
        """Left and right."""
        return [self.view.left, self.view.right]

    def ask_invite(self) -> None:
        """For whom, and where the file goes."""
        self.context.dialogs.ask(
            _("Collega uitnodigen"), _("Hoe heet je collega?"), _("Uitnodiging maken"), self._on_name
        )

    def _on_name(self, name: str) -> None:
        if name:
            self.context.dialogs.pick(
                _("Welke rol krijgt {name}?").format(name=name),
                _("De rol bepaalt wat een collega mag zien."),
                _("Rol"), role_options(newcomer=True), _("Verder"), partial(self._on_role, name),
                value=Role.WORKER.value,
            )  # fmt: skip

    def _on_role(self, name: str, role: str) -> None:
        if role:
            kinds = _("Uitnodiging (*{ending})").format(ending=ENDING)
            then = partial(self._on_place, name, role)
            self.context.dialogs.save_file(_("Uitnodiging bewaren"), file_name(name), kinds, then)

    def _on_place(self, name: str, role: str, path: Path) -> None:
        self.presenter.invite(name, path, role)

    def ask_role(self) -> None:
        """Which role a colleague gets from now on."""
        if (person := self.people.state.person) is not None:
            self.context.dialogs.pick(
                _("Rol van {name} wijzigen").format(name=shown(person.name)),
                _("De rol bepaalt wat een collega mag zien. Wat al op een laptop staat, blijft daar."),
                _("Rol"), role_options(), _("Rol wijzigen"), self.people.change_role, value=person.role,
            )  # fmt: skip

    def ask_admit(self, newcomer: Newcomer) -> None:
        """Once more, for it gives access to all dossiers of the team that are handed out."""
        name = shown(newcomer.name)
        self.context.dialogs.confirm(
            _("{name} toelaten?").format(name=name),
            _("Dit doe je alleen als je de zes blokjes samen hebt vergeleken."),
            _("Ja, toelaten"),
            partial(self.presenter.admit, newcomer.key),
        )

    def ask_refuse(self, newcomer: Newcomer) -> None:
        """A refusal cannot be taken back for this laptop."""
        self.context.dialogs.confirm(
            _("Deze laptop weigeren?"),
            _("Deze laptop kan dan niet meer meedoen. Je collega krijgt zo nodig een nieuwe uitnodiging."),
            _("Ja, weigeren"),
            partial(self.presenter.turn_away, newcomer.key),
            danger=True,
        )

    def ask_make(self) -> None:
        """Once more, for an administrator can take everyone out."""
        person = self.people.state.person
        if person is not None:
            self.context.dialogs.confirm(
                _("{name} beheerder maken?").format(name=shown(person.name)),
                _("Een beheerder nodigt uit, laat toe en haalt mensen uit de organisatie."),
                _("Ja, beheerder maken"),
                self.people.make_administrator,
            )

    def ask_laptop(self) -> None:
        """Where the invitation for another laptop goes."""
        kinds, name = _("Uitnodiging (*{ending})").format(ending=ENDING), file_name(_("nieuwe laptop"))
        self.context.dialogs.save_file(_("Uitnodiging bewaren"), name, kinds, self.people.invite_laptop)

    def ask_own_laptop(self) -> None:
        """Which invitation, and where the file with one's own key goes."""
        kinds = _("Uitnodiging (*{ending})").format(ending=ENDING)
        self.context.dialogs.open_file(_("Uitnodiging van je beheerder"), kinds, self._on_own_invitation)

    def _on_own_invitation(self, source: Path) -> None:
        kinds, name = _("Uitnodiging (*{ending})").format(ending=ENDING), file_name(_("mijn nieuwe laptop"))
        then = partial(self.people.prepare_own, source)
        self.context.dialogs.save_file(_("Bewaren voor je nieuwe laptop"), name, kinds, then)

    def ask_invitation(self) -> None:
        """Which invitation lets this restored laptop in."""
        kinds = _("Uitnodiging (*{ending})").format(ending=ENDING)
        self.context.dialogs.open_file(_("Uitnodiging kiezen"), kinds, self.presenter.offer_restored)

    def ask_custodians(self) -> None:
        """Three public files, one after the other, and then their fingerprints."""
        self._custodian_files = []
        self._ask_custodian()

    def _ask_custodian(self) -> None:
        number = len(self._custodian_files) + 1
        title = _("Openbaar bestand van bewaarder {n} van 3").format(n=number)
        kinds = _("Bewaarder (*{ending})").format(ending=PUBLIC_ENDING)
        self.context.dialogs.open_file(title, kinds, self._on_custodian)

    def _on_custodian(self, path: Path) -> None:
        self._custodian_files.append(path)
        if len(self._custodian_files) < 3:
            self._ask_custodian()
        else:
            self.presenter.read_custodians(tuple(self._custodian_files), self._confirm_custodians)

    def _confirm_custodians(self, words: str) -> None:
        self.context.dialogs.confirm(
            _("Deze drie bewaarders?"),
            _("Bel elke bewaarder. Vergelijk zijn blokjes.") + "\n\n" + words,
            _("Gelijk: noodsleutel maken"),
            self.presenter.name_custodians,
        )

    def ask_paper(self, line: LostLine) -> None:
        """Where the paper for the authority goes."""
        then = partial(self.presenter.save_lost_paper, line.row)
        kinds = _("PDF (*.pdf)")
        self.context.dialogs.save_file(_("Blad bewaren"), self.presenter.lost_paper_name(), kinds, then)

    def _on_reported(self, line: LostLine) -> None:
        self.presenter.mark_reported(line.row)

    def _offer(self, item: Apart) -> None:
        self.presenter.offer_again(item.id)

    def ask_save(self, item: Apart) -> None:
        """Where the file goes."""
        kinds = _("Apart gezet (*{ending})").format(ending=APART_ENDING)
        then = partial(self.presenter.save_apart, item.id)
        self.context.dialogs.save_file(_("Bewaren als bestand"), apart_name(item), kinds, then)

    def _render(self, state: State) -> None:
        mine = self._fresh or self._has_focus()
        self.view.show_state(state)
        if state.facts is not None:
            if mine and self.may_take_focus() and not self._has_focus():
                self.view.first().setFocus()  # a button that goes gives the focus to whatever comes next
            self._fresh = False
        self.waiting_changed.emit(state.waits)

    def _has_focus(self) -> bool:
        now = self.window().focusWidget()
        return now is not None and self.isAncestorOf(now) and now.isVisible() and now.isEnabled()


def build(context: ScreenContext) -> Screen:
    """Make the screen."""
    return SharingScreen(context)


SPEC = ScreenSpec("sharing", N_("Delen"), Icon.SHARE_2, "together", 50, "Ctrl+F9", build)
