"""The bar at the bottom, the same on every page: saved, shared, keys of the screen, cover."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.buttons import QuietButton
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Small, StatusText
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.shell.status import Status


class StatusBar(QFrame):
    """Shows a Status; signals `cover`, `escrow`, `safety` (what is not safe yet), `menu` (where the rail is folded)."""

    cover = Signal()
    escrow = Signal()
    safety = Signal()
    menu = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setAccessibleName(_("Statusbalk"))
        self.menu_button = QuietButton(_("Menu"), Icon.MENU, "small")
        self.menu_button.clicked.connect(self.menu)
        self.saved = StatusText("", Tone.OK, Icon.CHECK)
        self.shared = QuietButton("", Icon.LAPTOP, "small")
        self.shared.clicked.connect(self.safety)
        self.escrow_button = QuietButton(_("Nog geen noodsleutel"), Icon.KEY_ROUND, "small")
        self.escrow_button.setToolTip(_("Raak je alles kwijt? Dan kan nog niemand je helpen."))
        self.escrow_button.clicked.connect(self.escrow)
        self.keys = Small("")
        self.countdown = StatusText("", Tone.NEUTRAL, Icon.LOCK)
        self.button = QuietButton(_("Nu afdekken"), None, "small", keys="Ctrl L")
        self.button.clicked.connect(self.cover)
        self.row = QHBoxLayout(self)
        for widget in (self.menu_button, self.saved, self.shared, self.escrow_button):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        self.row.addWidget(self.keys)
        self.row.addStretch(1)
        self.row.addWidget(self.countdown)
        self.row.addWidget(self.button)
        self.menu_button.hide()
        self.escrow_button.hide()
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Height and room in the scale of the look."""
        self.setFixedHeight(max(theme.px(32), self.button.sizeHint().height() + 1))
        self.row.setContentsMargins(theme.px(24), 0, theme.px(16), 0)
        self.row.setSpacing(theme.px(16))

    def render_status(self, status: Status, narrow: bool) -> None:
        """Show how things stand; short words where there is little room."""
        self.menu_button.setVisible(narrow and status.rail_folded)
        self.saved.set_status(status.saved, Tone.OK, Icon.CHECK)
        self.saved.setVisible(bool(status.saved) and not (narrow and status.unshared))
        self.shared.set_mark(_sharing_look(status))
        self.shared.setText(status.sharing_short if narrow else status.sharing)
        self.shared.setAccessibleName(_("{status}. Wat is nog niet veilig?").format(status=status.sharing))
        self.shared.setToolTip(_("Wat is nog niet veilig? (F9)"))
        self.escrow_button.setVisible(status.escrow_missing)
        self.escrow_button.setText("" if narrow else _("Nog geen noodsleutel"))
        self.escrow_button.setAccessibleName(_("Nog geen noodsleutel"))
        self.keys.setText(status.keys)
        self.keys.setVisible(bool(status.keys) and not narrow)
        tone = Tone.WARN if status.soon else Tone.NEUTRAL
        self.countdown.set_status(status.cover_short if narrow else status.cover, tone, Icon.LOCK)
        self.button.setVisible(not narrow)


def _sharing_look(status: Status) -> Icon:
    if not status.has_server:
        return Icon.LAPTOP
    if status.unshared:
        return Icon.CLOUD_UPLOAD if status.online else Icon.CLOUD_OFF
    return Icon.CLOUD_CHECK
