"""The form for a new dossier: a line for each person, read along while typing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _
from wijkdesk.services.duplicates import Likeness
from wijkdesk.ui.households.opening.presenter import State
from wijkdesk.ui.kit.fields import FieldFrame, LineField, TextField
from wijkdesk.ui.kit.widgets import (
    Banner,
    Button,
    Card,
    FlowGrid,
    FlowRow,
    Icon,
    Page,
    PageHeader,
    Pill,
    PrimaryButton,
    QuietButton,
    Small,
    Tone,
)

_KEEP_MS = 2_000
_COMPARE_MS = 500


class OpeningView(QWidget):
    """`typed(name, text)` at each change, `kept(name, text)` at most every 2 s, `compared` after a rest."""

    typed = Signal(str, str)
    kept = Signal(str, str)
    compared = Signal()
    opened = Signal()
    cleared = Signal()
    other = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unkept: set[str] = set()
        self.keeping, self.comparing = _timer(self, _KEEP_MS), _timer(self, _COMPARE_MS)
        self.keeping.timeout.connect(self.keep)
        self.comparing.timeout.connect(self.compared)
        self.fields = self._make_fields()
        self.like = Banner(Tone.WARN, "", action=_("Dat dossier openen"), icon=Icon.USERS)
        self.like.acted.connect(self._on_other)
        self.like.hide()
        self.likeness: Likeness | None = None
        self.read_as = FlowRow(gap=6)
        self.none_yet = Small(_("Hier zie je wie er straks in het dossier staat."), wrap=True)
        self.open_button = PrimaryButton(_("Dossier openen"), Icon.CHECK, keys="Ctrl Enter")
        self.open_button.clicked.connect(self.opened)
        self.clear_button = QuietButton(_("Leegmaken"), Icon.X)
        self.clear_button.clicked.connect(self.cleared)
        self.back = Button(_("Terug naar de lijst"), Icon.ARROW_LEFT)
        self.back.clicked.connect(self.left)
        self._lay_out()

    def _make_fields(self) -> dict[str, FieldFrame]:
        people = TextField(
            _("Wie wonen er?"), _("Eén persoon per regel: naam, leeftijd of jaar, rol."),
            placeholder=_("Samira El Amrani 34 moeder\nLina 8"), least=5, most=12,
        )  # fmt: skip
        fields: dict[str, FieldFrame] = {
            "people": people,
            "name": LineField(_("Naam van het huishouden"), _("leeg = achternamen")),
            "street": LineField(_("Straat en nummer")),
            "postcode": LineField(_("Postcode")),
            "place": LineField(_("Plaats")),
            "phone": LineField(_("Telefoon"), _("van de eerste persoon")),
        }
        for name, field in fields.items():
            field.setObjectName(name)
            field.typing.connect(partial(self._on_typing, name))
        return fields

    def _lay_out(self) -> None:
        page = Page(_("Dossier openen"))
        page.body.addWidget(PageHeader(_("Dossier openen"), _("Een naam is genoeg. De rest mag later."),
                                       actions=[self.back]))  # fmt: skip
        columns = QWidget()
        grid = FlowGrid(320, weights=[3, 2], gap=16)
        columns.setLayout(grid)
        grid.addWidget(self._people_card())
        grid.addWidget(self._home_card())
        page.body.addWidget(self.like)
        page.body.addWidget(columns)
        row = FlowRow(gap=8)
        row.addWidget(self.open_button)
        row.addWidget(self.clear_button)
        page.body.addLayout(row)
        page.body.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)

    def _people_card(self) -> Card:
        card = Card()
        card.setAccessibleName(_("Personen"))
        card.add(self.fields["people"])
        card.add(self.none_yet)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        holder.setLayout(self.read_as)
        card.add(holder)
        card.body.addStretch(1)
        return card

    def _home_card(self) -> Card:
        card = Card()
        card.setAccessibleName(_("Huishouden"))
        for name in ("name", "street"):
            card.add(self.fields[name])
        pair = QWidget()
        pair.setProperty("ground", "clear")
        grid = FlowGrid(90, weights=[2, 3], gap=12)
        pair.setLayout(grid)
        for name in ("postcode", "place"):
            grid.addWidget(self.fields[name])
        card.add(pair)
        card.add(self.fields["phone"])
        card.body.addStretch(1)
        return card

    def _on_typing(self, name: str) -> None:
        self.unkept.add(name)
        self.typed.emit(name, self.text_of(name))
        if not self.keeping.isActive():
            self.keeping.start()
        self.comparing.start()

    def text_of(self, name: str) -> str:
        """What a field holds now."""
        value = self.fields[name].value()
        return value if isinstance(value, str) else ""

    def keep(self) -> None:
        """Hand over what was typed since the last time."""
        self.keeping.stop()
        names, self.unkept = self.unkept, set()
        for name in sorted(names):
            self.kept.emit(name, self.text_of(name))

    def forget(self) -> None:
        """What was typed needs no keeping: it was opened or thrown away."""
        self.unkept = set()
        self.keeping.stop()
        self.comparing.stop()

    def begin(self) -> None:
        """Put the caret where typing begins."""
        self.fields["people"].setFocus()

    def show_state(self, state: State) -> None:
        """Show a state; fields that hold it already are left alone."""
        for name, field in self.fields.items():
            text = state.texts.get(name, "")
            if self.text_of(name).strip() != text.strip():
                field.set_value(text)
                if isinstance(field, TextField):
                    field.edit.moveCursor(QTextCursor.MoveOperation.End)  # go on typing behind it
            error = state.error
            field.show_error(error.sentences if error and error.field == name else "")
        self._show_name(state.proposed)
        self._show_persons(state.persons)
        self._show_likeness(state.likenesses)
        self.open_button.setEnabled(not state.busy)

    def _show_name(self, proposed: str) -> None:
        field = self.fields["name"]
        if isinstance(field, LineField):
            field.edit.setPlaceholderText(shown(proposed))

    def _show_persons(self, persons: tuple[str, ...]) -> None:
        while (item := self.read_as.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for words in persons:
            self.read_as.addWidget(Pill(words, Tone.INFO, Icon.USER))
        self.none_yet.setVisible(not persons)

    def _show_likeness(self, found: tuple[Likeness, ...]) -> None:
        self.likeness = found[0] if found else None
        if self.likeness is not None:
            action = _("Dat dossier openen") if self.likeness.household else ""
            more = _(" En nog {count}.").format(count=len(found) - 1) if len(found) > 1 else ""
            name = shown(self.likeness.name)
            text = _("{reason}. Openen mag toch.").format(reason=self.likeness.reason) + more
            self.like.show_message(Tone.WARN, _("Lijkt op {name}:").format(name=name), text, action=action,
                                   icon=Icon.USERS)  # fmt: skip
        self.like.setVisible(self.likeness is not None)

    def _on_other(self) -> None:
        if self.likeness is not None:
            self.other.emit(self.likeness)


def _timer(parent: QWidget, pause: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    return timer
