"""Whether a pushed unit is taken: readable, of this organisation, signed, attested, allowed. Whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from wijkdesk.core.clock import hlc_ms
from wijkdesk.core.commit import Malformed, decode_control, signing_message
from wijkdesk.core.ids import Id
from wijkdesk.server import erasing, grants, guests
from wijkdesk.server.auth import signed_by
from wijkdesk.server.removal import Chains
from wijkdesk.server.statements import (
    PEOPLE,
    AssignFields,
    apply_assign,
    apply_attested,
    apply_blob,
    apply_wipe,
    read_fields,
)
from wijkdesk.sync.receive import AHEAD_MS, Unfit, check_place, read_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wijkdesk.core.commit import Control
    from wijkdesk.server.roster import Device, Roster
    from wijkdesk.sync.ports import Arrived
    from wijkdesk.sync.receive import Unit

Controls = dict["Id", "Control"]  # the statements of a unit by commit id


class Judge:
    """Judges the units of one push, in order. `user` pushes; `known` = hashes of commits that the log has."""

    def __init__(
        self, roster: Roster, user: Id, known: dict[Id, bytes], now_ms: int, units: Sequence[bytes] = ()
    ) -> None:
        self.roster = roster
        self.user = user
        self.known = known
        self.latest = now_ms + AHEAD_MS
        self.chains = Chains(roster, units)
        self.taken = 0  # commits accepted so far in this push

    def accept(self, raw: bytes) -> Unit:
        """The commits of a unit that are new (none: all known), without bodies that were erased.

        Raises `Unfit`, and then nothing has changed.
        """
        try:
            new = self._check(self._new(self._read(raw)))
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

    def _check(self, new: Unit) -> Unit:
        mark = -(self.taken + len(new))
        controls = {
            item.header.id: read_control(item)
            for item in new
            if item.header.control and item.commit.body is not None
        }
        for item, control in _spoken(new, controls):
            with blamed(item):
                apply_attested(self.roster, control, mark)
                if control.op == "WIPE":
                    apply_wipe(self.roster, control.fields, item.commit)
        for item, control in _spoken(new, controls):
            with blamed(item):
                guests.check(self.roster, item.header, control, (self._author(item, control).user, self.user))
        self._assign(new, controls, mark)
        for item in new:
            self._check_writer(item, controls.get(item.header.id))
        for item, control in sorted(_spoken(new, controls), key=_erasing_first):
            with blamed(item):
                self._obey(item, control, mark)
        for item in new:
            self._check_place(item, controls.get(item.header.id))
        return erasing.without_erased(self.roster, new, controls)

    def _assign(self, new: Unit, controls: Controls, mark: int) -> None:
        """A space that this unit itself claims holds nothing older: no backfill, so its mark is 0."""
        claims: dict[Id, bool] = {}
        for item, control in _spoken(new, controls):
            if control.op == "ASSIGN":
                with blamed(item):
                    given = read_fields(AssignFields, control.fields)
                    claim = claims.setdefault(given.space, not self.roster.claimed(given.space))
                    at = hlc_ms(item.header.hlc) if given.at is None else given.at
                    author = self._author(item, control).user
                    apply_assign(self.roster, (author, self.user), given, at, 0 if claim else mark)
        for item, control in _spoken(new, controls):
            if control.op == "ASSIGN":
                self._check_claim(item, control, claims)

    def _check_claim(self, item: Arrived, control: Control, claims: dict[Id, bool]) -> None:
        """Who claims a space must hold it afterwards: a later hand-over can not pass for its beginning."""
        space, author = Id(control.fields["space"]), self._author(item, control).user
        hand = author if self.roster.is_member(author) else self.user
        if claims[space] and not self.roster.holds(hand, space):
            raise Unfit("no_access", (item.header.id,))

    def _check_writer(self, item: Arrived, control: Control | None) -> None:
        header, commit = item.header, item.commit
        author = self._author(item, control)
        if not signed_by(author.sign, signing_message(commit.hash), commit.signature):
            raise Unfit("forged_author", (header.id,))
        if hlc_ms(header.hlc) > self.latest:
            raise Unfit("clock", (header.id,))

    def _obey(self, item: Arrived, control: Control, mark: int) -> None:
        """What the server itself does with a statement about a space."""
        header, author = item.header, self._author(item, control).user
        match control.op:
            case "REDACT":
                erasing.apply_redact(self.roster, header, control.fields)
            case "SHRED":
                erasing.apply_shred(self.roster, header, control.fields, (author, self.user))
            case "GRANT":
                grants.apply_grant(self.roster, header, control.fields, (author, self.user), mark)
            case "KEYWRAP":
                grants.apply_keywrap(self.roster, header, control.fields)
            case "BLOB":
                apply_blob(self.roster, header, control.fields)

    def _check_place(self, item: Arrived, control: Control | None) -> None:
        """Author or bringer may write here; through a grant one writes, but hands nothing on and erases nothing."""
        op = control.op if control else ""
        if op in ("SHRED", "GRANT"):
            return  # judged by its own rule
        allowed = self.roster.may if op in ("", "BLOB") else self.roster.holds
        space, author = item.header.space, self._author(item, control).user
        if not (allowed(author, space) or allowed(self.user, space)):
            raise Unfit("no_access", (item.header.id,))
        if item.commit.body is None and not erasing.erased(self.roster, item):
            raise Unfit("redacted", (item.header.id,))

    def _author(self, item: Arrived, control: Control | None) -> Device:
        """The device that wrote it; one that is out still counts for what it wrote before (`removal.py`)."""
        found = self.roster.devices.get(item.header.device)
        if found is None:
            raise Unfit("unknown_author", (item.header.id,))
        if self.roster.is_out(item.header.device) or not self.roster.is_member(found.user):
            people = control is not None and control.op in PEOPLE
            if not (people or self.chains.counts(found, item)):
                raise Unfit("device_out", (item.header.id,))
        return found


def _spoken(new: Unit, controls: Controls) -> list[tuple[Arrived, Control]]:
    return [(item, controls[item.header.id]) for item in new if item.header.id in controls]


def _erasing_first(spoken: tuple[Arrived, Control]) -> bool:
    return spoken[1].op not in ("REDACT", "SHRED")


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
