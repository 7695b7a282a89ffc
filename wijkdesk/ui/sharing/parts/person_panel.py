"""One colleague at the right of Delen: laptops and what an administrator can do, or a question about a step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _
from wijkdesk.services.laptops import Laptop
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.banner import Mark
from wijkdesk.ui.kit.buttons import Button, DangerButton, QuietButton
from wijkdesk.ui.kit.cards import Card, Hairline
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label, Small
from wijkdesk.ui.kit.stacked import Rows
from wijkdesk.ui.sharing.parts.fingerprint import Fingerprint
from wijkdesk.ui.sharing.parts.leaving_card import LeavingCard
from wijkdesk.ui.sharing.parts.lost_card import LostCard
from wijkdesk.ui.sharing.person_state import Mode, Person, PersonState, laptop_line


class LaptopRow(QWidget):
    """A laptop; `lost(object)` gives its id."""

    lost = Signal(object)

    def __init__(self, person: Person, laptop: Laptop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.laptop = laptop
        title, detail = laptop_line(person, laptop)
        row, words = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        words.setSpacing(0)
        words.addWidget(Label(title, weight=600, wrap=True))
        words.addWidget(Small(detail, wrap=True))
        row.addWidget(Mark(Icon.LAPTOP, "muted", 20))
        row.addLayout(words, 1)
        self.button = QuietButton(_("Kwijt…"), size="small")
        self.button.setAccessibleName(_("{laptop} is kwijt").format(laptop=title))
        self.button.setVisible(person.i_administer and not laptop.this)
        self.button.clicked.connect(self._on_lost)
        row.addWidget(self.button)

    def _on_lost(self) -> None:
        self.lost.emit(self.laptop.device)


class AboutCard(Card):
    """The colleague; signals say which button was used."""

    lost = Signal(object)
    inviting = Signal()
    preparing = Signal()
    role_asked = Signal()
    making = Signal()
    taking_back = Signal()
    leaving = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.close_button = QuietButton(_("Sluiten"), size="small", keys="Esc")
        super().__init__(_("Collega"), self.close_button, parent=parent)
        self.person: Person | None = None
        self.function = Small("", wrap=True)
        self.role, self.sees = Label("", weight=600, wrap=True), Small("", wrap=True)
        self.change = Button(_("Rol wijzigen…"), Icon.USER)
        self.rows = Rows(self._row, 10)
        self.invite = Button(_("Nieuwe laptop uitnodigen"), Icon.LAPTOP)
        self.prepare = Button(_("Mijn nieuwe laptop klaarmaken"), Icon.FILE_KEY_2)
        self.make, self.back = Button(_("Beheerder maken"), Icon.SHIELD_CHECK), Button(_("Beheer afnemen"))
        self.leave = DangerButton(_("Uit de organisatie halen…"), Icon.BAN)
        self.code = Fingerprint("", _("Code voor de nieuwe laptop"))
        self.code_help = Small(
            _("Typ deze code over op de nieuwe laptop. Hij staat nergens anders."), wrap=True
        )
        self.error = Label("", tint="danger", wrap=True)
        for widget in (
            self.function,
            self.role,
            self.sees,
            Heading(_("Laptops"), 3),
            self.rows,
            self.code,
            self.code_help,
        ):
            self.add(widget)
        self.add(self._row_of(self.invite, self.prepare))
        self.line = Hairline()
        self.add(self.line)
        self.add(self._row_of(self.change, self.make, self.back, self.leave))
        self.add(self.error)
        for button, signal in (
            (self.close_button, self.closed), (self.invite, self.inviting), (self.prepare, self.preparing),
            (self.change, self.role_asked), (self.make, self.making), (self.back, self.taking_back),
            (self.leave, self.leaving),
        ):  # fmt: skip
            button.clicked.connect(signal)

    @staticmethod
    def _row_of(*buttons: QWidget) -> QWidget:
        holder = QWidget()
        row = FlowRow(holder, gap=8)
        for button in buttons:
            row.addWidget(button)
        return holder

    def _row(self, laptop: object) -> QWidget:
        assert isinstance(laptop, Laptop), "rows of laptops only"
        assert self.person is not None, "a person comes before his laptops"
        row = LaptopRow(self.person, laptop)
        row.lost.connect(self.lost)
        return row

    def show_state(self, state: PersonState) -> None:
        """Show the colleague."""
        person = self.person = state.person
        if person is None:
            return
        name = shown(person.name)
        self.title.setText(_("{name} (jij)").format(name=name) if person.me else name)
        self.setAccessibleName(name)
        self.function.setText(person.function)
        self.function.setVisible(bool(person.function))
        self.role.setText(_("Rol: {role}").format(role=person.role_words))
        self.sees.setText(person.sees)
        self.sees.setVisible(bool(person.sees))
        self.change.setVisible(person.can_change_role)
        self.rows.show_items(person.laptops)
        self.invite.setVisible(person.can_invite)
        self.prepare.setVisible(person.me)
        self.make.setVisible(person.can_make_admin and not person.admin and not person.me)
        self.back.setVisible(person.i_administer and person.admin and not person.me)
        self.leave.setVisible(person.i_administer and not person.me)
        self.line.setVisible(person.i_administer and not person.me)
        self.code.set_text(" ".join(state.code))
        for widget in (self.code, self.code_help):
            widget.setVisible(bool(state.code))
        self.error.setText(state.error)
        self.error.setVisible(bool(state.error))
        for button in (self.invite, self.prepare, self.change, self.make, self.back, self.leave):
            button.setEnabled(not state.busy)


class PersonPanel(QWidget):
    """Shows a PersonState; hidden without a person. Esc goes one step back."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = PersonState()
        self.about, self.leaving, self.lost = AboutCard(), LeavingCard(), LostCard()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for card in (self.about, self.leaving, self.lost):
            box.addWidget(card)
            card.closed.connect(self.closed)
        box.addStretch(1)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes one step back; nothing has changed then."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def show_state(self, state: PersonState) -> None:
        """Show the colleague, or the step that is asked about."""
        turned = state.mode is not self.state.mode or (state.person is None) != (self.state.person is None)
        self.state = state
        self.setVisible(state.person is not None)
        self.about.setVisible(state.mode is Mode.ABOUT)
        self.leaving.setVisible(state.mode is Mode.LEAVING)
        self.lost.setVisible(state.mode is Mode.LOST)
        self.about.show_state(state)
        self.leaving.show_state(state)
        self.lost.show_state(state, fresh=turned)
        if turned and state.person is not None:
            self.first().setFocus()

    def first(self) -> QWidget:
        """Where the focus begins: the way back, for nothing should happen by accident."""
        if self.state.mode is Mode.LEAVING:
            return self.leaving.keep
        if self.state.mode is Mode.LOST:
            return self.lost.noticed.edit
        return self.about.close_button
