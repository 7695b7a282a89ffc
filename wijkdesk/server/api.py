"""What each request means, without HTTP: method, path, headers and body in, status and body out.

Order of trust: sizes first, then nonce and signature, and only then is anything unpacked. Founding and joining
bring the very key they sign with, so there the message is read first, within the same bounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from wijkdesk.core.commit import Malformed
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id
from wijkdesk.server import attaching, erasing, founding, hello, joins, standing
from wijkdesk.server.auth import Nonces, nonce_key, signed_by
from wijkdesk.server.database import alone
from wijkdesk.server.introduction import introduced
from wijkdesk.server.people import Caller, load_roster, out, recognise
from wijkdesk.server.reading import Reader
from wijkdesk.server.writing import store_push
from wijkdesk.sync import protocol as p
from wijkdesk.sync.codes import refusal
from wijkdesk.sync.envelope import NewerMessage, pack, read_headers, request_message, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.engine import Connection

    from wijkdesk.core.clock import Clock
    from wijkdesk.server.blobs import BlobStore
    from wijkdesk.server.database import Database
    from wijkdesk.server.roster import Roster
    from wijkdesk.sync.envelope import Signed

M = TypeVar("M", bound=p.Message)
_STATUS: Final = {
    "bad_nonce": 401, "expired_nonce": 401, "bad_signature": 401, "unknown_device": 401,
    "device_out": 403, "not_member": 403, "not_admin": 403, "no_access": 403, "not_open": 403,
    "bad_token": 403, "expired_token": 403, "used_token": 409,
    "not_allowed": 403, "no_blob": 404, "shredded": 410, "too_many": 429,
    "unknown_organisation": 404, "too_big": 413, "newer_protocol": 426, "fault": 500,
}  # fmt: skip


@dataclass(frozen=True)
class Options:
    """How this server is kept: `open_` lets any organisation found itself; the lease is in days (7-90);
    `blob_bytes` is the most one blob may hold; the rates are requests a second, 0 = no limit (limits.py);
    `proxies` are the addresses whose word about the client's address counts.
    """

    open_: bool = False
    lease_days: int = 60
    blob_bytes: int = 100 * 1024 * 1024
    device_rate: float = 40
    address_rate: float = 400
    proxies: str = ""


@dataclass(frozen=True)
class Request:
    """One request as it came; header names in lower case, `path` without query."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """One answer; `code` is the word of refusal, empty when all went well."""

    status: int
    body: bytes
    code: str = ""


def failed(code: str, statement: bytes = b"") -> Reply:
    """The answer that refuses; `statement` as in `protocol.Failure`."""
    body = pack(p.Failure(code=code, text=refusal(code).text, statement=statement))
    return Reply(_STATUS.get(code, 400), body, code)


class Api:
    """All routes below /v1 on one database. Safe to use from several threads."""

    def __init__(
        self, database: Database, clock: Clock, options: Options | None = None, *, blobs: BlobStore
    ) -> None:
        self.database = database
        self.clock = clock
        self.options = options or Options()
        self.blobs = blobs
        erasing.sweep(database, blobs)
        self.nonces = Nonces(nonce_key(database), clock)
        self.routes: dict[str, Callable[[Request, Signed], p.Message]] = {
            "/v1/hello": self.hello,
            "/v1/push": self.push,
            "/v1/pull": self.pull,
            "/v1/backfill": self.backfill,
            "/v1/digest": self.digest,
            "/v1/invite": self.invite,
            "/v1/join": self.join,
            "/v1/join_status": self.join_status,
            "/v1/blob_put": self.blob_put,
            "/v1/blob_have": self.blob_have,
            "/v1/blob_get": self.blob_get,
        }

    def handle(self, request: Request) -> Reply:
        """The answer to a request; what is not allowed or not readable is an answer too."""
        try:
            return Reply(200, pack(self._answer(request)))
        except Refused as error:
            return failed(error.code, error.statement)
        except NewerMessage:
            return failed("newer_protocol")
        except Malformed:
            return failed("bad_request")

    def _answer(self, request: Request) -> p.Message:
        if (request.method, request.path) == ("GET", "/v1/nonce"):
            return self.nonce(request.query)
        route = self.routes.get(request.path) if request.method == "POST" else None
        if route is None:
            raise refusal("bad_request")
        if len(request.body) > p.MAX_BODY:
            raise refusal("too_big")
        who = read_headers(request.headers)
        self.nonces.check(who.nonce, who.organisation, who.device)
        return route(request, who)

    def nonce(self, query: Mapping[str, str]) -> p.Nonce:
        """A nonce for the device that the query names."""
        organisation, device = (_id(query.get(name, "")) for name in ("organisation", "device"))
        nonce, expires = self.nonces.issue(organisation, device)
        return p.Nonce(nonce=nonce, expires=expires, now=self.clock.now_ms())

    def hello(self, request: Request, who: Signed) -> p.HelloReply:
        """Where the server is, and who waits."""
        with self.database.reading() as connection:
            caller, ask = self._signed(connection, request, who, p.Hello)
            return hello.reply(connection, caller, ask, self.clock.now_ms(), self.options.lease_days)

    def push(self, request: Request, who: Signed) -> p.PushReply:
        """Take units, or found an organisation with them. Only who may ask gets as far as the write lock."""
        push = self._authentic(request, who)
        with self.database.writing() as connection:
            if not founding.exists(connection, who.organisation):
                alone(connection)  # a retry may be founding the same one
                if not founding.exists(connection, who.organisation):
                    return self._found(connection, request, who, push)

            def enter() -> tuple[Roster, Id]:
                roster = self._roster(connection, who)
                with introduced(roster, who.device, push.units):
                    return roster, _caller(roster, request, who).user

            stored = store_push(connection, who.organisation, enter, push.units, self.clock.now_ms())
        erasing.drop_blobs(self.blobs, who.organisation, stored.gone)
        return stored.reply

    def _authentic(self, request: Request, who: Signed) -> p.Push:
        with self.database.reading() as connection:
            push = unpack(p.Push, request.body)
            if founding.exists(connection, who.organisation):
                roster = self._roster(connection, who)
                with introduced(roster, who.device, push.units):
                    _caller(roster, request, who)
                return push
            if not push.units:
                raise refusal("unknown_organisation")
            now = self.clock.now_ms()
            _caller(founding.first_roster(connection, who.organisation, push.units, now), request, who)
            return push

    def _found(self, connection: Connection, request: Request, who: Signed, push: p.Push) -> p.PushReply:
        now = self.clock.now_ms()
        roster = founding.first_roster(connection, who.organisation, push.units, now)
        caller = _caller(roster, request, who)
        founding.admit(connection, who.organisation, push.founding, now, open_=self.options.open_)
        founding.found(connection, roster, now)

        def enter() -> tuple[Roster, Id]:
            return roster, caller.user

        reply = store_push(connection, who.organisation, enter, push.units, now).reply
        if not founding.begins_whole(push.units, reply):
            raise refusal("founding")  # the transaction goes back
        return reply

    def pull(self, request: Request, who: Signed) -> p.PullReply:
        """A page of the log."""
        with self.database.reading() as connection:
            caller, ask = self._signed(connection, request, who, p.Pull)
            return self.reader(connection, caller).pull(ask)

    def backfill(self, request: Request, who: Signed) -> p.BackfillReply:
        """A page of one space."""
        with self.database.reading() as connection:
            caller, ask = self._signed(connection, request, who, p.Backfill)
            return self.reader(connection, caller).backfill(ask)

    def digest(self, request: Request, who: Signed) -> p.DigestReply:
        """What each space holds."""
        with self.database.reading() as connection:
            caller, ask = self._signed(connection, request, who, p.Digest)
            return self.reader(connection, caller).digest(ask)

    def reader(self, connection: Connection, caller: Caller) -> Reader:
        """Reads for one caller."""
        return Reader(connection, caller)

    def invite(self, request: Request, who: Signed) -> p.InviteReply:
        """An administrator announces an invitation."""
        with self.database.writing() as connection:
            standing.lock(connection, who.organisation)
            caller, ask = self._signed(connection, request, who, p.Invite)
            return joins.invite(connection, caller, ask)

    def join(self, request: Request, who: Signed) -> p.JoinReply:
        """A newcomer brings keys, and signs with one of them."""
        ask = unpack(p.Join, request.body)
        if ask.device != who.device:
            raise refusal("bad_signature")
        _check_signature(ask.sign, request, who)
        with self.database.writing() as connection:
            if standing.lock(connection, who.organisation) is None:
                raise refusal("unknown_organisation")
            self._turn_away(connection, request, who)
            return joins.join(connection, who.organisation, ask, self.clock.now_ms())

    def _turn_away(self, connection: Connection, request: Request, who: Signed) -> None:
        """A laptop that is to wipe itself hears so, whatever it asks; if it is that laptop."""
        roster = self._roster(connection, who)
        device = roster.devices.get(who.device)
        if device and roster.is_out(who.device) and roster.wipes.get(who.device):
            _check_signature(device.sign, request, who)
            raise out(roster, who.device)

    def join_status(self, request: Request, who: Signed) -> p.JoinReply:
        """A newcomer asks how far it is."""
        ask = unpack(p.JoinStatus, request.body)
        with self.database.reading() as connection:
            key = joins.joining_key(connection, who.organisation, who.device, ask)
            _check_signature(key, request, who)
            self._turn_away(connection, request, who)
            return joins.join_status(connection, who.organisation, who.device)

    def blob_put(self, request: Request, who: Signed) -> p.BlobPutReply:
        """Take a part of a blob, from who may write there."""
        with self.database.reading() as connection:
            roster = self._roster(connection, who)
            caller, ask = _caller(roster, request, who), unpack(p.BlobPut, request.body)
            blob = attaching.writable(roster, caller, ask, self.options.blob_bytes)
        reply = attaching.put(self.blobs, blob, ask)
        with self.database.reading() as connection:  # it may have been erased in the meantime
            if not attaching.named(self._roster(connection, who), ask):
                self.blobs.drop(blob.organisation, blob.space, blob.blob)
                raise refusal("no_blob")
        return reply

    def blob_have(self, request: Request, who: Signed) -> p.BlobHaveReply:
        """Which parts of a blob are there, for who may read there."""
        with self.database.reading() as connection:
            caller, ask = self._signed(connection, request, who, p.BlobHave)
            blob = attaching.readable_blob(connection, caller, ask.space, ask.blob)
        return p.BlobHaveReply(parts=self.blobs.have(blob), whole=self.blobs.whole(blob))

    def blob_get(self, request: Request, who: Signed) -> p.BlobGetReply:
        """A part of a blob, for who may read there."""
        with self.database.reading() as connection:
            caller, ask = self._signed(connection, request, who, p.BlobGet)
            blob = attaching.readable_blob(connection, caller, ask.space, ask.blob)
        return attaching.get(self.blobs, blob, ask.part)

    def _signed(
        self, connection: Connection, request: Request, who: Signed, kind: type[M]
    ) -> tuple[Caller, M]:
        return _caller(self._roster(connection, who), request, who), unpack(kind, request.body)

    def _roster(self, connection: Connection, who: Signed) -> Roster:
        roster = load_roster(connection, who.organisation, self.clock.now_ms())
        if roster is None:
            raise refusal("unknown_organisation")
        return roster


def _caller(roster: Roster, request: Request, who: Signed) -> Caller:
    """Who asks; the signature is checked before anything is told about the device."""
    device = roster.devices.get(who.device)
    if device is None:
        raise refusal("unknown_device")
    _check_signature(device.sign, request, who)
    return recognise(roster, who.device)


def _check_signature(public: bytes, request: Request, who: Signed) -> None:
    message = request_message(request.method, request.path, request.body, who.nonce)
    if not signed_by(public, message, who.signature):
        raise refusal("bad_signature")


def _id(text: str) -> Id:
    try:
        raw = bytes.fromhex(text)
    except ValueError as error:
        raise refusal("bad_request") from error
    if len(raw) != 16:
        raise refusal("bad_request")
    return Id(raw)
