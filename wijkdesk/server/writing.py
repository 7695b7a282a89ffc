"""Taking a push: one transaction, judged unit by unit; the counter comes late (store-and-sync.md §3.4)."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from wijkdesk.core.ids import ZERO, Id
from wijkdesk.server import erasing, standing
from wijkdesk.server import tables as t
from wijkdesk.server.judge import Judge
from wijkdesk.server.people import save_roster
from wijkdesk.sync.codes import refusal, sentence
from wijkdesk.sync.protocol import PushReply, Rejection
from wijkdesk.sync.receive import Unfit, read_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy.engine import Connection

    from wijkdesk.server.roster import Roster
    from wijkdesk.sync.ports import Arrived
    from wijkdesk.sync.receive import Unit

_CHUNK: Final = 500
_ROUNDS: Final = 4
_LATER: Final = frozenset({"no_access", "unknown_author", "forged_statement", "device_out", "redacted"})


@dataclass
class Verdict:
    """What becomes of each unit of a push; `rejected` by its place in the push."""

    accepted: list[Unit] = field(default_factory=list)
    known: int = 0
    rejected: dict[int, Rejection] = field(default_factory=dict)


@dataclass(frozen=True)
class Stored:
    """The answer to a push, and the blobs to drop once its transaction has committed."""

    reply: PushReply
    gone: Sequence[erasing.Gone] = ()


def store_push(
    connection: Connection,
    organisation: Id,
    enter: Callable[[], tuple[Roster, Id]],
    units: Sequence[bytes],
    now_ms: int,
) -> Stored:
    """Judge and store units; durable when the transaction of `connection` has committed.

    `enter` gives a fresh roster and the user who pushes, or refuses. What is judged before the lock is judged again
    under it when another push came in between that may change the verdict (standing.py).
    """
    before = _known_here(standing.read(connection, organisation))
    roster, verdict = _judged(connection, enter, units, now_ms)
    if not verdict.accepted:
        return Stored(_reply(before, verdict))
    now = _known_here(standing.lock(connection, organisation))
    if _overtaken(connection, organisation, before, now, verdict):
        roster, verdict = _judged(connection, enter, units, now_ms)
    head = write_units(connection, organisation, verdict.accepted, now.head, now_ms)
    spoken = any(item.header.control for unit in verdict.accepted for item in unit)
    after = standing.Standing(now.epoch, head, head if spoken else now.changed)
    save_roster(connection, roster, now.head)
    gone = erasing.carry_out(connection, roster)
    standing.move(connection, organisation, after)
    return Stored(_reply(after, verdict), gone)


def _known_here(found: standing.Standing | None) -> standing.Standing:
    if found is None:
        raise refusal("unknown_organisation")
    return found


def _judged(
    connection: Connection, enter: Callable[[], tuple[Roster, Id]], units: Sequence[bytes], now_ms: int
) -> tuple[Roster, Verdict]:
    roster, user = enter()
    known = known_hashes(connection, roster.organisation, units)
    erasing.prime(connection, roster, [item for item in _items(units) if item.header.id not in known])
    return roster, weigh(Judge(roster, user, known, now_ms, units), units)


def _overtaken(
    connection: Connection,
    organisation: Id,
    before: standing.Standing,
    now: standing.Standing,
    verdict: Verdict,
) -> bool:
    """Whether a push in between may change the verdict: on who may what, or on what the log has already."""
    if now.changed != before.changed:
        return True
    ids = [item.header.id for unit in verdict.accepted for item in unit]
    return now.head != before.head and bool(_hashes(connection, organisation, ids))


def _reply(now: standing.Standing, verdict: Verdict) -> PushReply:
    return PushReply(
        epoch=now.epoch,
        head=now.head,
        accepted=len(verdict.accepted),
        known=verdict.known,
        rejected=tuple(verdict.rejected.values()),
    )


def weigh(judge: Judge, units: Sequence[bytes]) -> Verdict:
    """What the judge says of each unit, in order.

    Laptops that give a restored server back what it lost may bring a unit before the one that makes it
    possible: what lacked an author or access is judged again, as long as that helps.
    """
    verdict = Verdict()
    waiting = list(range(len(units)))
    for _round in range(_ROUNDS):
        before = len(verdict.accepted)
        for index in waiting:
            _weigh_one(judge, units[index], index, verdict)
        if len(verdict.accepted) == before:
            break
        waiting = [index for index, item in verdict.rejected.items() if item.code in _LATER]
    return verdict


def _weigh_one(judge: Judge, raw: bytes, index: int, verdict: Verdict) -> None:
    try:
        new = judge.accept(raw)
    except Unfit as error:
        fault = error.ids[0] if error.ids else ZERO
        verdict.rejected[index] = Rejection(fault, error.code, sentence(error.code), index)
        return
    verdict.rejected.pop(index, None)
    if new:
        verdict.accepted.append(new)
    else:
        verdict.known += 1


def known_hashes(connection: Connection, organisation: Id, units: Iterable[bytes]) -> dict[Id, bytes]:
    """Hashes of those commits of a push that the log has already."""
    return _hashes(connection, organisation, [item.header.id for item in _items(units)])


def _hashes(connection: Connection, organisation: Id, ids: Sequence[Id]) -> dict[Id, bytes]:
    found: dict[Id, bytes] = {}
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        rows = connection.execute(
            sa.select(t.log.c.id, t.log.c.hash).where(
                t.log.c.organisation == organisation, t.log.c.id.in_(some)
            )
        )
        found.update((Id(row.id), row.hash) for row in rows)
    return found


def _items(units: Iterable[bytes]) -> list[Arrived]:
    found: list[Arrived] = []
    for raw in units:
        with suppress(Unfit):  # the judge says so, in its turn
            found += read_unit(raw)
    return found


def write_units(
    connection: Connection, organisation: Id, units: Iterable[Unit], base: int, now_ms: int
) -> int:
    """Append units after `base`, each with consecutive numbers; the new head."""
    rows: list[dict[str, object]] = []
    for unit in units:
        last = base + len(rows) + len(unit)
        for item in unit:
            header, commit = item.header, item.commit
            rows.append(
                {
                    "organisation": organisation,
                    "seq": base + len(rows) + 1,
                    "unit": last,
                    "id": header.id,
                    "space": header.space,
                    "device": header.device,
                    "hash": commit.hash,
                    "header": commit.header,
                    "body": commit.body,
                    "signature": commit.signature,
                    "redacted": commit.redacted,
                    "received": now_ms,
                    "size": len(commit.header) + len(commit.body or b""),
                }
            )
    if rows:
        connection.execute(t.log.insert(), rows)
    return base + len(rows)


def token_hash(token: bytes) -> bytes:
    """What the server keeps of a token."""
    return hashlib.sha256(token).digest()
