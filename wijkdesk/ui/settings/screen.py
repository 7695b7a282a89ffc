"""Settings as a place in the window; `section=` opens one of its pages."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import N_, _
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.printing import PagesDialog
from wijkdesk.ui.kit.screen import BLOCKS_CAPTURE, TELLS_SLEEP, Screen, ScreenContext, ScreenSpec
from wijkdesk.ui.settings.code_presenter import CodePresenter
from wijkdesk.ui.settings.presenter import SECTIONS, SettingsPresenter
from wijkdesk.ui.settings.view import SettingsView


class SettingsScreen(Screen):
    """All sections."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.view = SettingsView(context.actions)
        self.body.addWidget(self.view)
        self.presenter = SettingsPresenter(context.session, context.jobs, context.shell, self.view.show_state)
        system = context.system
        self.view.look.show_possible(sleep=TELLS_SLEEP in system, capture=BLOCKS_CAPTURE in system)
        view, presenter = self.view, self.presenter
        view.section.connect(presenter.go)
        view.look.chosen.connect(presenter.choose)
        view.secrets.words.connect(presenter.change_words)
        view.secrets.pin.connect(presenter.change_pin)
        view.secrets.judged.connect(presenter.judge)
        view.secrets.propose.connect(presenter.propose)
        view.profile.edited.connect(presenter.change_profile)
        view.practice.opened.connect(presenter.open_practice)
        view.practice.removed.connect(presenter.remove_practice)
        self._connect_code()
        view.backup.now.connect(self.back_up)
        view.backup.elsewhere.connect(self.back_up_elsewhere)
        view.backup.verify.connect(presenter.verify)

    def _connect_code(self) -> None:
        context, card = self.context, self.view.secrets.code
        self.code = CodePresenter(context.session, context.jobs, context.shell, card.show_state)
        card.asked.connect(self.code.ask)
        card.kept.connect(self.code.keep)
        card.left.connect(self.code.leave)
        card.cards.typed.connect(self.code.typed)
        card.cards.again.connect(self.code.show_code)
        card.cards.print_it.connect(self._on_print)

    def _on_print(self) -> None:
        self.code.pages(self._on_pages)

    def _on_pages(self, pages: tuple[bytes, ...]) -> None:
        dialog = PagesDialog(pages, self.window())
        dialog.printed.connect(self.code.printed)
        dialog.show()

    def deactivate(self) -> None:
        """A code that is shown goes out of sight with the page."""
        super().deactivate()
        self.code.hide_code()

    def activate(self, **params: object) -> None:
        """Show a section, else the one shown last."""
        self.stale = None
        super().activate(**params)
        section = params.get("section")
        if section in SECTIONS:
            self.presenter.go(str(section))
        self.presenter.load()

    def refresh(self, changes: ChangeSet) -> None:
        """Choices may come from another laptop, or be undone; so may the practice household."""
        if changes.touches("setting", "dossier", "worker"):
            self.presenter.load()

    def areas(self) -> list[QWidget]:
        """The list, then the page."""
        return [self.view.list, self.view.stack]

    def back_up(self) -> None:
        """Make a backup in the profile's own folder."""
        self.presenter.back_up()

    def back_up_elsewhere(self) -> None:
        """Ask where to, then make it."""
        name = _("wijkdesk-reservekopie.wdb")
        self.context.dialogs.save_file(
            _("Kopie bewaren"), name, _("Reservekopie (*.wdb)"), self.presenter.back_up
        )


SPEC = ScreenSpec("settings", N_("Instellingen"), Icon.SETTINGS, "foot", 2, "Ctrl+,", SettingsScreen)
