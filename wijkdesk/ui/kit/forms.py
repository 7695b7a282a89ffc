"""Forms from declarations: `form_for(Person, ["calling_name", "born"])` (architecture.md §4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.models.base import FieldSpec, FieldType, Record, check_value, specs_of
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.chips import Option
from wijkdesk.ui.kit.choices import ChoiceField, DateField, NumberField, TickField
from wijkdesk.ui.kit.fields import FieldFrame, LineField, TextField
from wijkdesk.ui.kit.flow import FlowGrid


def _line(spec: FieldSpec) -> FieldFrame:
    return LineField(spec.title, _(spec.help), unknowns=spec.unknowns)


def _text(spec: FieldSpec) -> FieldFrame:
    return TextField(spec.title, _(spec.help), unknowns=spec.unknowns)


def _day(spec: FieldSpec) -> FieldFrame:
    return DateField(spec.title, _(spec.help), unknowns=spec.unknowns)


def _number(spec: FieldSpec) -> FieldFrame:
    return NumberField(spec.title, spec.low, spec.high, _(spec.help), unknowns=spec.unknowns)


def _tick(spec: FieldSpec) -> FieldFrame:
    return TickField(spec.title, _(spec.help))


def _choice(spec: FieldSpec) -> FieldFrame:
    members = list(spec.choices) if spec.choices else []
    options = [Option(member, str(getattr(member, "label", member.value))) for member in members]
    return ChoiceField(spec.title, options, _(spec.help), unknowns=spec.unknowns)


_MAKERS: dict[FieldType, Callable[[FieldSpec], FieldFrame]] = {
    FieldType.TEXT: _line,
    FieldType.LONG_TEXT: _text,
    FieldType.DATE: _day,
    FieldType.INT: _number,
    FieldType.BOOL: _tick,
    FieldType.CHOICE: _choice,
}


def field_for(spec: FieldSpec) -> FieldFrame:
    """The field for a declaration. Raises KeyError for a type that a screen must show by hand (ref, set)."""
    return _MAKERS[spec.type](spec)


class Form(QWidget):
    """Fields by name; `edited(str, object)` tells a value that fits, one that does not shows its error."""

    edited = Signal(str, object)

    def __init__(self, specs: Sequence[FieldSpec], columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.specs = {spec.name: spec for spec in specs}
        self.fields: dict[str, FieldFrame] = {}
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        grid = FlowGrid(220, weights=[1] * columns, gap=12)
        for spec in specs:
            field = field_for(spec)
            field.setObjectName(spec.name)
            field.edited.connect(self._on_edited)
            self.fields[spec.name] = field
            grid.addWidget(field)
        self.box.addLayout(grid)
        self.box.addStretch(1)
        theme.follow(self.restyle)

    def restyle(self) -> None:
        """Distances in the scale of the look."""
        self.box.setSpacing(theme.px(12))

    def values(self) -> dict[str, object]:
        """All values by name."""
        return {name: field.value() for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show values; names that are not in the form are left alone."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)

    def show_error(self, error: UserError) -> bool:
        """Show an error next to its field and go there; False when the field is not in this form."""
        field = self.fields.get(error.field)
        if field is None:
            return False
        field.show_error(error.sentences)
        field.setFocus()
        return True

    def check(self) -> bool:
        """Whether all values fit; shows what does not and goes to the first."""
        wrong = [name for name in self.fields if not self._fits(name)]
        if wrong:
            self.fields[wrong[0]].setFocus()
        return not wrong

    def _fits(self, name: str) -> bool:
        field = self.fields[name]
        try:
            check_value(self.specs[name], field.value())
        except UserError as error:
            field.show_error(error.sentences)
            return False
        field.show_error("")
        return True

    def _on_edited(self, value: object) -> None:
        name = self.sender().objectName()
        if self._fits(name):
            self.edited.emit(name, value)


def form_for(
    record: type[Record], names: Sequence[str] = (), columns: int = 1, parent: QWidget | None = None
) -> Form:
    """A form for the fields `names` of a kind (none given = all that a form can show)."""
    specs = specs_of(record)
    chosen = [specs[name] for name in names] if names else [s for s in specs.values() if s.type in _MAKERS]
    return Form(chosen, columns, parent)
