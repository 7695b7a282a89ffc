"""What is being typed survives a flat battery: one draft per field, at most two seconds old (architecture.md §6)."""

from __future__ import annotations

from collections.abc import Iterable

from wijkdesk.core.ids import Id
from wijkdesk.models.base import Record
from wijkdesk.models.registry import KINDS
from wijkdesk.services import colleagues
from wijkdesk.services.session import Session
from wijkdesk.services.wording import join
from wijkdesk.storage import drafts as stored
from wijkdesk.storage import history, queries

Draft = stored.Draft

KEEP_MS = 2_000  # the longest that typed text may be unkept
REST_MS = 300_000  # after this rest a draft becomes a commit


def keep(
    session: Session,
    space: Id,
    kind: str,
    row: Id,
    field: str,
    text: str,
    *,
    caret: int = 0,
    place: str = "",
    shown: Record | None = None,
) -> None:
    """Keep the text of a field. The bases stay those of when editing began; `place` leads the screen back.

    `shown` = the record as it was on screen when editing began, where that is known better than by looking now.
    """
    before = stored.draft_of(session.store, row, field)
    if before is not None:
        bases = before.bases
    else:
        bases = seen(session, shown, field) if shown is not None else _heads(session, kind, row, field)
    stored.keep(session.store, Draft(space, kind, row, field, text, caret, bases, place))


def seen(session: Session, shown: Record, field: str) -> tuple[bytes, ...]:
    """The commits whose value stands in a field as it was shown; none when another took its place meanwhile."""
    return queries.heads(session.store, shown, field, shown.values().get(field))


def bases_of(session: Session, row: Id, field: str) -> tuple[bytes, ...] | None:
    """What was on screen when the draft of a field began; None without a draft."""
    draft = stored.draft_of(session.store, row, field)
    return draft.bases if draft is not None else None


def also_changed(session: Session, shown: Record, field: str, bases: Iterable[bytes]) -> str:
    """Who else wrote a field since it was shown so, by name; empty when nobody did."""
    mine = {identity.device for identity in session.store.identities.values()}
    known = set(bases)
    sides = history.sides(session.store, shown.id, shown.space, field)
    names = [
        colleagues.name_of(session, side.user)
        for side in sides
        if side.commit not in known and side.device not in mine
    ]
    return join(list(dict.fromkeys(names)))


def _heads(session: Session, kind: str, row: Id, field: str) -> tuple[bytes, ...]:
    record: Record | None = queries.get(session.store, KINDS[kind], row)
    return queries.heads(session.store, record, field) if record and field in record.specs() else ()


def drop(session: Session, rows: Iterable[Id], field: str = "text") -> None:
    """The drafts of these rows became commits, or were thrown away."""
    for row in rows:
        stored.drop(session.store, row, field)


def of_place(session: Session, place: str) -> list[Draft]:
    """The drafts of a screen on a record: those whose place begins with `place`, newest first."""
    return [draft for draft in stored.all_drafts(session.store) if draft.place.startswith(place)]


def unfinished(session: Session) -> list[Draft]:
    """All drafts on this laptop, newest first, for "Nog niet af"."""
    return stored.all_drafts(session.store)
