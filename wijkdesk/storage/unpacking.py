"""What a laptop makes of a package before it takes a word of it: who speaks, what may stay, what is set apart.

No server judged these units, so what the server would ask is asked here: of the right organisation, in a space that
is in this user's hands (holders.py), not stamped far ahead, and no commit without its body unless an erasure that
counts names it. The rest of the judgement is that of every commit (intake.py).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from wijkdesk.core.clock import hlc_ms
from wijkdesk.core.commit import Malformed, decode_control
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.storage import control, log
from wijkdesk.storage.holders import Given, Holders, from_log, given_by
from wijkdesk.storage.keywraps import KeyWrap, read
from wijkdesk.sync.codes import sentence
from wijkdesk.sync.ports import Refusal
from wijkdesk.sync.receive import AHEAD_MS, Unfit, check_place, read_unit
from wijkdesk.vault.trust import Trust

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.core.commit import Control, Header
    from wijkdesk.storage.identity import Identity
    from wijkdesk.storage.store import Store
    from wijkdesk.sync.package import PackedUnit
    from wijkdesk.sync.ports import Arrived
    from wijkdesk.sync.receive import Unit

MOST_STATEMENTS: Final = 200_000  # in one package; what is more is no package of ours
_GUARDED: Final = ("ASSIGN", *control.ERASING)
_CLOCK: Final = N_("Deze wijziging draagt een datum ver in de toekomst.")


@dataclass
class Sorted:
    """A unit as it may be taken; not `whole` = something was left out, here or by the sender.

    `left_out` = the sealed commits that were left out here and are not on this laptop.
    """

    unit: Unit
    whole: bool
    left_out: int = 0


@dataclass
class Heard:
    """What the statements of a package say, gathered before anything is taken."""

    trust: Trust
    spoken: list[tuple[Header, Control]] = field(default_factory=list)

    def hear(self, packed: PackedUnit) -> None:
        """Listen to one unit; what cannot be read is said when its turn comes. `Malformed` when it never ends."""
        with suppress(Unfit):
            for item in read_unit(packed.raw):
                if item.header.control and item.commit.body is not None:
                    self._hear(item)

    def _hear(self, item: Arrived) -> None:
        if item.header.organisation != self.trust.organisation:
            return
        with suppress(Malformed, Refused):
            statement = decode_control(item.commit.body or b"")
            if statement.op in control.PEOPLE:
                self.trust.take(statement)
            elif statement.op in _GUARDED:
                self.spoken.append((item.header, statement))
        if len(self.spoken) > MOST_STATEMENTS:
            raise Malformed("too many statements for a package")


def listener(store: Store, me: Identity) -> Heard:
    """One who knows what this laptop knows of people, and learns without anything being stored."""
    with store.database.read() as connection:
        return Heard(control.trust_of(connection, me))


class Sorter:
    """Sorts the units that `sender` brings for one user. Made once all statements were heard."""

    def __init__(self, store: Store, me: Identity, sender: Id, heard: Heard) -> None:
        self._store, self._me, self._sender, self._trust = store, me, sender, heard.trust
        self._latest = store.clock.now_ms() + AHEAD_MS
        with store.database.read() as connection:
            known = from_log(connection, heard.trust)
            self._holders = Holders(heard.trust, [*known, *_assigns(heard)])
            self._erased, self._shredded = _erasures(connection, heard)

    def sort(self, packed: PackedUnit) -> Sorted | Refusal:
        """What may be taken of a unit, or why all of it is set apart."""
        try:
            unit = read_unit(packed.raw)
            check_place(unit, self._me.organisation)
        except Unfit as error:
            return Refusal(error.ids, error.code, sentence(error.code), packed.raw)
        if any(hlc_ms(item.header.hlc) > self._latest for item in unit):
            return Refusal((Id(unit[0].header.id),), "clock", _(_CLOCK), packed.raw)
        mine = tuple(item for item in unit if self._may_have(item))
        left_out = sum(self._is_news(item) for item in unit if item not in mine)
        return Sorted(mine, packed.whole and len(mine) == len(unit), left_out)

    def _is_news(self, item: Arrived) -> bool:
        known = "SELECT 1 FROM log WHERE id = ?"
        return not item.header.control and not self._store.execute(known, (item.header.id,))

    def _may_have(self, item: Arrived) -> bool:
        header = item.header
        if not self._holders.holds(self._me.user, Id(header.space)) or not self._may_write(item):
            return False
        gone = item.commit.body is None
        return not gone or header.space in self._shredded or self._erased.get(Id(header.id)) == header.space

    def _may_write(self, item: Arrived) -> bool:
        """Author or who brings it holds the space; among guests nobody hands on or erases what others hold too."""
        space, author = Id(item.header.space), self._trust.user_of(item.header.device)
        if author is None:
            return True  # the intake sets it apart, and takes it when its author becomes known
        hands = (author, self._sender)
        if not any(self._holders.holds(one, space) for one in hands):
            return False
        if not item.header.control or item.commit.body is None or not all(map(self._holders.is_guest, hands)):
            return True
        return not (self._holders.others(author, space) and _is_guarded(item.commit.body, author))


def _is_guarded(body: bytes, author: Id) -> bool:
    """A statement that guests may not make; a wrap for oneself or the emergency key is none."""
    try:
        said = decode_control(body)
        if said.op != "KEYWRAP":
            return said.op in _GUARDED
        wraps = read(KeyWrap, said.fields).wraps
    except Malformed:
        return False  # the intake says what is wrong with it
    return not all(kind == "escrow" or (kind, to) == ("user", author) for kind, to, _wrap in wraps)


def _assigns(heard: Heard) -> list[Given]:
    found = [given_by(heard.trust, header, said) for header, said in heard.spoken if said.op == "ASSIGN"]
    return [one for one in found if one is not None]


def _erasures(connection: Connection, heard: Heard) -> tuple[dict[Id, Id], set[bytes]]:
    """The commits that a REDACT of their own space names, and the spaces that a SHRED took."""
    spoken = [(header, said) for header, said in heard.spoken if said.op in control.ERASING]
    known = log.controls(connection, *control.ERASING)
    spoken += [(one.header, control.decode(one.commit)) for one in known if one.commit.body is not None]
    erased: dict[Id, Id] = {}
    shredded: set[bytes] = set()
    for header, said in spoken:
        with suppress(Malformed):
            if not control.held(connection, heard.trust, header):
                continue
            if said.op == "SHRED":
                shredded.add(header.space)
            else:
                erased |= dict.fromkeys(map(Id, read(control.Redact, said.fields).commits), Id(header.space))
    return erased, shredded
