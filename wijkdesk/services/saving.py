"""Where the worker was and what is not saved yet, to come back to after a lock."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from wijkdesk.services.session import Session

_PLACE = "place"


def keep_place(session: Session, place: dict[str, Any]) -> None:
    """Remember where the worker was (screen, params, field, caret), to come back to after a lock."""
    session.store.set_secret(_PLACE, msgspec.msgpack.encode(place))


def take_place(session: Session) -> dict[str, Any]:
    """Where the worker was, once; empty when nothing was kept."""
    raw = session.store.secret(_PLACE)
    if not raw:
        return {}
    session.store.set_secret(_PLACE, b"")
    try:
        found = msgspec.msgpack.decode(raw)
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def newest_draft(session: Session) -> dt.datetime | None:
    """When the newest text that is not yet saved was kept; None when there is none."""
    at = session.store.execute("SELECT max(at) FROM draft")[0][0]
    return dt.datetime.fromtimestamp(at / 1000).astimezone() if at else None
