"""What a laptop makes of units that a server sends, before it judges who wrote them. Pure.

What cannot be read or does not belong here is set apart whole; the rest goes on (architecture.md §2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wijkdesk.core.commit import (
    MAX_UNIT,
    Malformed,
    NewerFormat,
    decode_control,
    decode_header,
    decode_unit,
)
from wijkdesk.sync.codes import sentence
from wijkdesk.sync.ports import Arrived, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wijkdesk.core.ids import Id

AHEAD_MS: Final = 400 * 24 * 3600 * 1000  # what is stamped later than this from now is not taken
Unit = tuple[Arrived, ...]


class Unfit(Exception):
    """A unit that cannot be taken: the commit at fault, if it could be read, and a code of codes.py."""

    def __init__(self, code: str, ids: tuple[Id, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.ids = ids


def read_unit(raw: bytes) -> Unit:
    """The commits of a unit with their headers; raises `Unfit` when one of them cannot be read."""
    if len(raw) > MAX_UNIT:
        raise Unfit("too_big")
    try:
        commits = decode_unit(raw)
        unit = tuple(Arrived(decode_header(commit.header), commit) for commit in commits)
    except NewerFormat as error:
        raise Unfit("newer_format") from error
    except Malformed as error:
        raise Unfit("unreadable") from error
    if not unit or len({item.header.id for item in unit}) != len(unit):
        raise Unfit("unreadable")
    return unit


def introduces_itself(unit: Unit) -> bool:
    """Whether a laptop brings an administrator's statement about itself: one put back from a backup."""
    for item in unit:
        if item.header.control and item.commit.body is not None:
            control = decode_control(item.commit.body)
            if control.op == "DEVICE" and control.fields.get("device") == item.header.device:
                return True
    return False


def check_place(unit: Unit, organisation: Id, space: Id | None = None) -> None:
    """Raise `Unfit` when a commit names another organisation, or another space than the one asked for."""
    for item in unit:
        if item.header.organisation != organisation:
            raise Unfit("wrong_organisation", (item.header.id,))
        if space is not None and item.header.space != space:
            raise Unfit("wrong_space", (item.header.id,))


def sort_out(
    raw_units: Iterable[bytes], organisation: Id, space: Id | None = None
) -> tuple[tuple[Unit, ...], tuple[Refusal, ...]]:
    """Units that may be judged further, and what is set apart, with a code and a Dutch sentence."""
    good: list[Unit] = []
    bad: list[Refusal] = []
    for raw in raw_units:
        try:
            unit = read_unit(raw)
            check_place(unit, organisation, space)
        except Unfit as error:
            bad.append(Refusal(error.ids, error.code, sentence(error.code), raw))
        else:
            good.append(unit)
    return tuple(good), tuple(bad)
