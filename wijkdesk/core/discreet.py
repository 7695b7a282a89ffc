"""Names hidden or shown: in a waiting room or on a bus a screen shows initials only.

Presenters and views pass every name of a person or household through `shown`.
"""

from __future__ import annotations

from wijkdesk.core.text import initials


class _Mode:
    """Whether names are hidden; one place, so that a switch holds for all screens."""

    def __init__(self) -> None:
        self.on = False


_mode = _Mode()


def set_discreet(on: bool) -> None:
    """Hide or show names from now on; the window refreshes its screens after this."""
    _mode.on = on


def discreet() -> bool:
    """Whether names are hidden."""
    return _mode.on


def shown(name: str) -> str:
    """A name as it may be shown now: itself, or its initials with full stops ("E.A.")."""
    if not _mode.on or not name:
        return name
    return "".join(f"{letter}." for letter in initials(name))
