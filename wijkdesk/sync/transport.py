"""Signed requests over any wire: asks a nonce, signs, sends, reads the reply (docs/protocol.md §2)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from wijkdesk.core.commit import Malformed
from wijkdesk.core.errors import Refused
from wijkdesk.sync import protocol as p
from wijkdesk.sync.codes import refusal
from wijkdesk.sync.envelope import NewerMessage, Signed, headers, pack, request_message, unpack

if TYPE_CHECKING:
    from collections.abc import Callable

    from wijkdesk.core.ids import Id
    from wijkdesk.sync.ports import Signer

M = TypeVar("M", bound=p.Message)
_MARGIN_S = 30.0
_PATIENCE = 4  # times that a request is made while the server says: not now
_SOON_S = 15  # a longer wait ends the round, and the worker reads why
_STALE = frozenset({"expired_nonce", "bad_nonce"})


class Wire(Protocol):
    """Carries one request to the server; raises `Offline`, `Cut` or `Refused`."""

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Status and body of the reply; never more than `protocol.MAX_BODY` bytes."""


class SignedTransport:
    """The `ports.Transport` and `ports.BlobTransport` of one device.

    `founding` = the token that lets a new organisation in.
    """

    def __init__(
        self, wire: Wire, organisation: Id, device: Id, signer: Signer, *, founding: bytes = b""
    ) -> None:
        self.wire = wire
        self.organisation = organisation
        self.device = device
        self.signer = signer
        self.founding = founding
        self.pause: Callable[[float], None] = time.sleep
        self._nonce = b""
        self._until = 0.0

    def hello(self, message: p.Hello) -> p.HelloReply:
        """Say where we are."""
        return self._post("hello", message, p.HelloReply)

    def push(self, message: p.Push) -> p.PushReply:
        """Offer units."""
        return self._post("push", msgspec.structs.replace(message, founding=self.founding), p.PushReply)

    def pull(self, message: p.Pull) -> p.PullReply:
        """Ask for a page."""
        return self._post("pull", message, p.PullReply)

    def backfill(self, message: p.Backfill) -> p.BackfillReply:
        """Ask for a page of one space."""
        return self._post("backfill", message, p.BackfillReply)

    def digest(self, message: p.Digest) -> p.DigestReply:
        """Ask for the server's counts."""
        return self._post("digest", message, p.DigestReply)

    def invite(self, message: p.Invite) -> p.InviteReply:
        """Announce an invitation (administrators)."""
        return self._post("invite", message, p.InviteReply)

    def join(self, message: p.Join) -> p.JoinReply:
        """Offer a newcomer's public keys."""
        return self._post("join", message, p.JoinReply)

    def join_status(self, message: p.JoinStatus) -> p.JoinReply:
        """Ask how far a join is."""
        return self._post("join_status", message, p.JoinReply)

    def blob_put(self, message: p.BlobPut) -> p.BlobPutReply:
        """Bring a part of a blob."""
        return self._post("blob_put", message, p.BlobPutReply)

    def blob_have(self, message: p.BlobHave) -> p.BlobHaveReply:
        """Ask which parts of a blob are there."""
        return self._post("blob_have", message, p.BlobHaveReply)

    def blob_get(self, message: p.BlobGet) -> p.BlobGetReply:
        """Ask for a part of a blob."""
        return self._post("blob_get", message, p.BlobGetReply)

    def _post(self, name: str, message: p.Message, kind: type[M]) -> M:
        body = pack(message)
        try:
            return self._signed(name, body, kind)
        except Refused as error:
            if error.code not in _STALE:
                raise
        self._until = 0.0  # the server forgot or outlived the nonce: once more with a fresh one
        return self._signed(name, body, kind)

    def _signed(self, name: str, body: bytes, kind: type[M]) -> M:
        path = f"/v1/{name}"
        nonce = self._current_nonce()
        signature = self.signer.sign(request_message("POST", path, body, nonce))
        who = Signed(self.organisation, self.device, nonce, signature)
        return self._send("POST", path, headers(who), body, kind)

    def _current_nonce(self) -> bytes:
        if time.monotonic() >= self._until:
            path = f"/v1/nonce?organisation={self.organisation.hex()}&device={self.device.hex()}"
            reply = self._send("GET", path, {}, b"", p.Nonce)
            self._nonce = reply.nonce
            self._until = time.monotonic() + (reply.expires - reply.now) / 1000 - _MARGIN_S
        return self._nonce

    def _send(self, method: str, path: str, head: dict[str, str], body: bytes, kind: type[M]) -> M:
        """The reply. A server that has no time now is asked again when it said so, if that is soon."""
        for _turn in range(_PATIENCE):
            status, reply = self.wire.send(method, path, head, body)
            if status == 200:
                return _opened(kind, reply)
            failure = _opened(p.Failure, reply)
            if failure.code != "too_many" or not 0 < failure.wait <= _SOON_S:
                break
            self.pause(failure.wait)
        raise refusal(failure.code, failure.statement)


def _opened(kind: type[M], reply: bytes) -> M:
    try:
        return unpack(kind, reply)
    except NewerMessage as error:
        raise refusal("newer_protocol") from error
    except Malformed as error:
        raise refusal("bad_server") from error
