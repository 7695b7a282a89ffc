"""Heads: the state of one row as a function of the set of commits that touched it (docs/formats.md §1).

Pure: no database, no clock, no records. Order and repetition of `apply` do not matter (I1-I5), which the
property tests prove. Values stay packed here (an Unknown is a msgpack ext): a state is stored as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec.msgpack import Decoder, Encoder, Ext

from wijkdesk.core.commit import FieldPatch
from wijkdesk.core.unknown import Unknown

DELETED = "_deleted"
REDACTED = Ext(2, b"\x00")  # stands where a value was erased


class Head(msgspec.Struct, array_like=True, gc=False):
    """One value that nobody replaced: who wrote it, when in HLC, and what a deleter had seen."""

    commit: bytes
    hlc: int
    device: bytes
    value: Any
    seen: tuple[bytes, ...] = ()

    @property
    def rank(self) -> tuple[int, bytes, bytes]:
        """The highest rank is the value shown; the commit decides only between copies of one profile."""
        return (self.hlc, self.device, self.commit)


class RowState(msgspec.Struct, array_like=True):
    """All heads of one row by field, the commits it was made of, and the bases that have not arrived yet."""

    fields: dict[str, list[Head]] = {}
    commits: list[bytes] = []
    dead: dict[str, list[bytes]] = {}

    def apply(self, commit: bytes, hlc: int, device: bytes, fields: Mapping[str, FieldPatch]) -> None:
        """Take in one patch of this row; a second time has no effect."""
        if commit in self.commits:
            return
        for name, patch in fields.items():
            heads = self.fields.setdefault(name, [])
            self._bury(name, heads, patch.bases)
            if self.dead and commit in self.dead.get(name, ()):
                continue
            seen = patch.bases if name == DELETED else ()
            heads.append(Head(commit, hlc, device, pack(patch.value), seen))
        self.commits.append(commit)
        self._forget(commit)

    def _bury(self, name: str, heads: list[Head], bases: tuple[bytes, ...]) -> None:
        if len(bases) == 1 == len(heads) and heads[0].commit == bases[0]:  # nearly always
            heads.clear()
            return
        for base in bases:
            for index, head in enumerate(heads):
                if head.commit == base:
                    del heads[index]
                    break
            else:
                self._await(name, base)

    def _await(self, name: str, base: bytes) -> None:
        if base not in self.commits and base not in self.dead.get(name, ()):
            self.dead.setdefault(name, []).append(base)

    def _forget(self, commit: bytes) -> None:
        """A commit that has arrived needs no place among the awaited, whatever fields it wrote."""
        if self.dead:
            left = {name: [base for base in bases if base != commit] for name, bases in self.dead.items()}
            self.dead = {name: bases for name, bases in left.items() if bases}

    def shown(self) -> dict[str, Any]:
        """The value of each field that people see, unpacked; a redacted one is left out."""
        out: dict[str, Any] = {}
        for name, heads in self.fields.items():
            value = winner(heads).value if heads else None
            if value is not None and value != REDACTED:
                out[name] = unpack(value)
        return out

    @property
    def deleted(self) -> bool:
        """In the bin: deleted, and nobody changed anything that the deleter had not seen (I5)."""
        heads = self.fields.get(DELETED)
        return bool(heads) and winner(heads or []).value is True and not self.unseen_by_deleter()

    def unseen_by_deleter(self) -> list[str]:
        """The fields that were changed by someone while another deleted the row without seeing that."""
        deletions = [head for head in self.fields.get(DELETED, []) if head.value is True]
        if not deletions:
            return []
        seen = {commit for head in deletions for commit in (*head.seen, head.commit)}
        return [
            name
            for name, heads in self.fields.items()
            if name != DELETED and any(head.commit not in seen for head in heads)
        ]

    def conflicts(self, latest: Callable[[str], bool]) -> list[str]:
        """The fields with several different values that a person must choose from, in order of name.

        `latest(name)` = this field takes the latest value by itself.
        """
        found = [
            name
            for name, heads in self.fields.items()
            if len(heads) > 1 and not latest(name) and _differ(heads)
        ]
        if DELETED not in found and self.unseen_by_deleter():
            found.append(DELETED)
        return sorted(found)

    def bases(self, name: str, shown: Any) -> tuple[bytes, ...]:
        """The heads that an editor who was shown this value replaces; for a deletion all heads of the row."""
        if name == DELETED:
            return tuple(sorted({head.commit for heads in self.fields.values() for head in heads}))
        packed = pack(shown)
        return tuple(head.commit for head in self.fields.get(name, ()) if same(head.value, packed))

    def heads(self, name: str) -> tuple[bytes, ...]:
        """All heads of a field; resolving names them all."""
        return tuple(head.commit for head in self.fields.get(name, ()))

    def latest_hlc(self) -> int:
        """The highest HLC among the heads; 0 for an empty row."""
        return max((head.hlc for heads in self.fields.values() for head in heads), default=0)


def winner(heads: list[Head]) -> Head:
    """The head that is shown: the highest (hlc, device); one that was erased only when there is no other."""
    return heads[0] if len(heads) == 1 else max(heads, key=lambda head: (head.value != REDACTED, head.rank))


def same(one: Any, other: Any) -> bool:
    """Equal in value and type (True is not 1)."""
    return type(one) is type(other) and bool(one == other)


def _differ(heads: list[Head]) -> bool:
    return any(not same(head.value, heads[0].value) for head in heads[1:])


def pack(value: Any) -> Any:
    """A value as it is stored: an Unknown becomes ext type 1."""
    return Ext(1, bytes([value.value])) if type(value) is Unknown else value


def unpack(value: Any) -> Any:
    """A stored value as records hold it."""
    return Unknown(bytes(value.data)[0]) if type(value) is Ext and value.code == 1 else value


_ENCODER = Encoder()
_DECODER = Decoder(RowState)


def encode_state(state: RowState) -> bytes:
    """The state as msgpack."""
    return _ENCODER.encode(state)


def decode_state(raw: bytes) -> RowState:
    """The state that `encode_state` wrote."""
    return _DECODER.decode(raw)
