"""Whether a pushed unit is taken: readable, of this organisation, signed, attested, allowed. Whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from wijkdesk.core.clock import hlc_ms
from wijkdesk.core.commit import Malformed, decode_control, signing_message
from wijkdesk.core.ids import Id
from wijkdesk.server.auth import signed_by
from wijkdesk.server.statements import AssignFields, apply_assign, apply_attested, apply_blob, read_fields
from wijkdesk.sync.receive import Unfit, check_place, read_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wijkdesk.core.commit import Control
    from wijkdesk.server.roster import Device, Roster
    from wijkdesk.sync.ports import Arrived
    from wijkdesk.sync.receive import Unit

AHEAD_MS: Final = 400 * 24 * 3600 * 1000


class Judge:
    """Judges the units of one push, in order. `user` pushes; `known` = hashes of commits that the log has."""

    def __init__(self, roster: Roster, user: Id, known: dict[Id, bytes], now_ms: int) -> None:
        self.roster = roster
        self.user = user
        self.known = known
        self.latest = now_ms + AHEAD_MS
        self.taken = 0  # commits accepted so far in this push

    def accept(self, raw: bytes) -> Unit:
        """The commits of a unit that are new (none: all known); raises `Unfit`, and then nothing has changed."""
        try:
            new = self._new(self._read(raw))
            self._check(new)
        except Unfit:
            self.roster.drop()
            raise
        self.roster.keep()
        self.taken += len(new)
        self.known.update((item.header.id, item.commit.hash) for item in new)
        return new

    def _read(self, raw: bytes) -> Unit:
        unit = read_unit(raw)
        check_place(unit, self.roster.organisation)
        return unit

    def _new(self, unit: Unit) -> Unit:
        for item in unit:
            if self.known.get(item.header.id, item.commit.hash) != item.commit.hash:
                raise Unfit("id_collision", (item.header.id,))
        return tuple(item for item in unit if item.header.id not in self.known)

    def _check(self, new: Unit) -> None:
        mark = -(self.taken + len(new))
        controls = [(item, read_control(item)) for item in new if item.header.control]
        for item, control in controls:
            with blamed(item):
                apply_attested(self.roster, control, mark)
        self._assign(controls, mark)
        for item, control in controls:
            if control.op == "BLOB":
                with blamed(item):
                    apply_blob(self.roster, item.header, control.fields)
        for item in new:
            self._check_one(item)

    def _assign(self, controls: Sequence[tuple[Arrived, Control]], mark: int) -> None:
        """A space that this unit itself claims holds nothing older: no backfill, so its mark is 0."""
        claims: dict[Id, bool] = {}
        for item, control in controls:
            if control.op == "ASSIGN":
                with blamed(item):
                    given = read_fields(AssignFields, control.fields)
                    claim = claims.setdefault(given.space, not self.roster.claimed(given.space))
                    at = hlc_ms(item.header.hlc) if given.at is None else given.at
                    author = self._author(item).user
                    apply_assign(self.roster, author, given, at, 0 if claim else mark)
        for item, control in controls:
            if control.op == "ASSIGN":
                self._check_claim(item, Id(control.fields["space"]), claims)

    def _check_claim(self, item: Arrived, space: Id, claims: dict[Id, bool]) -> None:
        """Who claims a space must hold it afterwards: a later hand-over can not pass for its beginning."""
        if claims[space] and not self.roster.may(self._author(item).user, space):
            raise Unfit("no_access", (item.header.id,))

    def _check_one(self, item: Arrived) -> None:
        header, commit = item.header, item.commit
        author = self._author(item)
        if commit.body is None:
            raise Unfit("redacted", (header.id,))
        if not signed_by(author.sign, signing_message(commit.hash), commit.signature):
            raise Unfit("forged_author", (header.id,))
        if hlc_ms(header.hlc) > self.latest:
            raise Unfit("clock", (header.id,))
        if not (self.roster.may(author.user, header.space) or self.roster.may(self.user, header.space)):
            raise Unfit("no_access", (header.id,))

    def _author(self, item: Arrived) -> Device:
        found = self.roster.devices.get(item.header.device)
        if found is None:
            raise Unfit("unknown_author", (item.header.id,))
        if found.state == "out" or not self.roster.is_member(found.user):
            raise Unfit("device_out", (item.header.id,))
        return found


def read_control(item: Arrived) -> Control:
    """The statement in a control commit; `Unfit` when there is none."""
    try:
        return decode_control(item.commit.body or b"")
    except Malformed as error:
        raise Unfit("unreadable", (item.header.id,)) from error


@contextmanager
def blamed(item: Arrived) -> Iterator[None]:
    """What goes wrong inside is put down to this commit."""
    try:
        yield
    except Unfit as error:
        raise Unfit(error.code, (item.header.id,)) from error
