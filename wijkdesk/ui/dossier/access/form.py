"""What is asked before something is shared: to whom, the question, each item, what for, who agrees, until when."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.ui.dossier.access.state import Filled, Form, FormKind, Options, State
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.banner import Banner
from wijkdesk.ui.kit.buttons import Button, PrimaryButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.checks import CheckBox
from wijkdesk.ui.kit.chips import Option
from wijkdesk.ui.kit.choices import ChoiceField, DateField
from wijkdesk.ui.kit.fields import LineField, TextField
from wijkdesk.ui.kit.flow import FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Label, Small
from wijkdesk.ui.kit.row_lists import StepList
from wijkdesk.ui.kit.rows import StepItem
from wijkdesk.ui.kit.tone import Tone


class ShareForm(QWidget):
    """`finished(Filled)` when the worker is ready, `changed(Filled)` at each answer, `closed` to leave it."""

    finished = Signal(object)
    changed = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: Form | None = None
        self.to = ChoiceField(_("Aan wie"), [])
        self.name = LineField(_("Met wie"), _("Naam, functie en organisatie."))
        self.channel = ChoiceField(_("Hoe deel je"), [])
        self.question = TextField(_("Vraag"), least=3, most=6)
        self.due = DateField(_("Antwoord graag voor"))
        self.purpose = LineField(_("Waarvoor deel je dit"))
        self.ground = ChoiceField(_("Grondslag"), [])
        self.asked = ChoiceField(_("Hoe gevraagd"), [])
        self.until = DateField(_("Geldig tot en met"))
        self.every = CheckBox("")
        self.exception = LineField(
            _("Waarom zonder iedereen"), _("Alleen als iemand niet gevraagd kan worden.")
        )
        self.agreed: dict[str, CheckBox] = {}
        self.subjects: dict[str, CheckBox] = {}
        self.ticks, self.marks = FlowRow(gap=8), FlowRow(gap=8)
        self.need = Banner(Tone.WARN, "", "", icon=Icon.TRIANGLE_ALERT)
        self.error = Label("", tint="danger", wrap=True)
        self.items = StepList(_("Wat gaat mee"))
        self.go = PrimaryButton("", Icon.SEND)
        self.no = Button(_("Laat zo"), keys="Esc")
        self.chosen: set[bytes] = set()
        self._lay_out()
        self._connect()
        theme.follow(self.restyle)

    def _lay_out(self) -> None:
        self.left, self.right = Card(), Card(_("Wat gaat mee"))
        self.left.title.setVisible(True)
        self.heading, self.explain = Heading("", 2), Small("", wrap=True)
        self.heading.setWordWrap(True)
        self.agreed_title = Label(_("Wie vindt het goed"), 13, 600)
        self.subjects_title = Label(_("Over wie gaat het"), 13, 600)
        for widget in (
            self.heading,
            self.explain,
            self.to,
            self.name,
            self.channel,
            self.question,
            self.due,
            self.purpose,
            self.ground,
        ):
            self.left.add(widget)
        self.left.add(self.subjects_title)
        self.left.body.addLayout(self.marks)
        self.left.add(self.agreed_title)
        self.left.body.addLayout(self.ticks)
        self.left.add(self.asked)
        self.left.add(self.need)
        self.left.add(self.exception)
        self.left.add(self.until)
        self.left.add(self.every)
        self.left.add(self.error)
        acts = FlowRow(gap=8)
        acts.addWidget(self.go)
        acts.addWidget(self.no)
        self.left.body.addLayout(acts)
        self.right.add(Small(_("Van personen gaat alleen de roepnaam mee. Lees elke regel na."), wrap=True))
        self.right.add(self.items)
        self.right.body.addStretch(1)
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        left = QVBoxLayout()
        left.addWidget(self.left)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.right)
        right.addStretch(1)
        self.box.addLayout(left, 1)
        self.box.addLayout(right, 1)

    def _connect(self) -> None:
        self.go.clicked.connect(self._on_go)
        self.no.clicked.connect(self.closed)
        self.items.ticked.connect(self._on_ticked)
        for field in (self.to, self.name, self.ground, self.asked, self.exception, self.until):
            field.edited.connect(self._on_changed)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        self.box.setSpacing(theme.px(16))

    def fold(self, *, narrow: bool) -> None:
        """Under each other when there is little room."""
        self.box.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def show_state(self, state: State) -> None:
        """Show the form; a new one empties the fields."""
        if state.form is not self.form:
            self.form = state.form
            if state.form is not None:
                self._begin(state.form)
        self.need.show_message(Tone.WARN, _("Vraag nog:"), state.need, icon=Icon.TRIANGLE_ALERT)
        asks = state.form is not None and state.form.kind not in (FormKind.MORE, FormKind.STAND_IN)
        self.need.setVisible(bool(state.need) and asks)
        self.exception.setVisible(asks and (bool(state.need) or bool(self.exception.value())))
        self._show_error(*state.error)

    def _begin(self, form: Form) -> None:
        self.chosen.clear()
        self.heading.setText(form.title)
        self.explain.setText(form.explain)
        self.setAccessibleName(form.title)
        self.go.setText(_GO[form.kind]())
        for field, options in (
            (self.to, form.to), (self.ground, form.grounds), (self.asked, form.asked), (self.channel, form.channels),
        ):  # fmt: skip
            field.set_options([Option(value, words) for value, words in options])
        self.to.set_value(form.to[0][0] if len(form.to) == 1 else None)
        self.ground.set_value(form.grounds[0][0] if form.grounds else None)
        self.channel.set_value(form.channels[0][0] if form.channels else None)
        self.asked.set_value(form.asked[0][0] if form.asked else None)
        for line in (self.name, self.question, self.due, self.purpose, self.exception):
            line.set_value("")
        self.until.set_value(form.until)
        self.every.setText(_("Al mijn dossiers ({n})").format(n=form.own))
        self.every.setChecked(False)
        self._people(form.people)
        self.items.set_items([StepItem(one.key, one.words, one.kind) for one in form.items])
        self._show_parts(form.kind)
        self.every.setVisible(form.kind is FormKind.STAND_IN and form.own > 1)

    def _show_parts(self, kind: FormKind) -> None:
        stands, outside, new = (
            kind is FormKind.STAND_IN,
            kind is FormKind.OUTSIDE,
            kind is FormKind.ASSIGNMENT,
        )
        asks = kind is not FormKind.MORE and not stands
        for widget, on in (
            (self.to, new or stands), (self.question, new), (self.due, new),
            (self.name, outside), (self.channel, outside),
            (self.purpose, asks), (self.ground, asks), (self.asked, asks),
            (self.until, asks or stands),
            (self.agreed_title, asks), (self.subjects_title, outside), (self.right, not outside and not stands),
        ):  # fmt: skip
            widget.setVisible(on)
        for box in self.agreed.values():
            box.setVisible(asks)
        for box in self.subjects.values():
            box.setVisible(outside)

    def _people(self, people: Options) -> None:
        self.agreed = self._tick_boxes(self.ticks, self.agreed, people)
        self.subjects = self._tick_boxes(self.marks, self.subjects, people)

    def _tick_boxes(self, row: FlowRow, old: dict[str, CheckBox], people: Options) -> dict[str, CheckBox]:
        for box in old.values():
            row.removeWidget(box)
            box.hide()
            box.deleteLater()
        made = {value: CheckBox(name) for value, name in people}
        for box in made.values():
            box.toggled.connect(self._on_changed)
            row.addWidget(box)
        return made

    def _show_error(self, field: str, text: str) -> None:
        fields = {
            "to": self.to, "recipient": self.name, "question": self.question,
            "purpose": self.purpose, "valid_until": self.until,
        }  # fmt: skip
        for name, widget in fields.items():
            widget.show_error(text if name == field else "")
        loose = text if field not in fields and field != "text" else ""
        self.error.setText(loose)
        self.error.setVisible(bool(loose))
        if text and field in fields:
            fields[field].setFocus()

    def first(self) -> QWidget:
        """Where the focus begins."""
        return next(one for one in (self.to, self.name, self.items) if not one.isHidden())

    def filled(self) -> Filled:
        """What is filled in now."""
        outside = self.form is not None and self.form.kind is FormKind.OUTSIDE
        return Filled(
            to=_text(self.name if outside else self.to),
            question=_text(self.question),
            due=_text(self.due),
            purpose=_text(self.purpose),
            ground=_text(self.ground),
            asked=_text(self.asked),
            about=frozenset(row for row, box in self.subjects.items() if box.isChecked())
            if outside
            else frozenset(),
            given_by=frozenset(row for row, box in self.agreed.items() if box.isChecked()),
            items=frozenset(self.chosen),
            exception=_text(self.exception),
            until=_text(self.until),
            channel=_text(self.channel),
            every=self.every.isChecked() and not self.every.isHidden(),
        )

    def _on_ticked(self, key: object, on: bool) -> None:
        if isinstance(key, bytes):
            (self.chosen.add if on else self.chosen.discard)(key)
        self._on_changed()

    def _on_changed(self) -> None:
        if self.form is not None:
            self.changed.emit(self.filled())

    def _on_go(self) -> None:
        self.finished.emit(self.filled())


def _text(field: ChoiceField | LineField | TextField | DateField) -> str:
    value = field.value()
    return value if isinstance(value, str) else ""


def _make() -> str:
    return _("Maak de opdracht")


def _share() -> str:
    return _("Deel dit ook")


def _record() -> str:
    return _("Leg de afspraak vast")


def _stand_in() -> str:
    return _("Laat waarnemen")


_GO = {
    FormKind.ASSIGNMENT: _make,
    FormKind.MORE: _share,
    FormKind.OUTSIDE: _record,
    FormKind.STAND_IN: _stand_in,
}
