"""Canary words: one of its own in every field of every kind that can hold words, from the registry."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.base import FieldSpec, FieldType, Record
from wijkdesk.models.registry import KINDS

_WORDS = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.ORDER)


@dataclass
class Canaries:
    """Gives out words that stand nowhere else, and remembers them."""

    given: list[str] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def word(self, about: str = "") -> str:
        """A fresh word; every third in another script or with accents."""
        number = next(self._numbers)
        tail = ("", "éèÿ", "كناري")[number % 3]
        made = f"Qanarie{number:04}{about.replace('_', '')}{tail}"
        self.given.append(made)
        return made

    def day(self) -> str:
        """A date of long ago that is nobody's."""
        number = next(self._numbers)
        made = f"{1101 + number}-04-17"
        self.given.append(made)
        return made

    def record(self, kind: str, space: Id) -> Record:
        """A record with a canary in each field that can hold one."""
        cls = KINDS[kind]
        values = {name: self._value(kind, spec) for name, spec in cls.specs().items()}
        return cls(id=new_id(), space=space, **values)

    def _value(self, kind: str, spec: FieldSpec) -> Any:
        if spec.type in _WORDS:
            return self.word(f"{kind}{spec.name}")
        if spec.type is FieldType.SET:
            return frozenset({self.word(f"{kind}{spec.name}")})
        if spec.type is FieldType.DATE:
            return self.day()
        if spec.type is FieldType.MOMENT:
            return f"{self.day()}T05:06:07Z"
        if spec.type is FieldType.CHOICE and spec.choices is not None:
            return next(iter(spec.choices))
        return {FieldType.BOOL: True, FieldType.INT: spec.low, FieldType.REF: new_id()}.get(spec.type)
