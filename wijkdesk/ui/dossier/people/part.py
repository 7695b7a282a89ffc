"""One record as a form, with what can be done with it: protect, look back, throw away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.models.base import specs_of
from wijkdesk.models.dossier import Household
from wijkdesk.models.person import Person
from wijkdesk.ui.dossier.people.presenter import Part
from wijkdesk.ui.kit.chips import Option
from wijkdesk.ui.kit.choices import ChoiceField
from wijkdesk.ui.kit.clash_lines import ClashButton
from wijkdesk.ui.kit.fields import FieldFrame, LineField, TextField
from wijkdesk.ui.kit.forms import Form, form_for
from wijkdesk.ui.kit.widgets import (
    Card,
    FlowGrid,
    FlowRow,
    Hairline,
    Icon,
    IconButton,
    Pill,
    QuietButton,
    Tone,
)

_KEEP_MS = 2_000
_MAIN = (Person, Household)


class PartForm(QFrame):
    """Fields of one record; signals carry its id."""

    changed = Signal(object, str, object)
    begun = Signal(object, str, object)
    dropped = Signal(object, str)
    kept = Signal(object, str, str)
    removed = Signal(object)
    protecting = Signal(object)
    history = Signal(object)
    choosing = Signal(object, str)

    def __init__(self, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(part.title)
        self.part = part
        self.main = part.kind in _MAIN
        self.unkept: set[str] = set()
        self.typed: set[str] = set()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(_KEEP_MS)
        self.timer.timeout.connect(self.keep)
        self.form: Form = form_for(part.kind, part.fields, columns=2)
        self.form.edited.connect(self._on_edited)
        self.refs = self._make_refs(part)
        self.fields: dict[str, FieldFrame] = {**self.refs, **self.form.fields}
        for name, field in self.form.fields.items():
            if isinstance(field, LineField | TextField):
                field.typing.connect(partial(self._on_typing, name))
        for name, field in self.fields.items():
            field.choosing.connect(partial(self._on_choosing, name))
            field.unchanged.connect(partial(self._on_unchanged, name))
        self.clash = ClashButton(part.title)
        self.clash.clicked.connect(partial(self._on_choosing, ""))
        self.clash.hide()
        self.tools = self._make_tools(part)
        self._lay_out()

    def _make_refs(self, part: Part) -> dict[str, ChoiceField]:
        specs = specs_of(part.kind)
        refs: dict[str, ChoiceField] = {}
        for name, options in part.choices.items():
            field = ChoiceField(specs[name].title, [Option(row, words) for row, words in options])
            field.setObjectName(name)
            field.edited.connect(partial(self._on_edited, name))
            refs[name] = field
        return refs

    def _make_tools(self, part: Part) -> FlowRow:
        row = FlowRow(gap=4)
        row.addWidget(self.clash)
        if part.protected:
            row.addWidget(Pill(_("Beschermd"), Tone.OK, Icon.SHIELD_CHECK))
        elif part.can_protect:
            protect = QuietButton(_("Beschermen"), Icon.SHIELD_CHECK, "small")
            protect.clicked.connect(self._on_protect)
            row.addWidget(protect)
        past = IconButton(Icon.HISTORY, _("Geschiedenis van {part}").format(part=part.title.lower()), "small")
        past.clicked.connect(self._on_history)
        row.push(past)
        if part.can_remove:
            bin_ = IconButton(Icon.TRASH, _("{part} weggooien").format(part=part.title), "small")
            bin_.clicked.connect(self._on_remove)
            row.push(bin_)
        return row

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        body = box
        if self.main:
            card = Card(self.part.title)
            box.addWidget(card)
            body = card.body
        if self.refs:
            grid = FlowGrid(220, weights=[1, 1], gap=12)
            for field in self.refs.values():
                grid.addWidget(field)
            body.addLayout(grid)
        body.addWidget(self.form)
        body.addLayout(self.tools)
        if not self.main:
            body.addWidget(Hairline())

    def show_values(self, part: Part) -> None:
        """Show what is stored, or kept as a draft; a field in use is left alone."""
        self.part = part
        also = dict(part.also)
        self.clash.setVisible(bool(part.clashes - self.fields.keys()))
        for name, field in self.fields.items():
            field.show_versions(on=name in part.clashes)
            field.show_also(also.get(name, ""))
            if not self._in_use(field) and name in part.values:
                value = part.values[name]
                if field.value() != value or type(field.value()) is not type(value):
                    field.set_value(value)

    def cover(self, on: bool) -> None:
        """Names are hidden: what is typed shows itself only where the focus is."""
        for field in self.fields.values():
            field.cover(on)

    def _in_use(self, field: FieldFrame) -> bool:
        widget = self.window().focusWidget()
        return field.objectName() in self.unkept or (widget is not None and field.isAncestorOf(widget))

    def show_error(self, error: UserError) -> None:
        """Show what does not fit next to its field."""
        self.form.show_error(error)

    def begin(self) -> None:
        """Put the caret in the first field."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus()

    def _on_typing(self, name: str) -> None:
        self.begun.emit(self.part.id, name, self.fields[name].told)
        self.typed.add(name)
        self.unkept.add(name)
        if not self.timer.isActive():
            self.timer.start()

    def keep(self) -> None:
        """Hand over what was typed since the last time."""
        self.timer.stop()
        names, self.unkept = self.unkept, set()
        for name in sorted(names):
            value = self.fields[name].value()
            self.kept.emit(self.part.id, name, value if isinstance(value, str) else "")

    def _on_edited(self, name: str, value: object) -> None:
        self.unkept.discard(name)
        self.typed.discard(name)
        self.begun.emit(self.part.id, name, self.fields[name].was)
        self.changed.emit(self.part.id, name, value)

    def _on_unchanged(self, name: str) -> None:
        self.unkept.discard(name)
        if name in self.typed:
            self.typed.discard(name)
            self.dropped.emit(self.part.id, name)

    def _on_choosing(self, name: str) -> None:
        self.choosing.emit(self.part.id, name)

    def _on_protect(self) -> None:
        self.protecting.emit(self.part.id)

    def _on_history(self) -> None:
        self.history.emit(self.part.id)

    def _on_remove(self) -> None:
        self.removed.emit(self.part.id)
