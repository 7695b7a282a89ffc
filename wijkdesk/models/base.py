"""How a record is declared: once, on the field itself (architecture.md §4).

A kind of record is one frozen dataclass. Each of its fields carries a `FieldSpec`, from which table, patch
codec, search index, history, conflict card, form, export and redaction derive. Nothing here knows Qt or a
database.
"""

from __future__ import annotations

import builtins
import dataclasses
import re
from dataclasses import dataclass, field, fields
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Self

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value = str | int | bool | bytes | Unknown | None

PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SPEC = "wijkdesk"
SET_MARK = "/"
DELETED = "_deleted"
BLOB = "blob"  # what a reference to a sealed file targets


class FieldType(Enum):
    """What a field holds."""

    TEXT = "text"  # one line
    LONG_TEXT = "long_text"  # own words, any script
    CHOICE = "choice"  # value of a StrEnum
    DATE = "date"  # partial ISO date
    MOMENT = "moment"  # ISO moment in UTC, ends in Z
    BOOL = "bool"
    INT = "int"
    REF = "ref"  # id of a row of one of `targets`
    SET = "set"  # elements written as name/element
    ORDER = "order"  # fractional key


class Merge(Enum):
    """What happens when two people write one field without seeing each other."""

    ASK = "ask"
    LATEST = "latest"
    SET = "set"


class Erase(Enum):
    """What redaction does to the field."""

    WIPE = "wipe"  # it says something about a person
    KEEP = "keep"  # structure only: ids, order, kinds


@dataclass(frozen=True)
class FieldSpec:
    """Everything the house needs to know of one field."""

    name: str
    type: FieldType
    label: str
    help: str = ""
    merge: Merge = Merge.ASK
    searched: bool = False
    indexed: bool = False
    unknowns: bool = False
    choices: builtins.type[StrEnum] | None = None
    targets: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    erase: Erase = Erase.WIPE
    check: Callable[[str], str] | None = None  # gives a Dutch sentence when the text is not right
    machine: bool = False  # for the program only: on no screen and no paper

    @property
    def is_blob(self) -> bool:
        """Whether it names a sealed file, which goes when the record is erased."""
        return self.targets == (BLOB,)

    @property
    def title(self) -> str:
        """The label in the language in force."""
        return _(self.label)


def _field(type_: FieldType, label: str, **more: Any) -> Any:
    default: Any = frozenset() if type_ is FieldType.SET else None
    if type_ is FieldType.BOOL:
        default = False
    return field(default=default, metadata={SPEC: FieldSpec(name="", type=type_, label=label, **more)})


def line(label: str, **more: Any) -> Any:
    """One line of text."""
    return _field(FieldType.TEXT, label, **more)


def own_words(label: str, **more: Any) -> Any:
    """Text of any length in any script; searched."""
    return _field(FieldType.LONG_TEXT, label, searched=True, **more)


def choice(label: str, choices: type[StrEnum], **more: Any) -> Any:
    """One of the members of a StrEnum whose members have a `label`."""
    return _field(FieldType.CHOICE, label, choices=choices, **more)


def day(label: str, **more: Any) -> Any:
    """A date cut to what is known: 2014, 2014-03 or 2014-03-12."""
    return _field(FieldType.DATE, label, **more)


def moment(label: str, **more: Any) -> Any:
    """A moment in UTC."""
    return _field(FieldType.MOMENT, label, **more)


def yes_no(label: str, **more: Any) -> Any:
    """A tick."""
    return _field(FieldType.BOOL, label, **more)


def number(label: str, low: int, high: int, **more: Any) -> Any:
    """A whole number from `low` to `high`."""
    return _field(FieldType.INT, label, low=low, high=high, **more)


def ref(label: str, *targets: str, **more: Any) -> Any:
    """The id of a row of one of the kinds `targets`."""
    return _field(FieldType.REF, label, targets=targets, indexed=True, erase=Erase.KEEP, **more)


def sealed_file(label: str) -> Any:
    """The id of a sealed file beside the store."""
    return _field(FieldType.REF, label, targets=(BLOB,), erase=Erase.KEEP, machine=True)


def sealed_key(label: str) -> Any:
    """The key of a sealed file, in hex."""
    return line(label, machine=True)


def set_of(label: str, *targets: str, **more: Any) -> Any:
    """Elements that come and go one by one; ids of `targets` in hex, or words."""
    return _field(FieldType.SET, label, targets=targets, merge=Merge.SET, erase=Erase.KEEP, **more)


def rank() -> Any:
    """A fractional key among the children of one parent."""
    return _field(FieldType.ORDER, N_("Volgorde"), merge=Merge.LATEST, erase=Erase.KEEP)


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has: id, the space it was born in, and whether it lies in the bin."""

    KIND: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""

    id: Id
    space: Id
    deleted: bool = False

    @classmethod
    def specs(cls) -> dict[str, FieldSpec]:
        """The field declarations by name, in order."""
        return specs_of(cls)

    def values(self) -> dict[str, Value]:
        """The fields as the log writes them: sets spread out to `name/element`, empty fields left out."""
        out: dict[str, Value] = {}
        for name, spec in self.specs().items():
            value = getattr(self, name)
            if spec.type is FieldType.SET:
                out.update({f"{name}{SET_MARK}{element}": True for element in sorted(value)})
            elif value is not None and value is not False:
                out[name] = value.value if isinstance(value, StrEnum) else value
        return out

    @classmethod
    def from_values(cls, id: Id, space: Id, shown: Mapping[str, Any], *, deleted: bool = False) -> Self:
        """The record for the values shown now; fields this version does not know are left out."""
        known: dict[str, Any] = {}
        for name, spec in cls.specs().items():
            if spec.type is FieldType.SET:
                known[name] = _elements(name, shown)
            elif name in shown:
                known[name] = _typed(spec, shown[name])
        return cls(id=id, space=space, deleted=deleted, **known)

    def with_(self, **changed: Any) -> Self:
        """The same record with other values."""
        return dataclasses.replace(self, **changed)

    @property
    def caption(self) -> str:
        """A short name for lists, history and conflict cards; kinds override it."""
        return _(self.TITLE)


_SPECS: dict[type[Any], dict[str, FieldSpec]] = {}


def specs_of(cls: type[Any]) -> dict[str, FieldSpec]:
    """The field declarations of a kind by name, in order."""
    if cls not in _SPECS:
        _SPECS[cls] = {
            f.name: dataclasses.replace(f.metadata[SPEC], name=f.name)
            for f in fields(cls)
            if SPEC in f.metadata
        }
    return _SPECS[cls]


def _elements(name: str, shown: Mapping[str, Any]) -> frozenset[str]:
    prefix = name + SET_MARK
    return frozenset(
        key[len(prefix) :] for key, value in shown.items() if value is True and key.startswith(prefix)
    )


def _typed(spec: FieldSpec, value: Any) -> Any:
    """The value as the record holds it; a choice that this version does not know stays plain text."""
    if spec.type is FieldType.CHOICE and isinstance(value, str) and spec.choices is not None:
        return _members(spec.choices).get(value, value)
    if spec.type is FieldType.BOOL:
        return value if isinstance(value, Unknown) else bool(value)
    return value


def _members(choices: type[StrEnum]) -> dict[str, StrEnum]:
    return {str(member.value): member for member in choices}


def check_value(spec: FieldSpec, value: Any) -> None:
    """Refuse a value that does not fit its field.

    Raises:
        UserError: with a Dutch sentence for next to the field.
    """
    if value is None or (isinstance(value, Unknown) and spec.unknowns):
        return
    if isinstance(value, Unknown):
        raise UserError(_("Dit antwoord past hier niet. Vul iets in of laat het leeg."), field=spec.name)
    sentence = _CHECKS[spec.type](spec, value)
    if not sentence and spec.check is not None and isinstance(value, str):
        sentence = spec.check(value)
    if sentence:
        raise UserError(sentence, field=spec.name)


def _check_text(_spec: FieldSpec, value: Any) -> str:
    return "" if isinstance(value, str) else _("Hier hoort tekst.")


def _check_choice(spec: FieldSpec, value: Any) -> str:
    known = spec.choices is not None and isinstance(value, str) and value in _members(spec.choices)
    return "" if known else _("Kies een van de mogelijkheden.")


def _check_date(_spec: FieldSpec, value: Any) -> str:
    if isinstance(value, str) and PARTIAL_DATE.fullmatch(value):
        return ""
    return _("Dit is geen datum. Schrijf bijvoorbeeld 12-3-2014 of alleen 2014.")


def _check_moment(_spec: FieldSpec, value: Any) -> str:
    fits = isinstance(value, str) and value.endswith("Z") and "T" in value
    return "" if fits else _("Dit is geen dag en tijd. Schrijf bijvoorbeeld 12-11-2026 14:00.")


def _check_bool(_spec: FieldSpec, value: Any) -> str:
    return "" if isinstance(value, bool) else _("Hier hoort ja of nee.")


def _check_int(spec: FieldSpec, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and spec.low <= value <= spec.high:
        return ""
    return _("Kies een getal van {low} tot en met {high}.").format(low=spec.low, high=spec.high)


def _check_ref(_spec: FieldSpec, value: Any) -> str:
    return "" if isinstance(value, bytes) and len(value) == 16 else _("Kies iemand uit de lijst.")


def _check_set(_spec: FieldSpec, value: Any) -> str:
    fits = isinstance(value, frozenset) and all(isinstance(element, str) for element in value)
    return "" if fits else _("Kies uit de lijst.")


_CHECKS: dict[FieldType, Callable[[FieldSpec, Any], str]] = {
    FieldType.TEXT: _check_text,
    FieldType.LONG_TEXT: _check_text,
    FieldType.ORDER: _check_text,
    FieldType.CHOICE: _check_choice,
    FieldType.DATE: _check_date,
    FieldType.MOMENT: _check_moment,
    FieldType.BOOL: _check_bool,
    FieldType.INT: _check_int,
    FieldType.REF: _check_ref,
    FieldType.SET: _check_set,
}


class Choice(StrEnum):
    """A closed list; the value is format, the label is Dutch for the worker."""

    label_source: str

    def __new__(cls, value: str, label: str = "") -> Self:  # noqa: D102 - how an enum is made
        member = str.__new__(cls, value)
        member._value_ = value
        member.label_source = label
        return member

    @property
    def label(self) -> str:
        """The label in the language in force."""
        return _(self.label_source)
