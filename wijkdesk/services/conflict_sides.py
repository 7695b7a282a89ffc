"""The sides of a conflict: who wrote which value when, on whose laptop, in the words of the worker."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wijkdesk.core.i18n import _, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.models.base import DELETED
from wijkdesk.services.colleagues import name_of, name_of_device
from wijkdesk.services.syncing import sharing_state
from wijkdesk.services.wording import field_title, in_words
from wijkdesk.storage import history
from wijkdesk.storage.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkdesk.services.session import Session

LETTERS = "ABDEFGHIJK"  # C and N are keys of their own on the card
_WORTH_SAYING_MS = 10 * 60 * 1000
_HOUR_MS = 3_600_000


@dataclass(frozen=True)
class Side:
    """One version: `value` as the record holds it, `words` as people read it; `commits` wrote it."""

    letter: str
    commits: tuple[Id, ...]
    user: Id
    who: str
    mine: bool
    when: dt.datetime
    laptop: str
    clock: str
    value: Any
    words: str
    erased: bool = False


def value_sides(session: Session, kind: str, row: Id, space: Id, field: str) -> tuple[Side, ...]:
    """The values of a field in the order they came to be; equal values are one side."""
    found: list[tuple[history.Side, list[Id]]] = []
    for head in history.sides(session.store, row, space, field):
        twin = next((commits for known, commits in found if known.value == head.value), None)
        if twin is None or head.redacted:
            found.append((head, [head.commit]))
        else:
            twin.append(head.commit)
    made = []
    for letter, (head, commits) in zip(LETTERS, found, strict=False):
        words = _("gewist") if head.redacted else in_words(session, kind, field, head.value)
        made.append(_side(session, letter, head, commits, head.value, words))
    return tuple(made)


def delete_sides(session: Session, kind: str, row: Id, space: Id, _field: str) -> tuple[Side, ...]:
    """Away (the first) against what others wrote meanwhile, one side for each of them; the same on every laptop."""
    with session.store.database.read() as connection:
        changed = sorted(Rows(connection).state(row, space).unseen_by_deleter())
    gone = [side for side in history.sides(session.store, row, space, DELETED) if side.value is True]
    if not gone:
        return value_sides(session, kind, row, space, DELETED)
    by: dict[tuple[Id, Id], list[tuple[str, history.Side]]] = {}
    seen = _seen_by(session, row, space)
    for field in changed:
        for head in history.sides(session.store, row, space, field):
            if head.commit not in seen:
                by.setdefault((head.user, head.device), []).append((field, head))
    away = _side(session, LETTERS[0], gone[-1], [side.commit for side in gone], True, _("Weggehaald"))
    others = zip(LETTERS[1:], by.values(), strict=False)
    return (away, *(_edit(session, kind, letter, edits) for letter, edits in others))


def _seen_by(session: Session, row: Id, space: Id) -> set[bytes]:
    with session.store.database.read() as connection:
        heads = Rows(connection).state(row, space).fields.get(DELETED, [])
    return {commit for head in heads if head.value is True for commit in (*head.seen, head.commit)}


def _edit(session: Session, kind: str, letter: str, edits: Sequence[tuple[str, history.Side]]) -> Side:
    lines = [
        f"{field_title(kind, field)}: {in_words(session, kind, field, head.value)}" for field, head in edits
    ]
    last = max((head for _field, head in edits), key=_wall)
    return _side(session, letter, last, [head.commit for _field, head in edits], False, "\n".join(lines))


def _wall(head: history.Side) -> int:
    return head.wall


def _side(
    session: Session,
    letter: str,
    head: history.Side,
    commits: Sequence[Id],
    value: Any,  # noqa: ANN401 - any field's value
    words: str,
) -> Side:
    here = head.device == session.store.identity.device
    offset = sharing_state(session).offset_ms if here else 0
    return Side(
        letter=letter,
        commits=tuple(commits),
        user=head.user,
        who=name_of(session, head.user) if any(head.user) else name_of_device(session, head.device),
        mine=head.user == session.user,
        when=dt.datetime.fromtimestamp((head.wall + offset) / 1000).astimezone(),
        laptop=_("deze laptop") if here else _("andere laptop"),
        clock=clock_words(-offset),
        value=value,
        words=words,
        erased=head.redacted,
    )


def clock_words(ahead_ms: int) -> str:
    """How wrong a clock was, when that matters: "klok liep 3 uur voor"; the time shown is put right."""
    if abs(ahead_ms) < _WORTH_SAYING_MS:
        return ""
    hours = round(abs(ahead_ms) / _HOUR_MS)
    minutes = round(abs(ahead_ms) / 60_000)
    much = (
        ngettext("{n} uur", "{n} uur", hours).format(n=hours) if hours else _("{n} minuten").format(n=minutes)
    )
    words = _("klok liep {much} voor") if ahead_ms > 0 else _("klok liep {much} achter")
    return words.format(much=much)
