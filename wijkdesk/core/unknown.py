"""The three ways of not knowing, as values of a field itself (architecture.md §2, Values)."""

from __future__ import annotations

from enum import IntEnum

from wijkdesk.core.i18n import N_


class Unknown(IntEnum):
    """A field's value when there is no answer; the number is its code in msgpack ext type 1."""

    NOT_ASKED = 1
    DONT_KNOW = 2
    WONT_SAY = 3

    @property
    def label(self) -> str:
        """The Dutch words a worker sees (translate late with `_`)."""
        return _LABELS[self]


_LABELS = {
    Unknown.NOT_ASKED: N_("nog niet gevraagd"),
    Unknown.DONT_KNOW: N_("weet niet"),
    Unknown.WONT_SAY: N_("wil niet zeggen"),
}
