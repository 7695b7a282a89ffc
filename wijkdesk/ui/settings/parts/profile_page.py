"""Jij op papier: the worker's own profile, as colleagues see it and as it stands on what a family takes home."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.models.dossier import Worker
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.forms import form_for
from wijkdesk.ui.kit.labels import Label
from wijkdesk.ui.settings.presenter import PROFILE_FIELDS, SettingsState


class ProfilePage(QWidget):
    """`edited(str, object)`: a field and its new value."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form_for(Worker, PROFILE_FIELDS, columns=2)
        self.form.edited.connect(self.edited)
        card = Card(_("Jij op papier"))
        lead = _("Dit zien je collega’s, en dit staat op het blad dat een gezin meekrijgt.")
        card.add(Label(lead, tint="muted", wrap=True))
        card.add(self.form)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        box.addStretch(1)

    def show_state(self, state: SettingsState) -> None:
        """Show the profile; a field in use keeps what is being typed."""
        self.form.set_values(dict(state.profile))
        if state.error_field == "name":
            self.form.fields["name"].show_error(state.error)
