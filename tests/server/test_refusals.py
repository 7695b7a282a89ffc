"""Every question, by everyone who could ask it, about an own, a foreign and a made-up space: allowed, or this word.

The table is the rule. That a foreign space and a made-up one get the same word is the second rule: no answer tells
whether a space or a blob exists.
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
import pytest

from tests.server.test_blobs import DATA, code_of, parts_of
from tests.server.test_erasing import push
from tests.sync.world import Laptop, Person, World
from wijkdesk.core.commit import Commit, encode_unit, sha256
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id, new_id
from wijkdesk.server.api import Api, Request
from wijkdesk.sync import protocol as p

TOKEN = bytes(range(32))
UNKNOWN, WAITING, OUT, EX = "unknown_device", "unknown_device", "device_out", "not_member"

# question: (stranger, newcomer, without, with, outside, ex-member, revoked, administrator, other organisation)
WHO = ("stranger", "newcomer", "without", "with", "outside", "left", "revoked", "administrator", "elsewhere")
ANYONE_IN = (UNKNOWN, WAITING, "", "", "", EX, OUT, "", UNKNOWN)
ADMIN_ONLY = (UNKNOWN, WAITING, "not_admin", "not_admin", "not_admin", EX, OUT, "", UNKNOWN)
HOLDERS = (UNKNOWN, WAITING, "no_access", "", "", EX, OUT, "no_access", UNKNOWN)
NOBODY = (UNKNOWN, WAITING, "no_access", "no_access", "no_access", EX, OUT, "no_access", UNKNOWN)
GRANTS = (UNKNOWN, WAITING, "", "", "not_allowed", EX, OUT, "", UNKNOWN)
NO_GRANT = (UNKNOWN, WAITING, "no_access", "no_access", "not_allowed", EX, OUT, "no_access", UNKNOWN)
LENDS = (UNKNOWN, WAITING, "no_access", "", "not_allowed", EX, OUT, "no_access", UNKNOWN)
SHREDS = (UNKNOWN, WAITING, "no_access", "", "not_allowed", EX, OUT, "", UNKNOWN)
NO_SHRED = (UNKNOWN, WAITING, "no_access", "no_access", "no_access", EX, OUT, "", UNKNOWN)
CLAIMS = (UNKNOWN, WAITING, "", "", "", EX, OUT, "", UNKNOWN)
GUARDED = (UNKNOWN, WAITING, "no_access", "", "not_allowed", EX, OUT, "no_access", UNKNOWN)
FORGES = (UNKNOWN, WAITING, *["forged_statement"] * 3, EX, OUT, "forged_statement", UNKNOWN)
TOKENS = ("bad_token", "", *["bad_token"] * 7)
TABLE: dict[tuple[str, str], tuple[str, ...]] = {
    ("hello", "-"): ANYONE_IN,
    ("pull", "-"): ANYONE_IN,
    ("digest", "-"): ANYONE_IN,
    ("invite", "-"): ADMIN_ONLY,
    ("join", "-"): TOKENS,
    ("join_status", "-"): TOKENS,
    ("push statement", "-"): FORGES,
    ("backfill", "real"): HOLDERS, ("backfill", "made up"): NOBODY,
    ("push note", "real"): HOLDERS, ("push note", "made up"): NOBODY,
    ("push assign", "real"): GUARDED, ("push assign", "made up"): CLAIMS,
    ("push keywrap", "real"): GUARDED, ("push keywrap", "made up"): NOBODY,
    ("push redact", "real"): GUARDED, ("push redact", "made up"): NOBODY,
    ("push blob", "real"): HOLDERS, ("push blob", "made up"): NOBODY,
    ("push grant", "real"): GRANTS, ("push grant", "made up"): NO_GRANT,
    ("push stand_in", "real"): LENDS, ("push stand_in", "made up"): NO_GRANT,
    ("push shred", "real"): SHREDS, ("push shred", "made up"): NO_SHRED,
    ("blob_put", "real"): HOLDERS, ("blob_put", "made up"): NOBODY,
    ("blob_have", "real"): HOLDERS, ("blob_have", "made up"): NOBODY,
    ("blob_get", "real"): HOLDERS, ("blob_get", "made up"): NOBODY,
}  # fmt: skip


@dataclass
class Cast:
    """Everyone who asks, and the space that some of them hold."""

    world: World
    people: dict[str, Laptop]
    space: Id
    blob: Id
    standby: Id


def assembled(world: World) -> Cast:
    boss, org = world.boss, world.org
    people = {name: world.hire() for name in ("without", "with", "left", "revoked", "spare")}
    people["outside"] = world.hire(team=new_id(), role="outside")
    people["administrator"] = boss
    people["stranger"] = people["elsewhere"] = Laptop(world, Person())
    people["newcomer"] = Laptop(world, Person())
    boss.transport.invite(p.Invite(token_hash=sha256(TOKEN), expires=world.clock.now_ms() + 1000))
    people["newcomer"].transport.join(joining(people["newcomer"]))
    holder = people["with"]
    space = world.dossier(
        holder, *(("user", people[name].who.user) for name in ("outside", "left", "revoked"))
    )
    holder.store.write(org.keywrap(holder.who, space, org.team))
    blob = new_id()
    holder.store.write(org.blob(holder.who, space, blob, DATA[:9]))
    holder.sync()
    holder.transport.blob_put(parts_of(space, blob, DATA[:9])[0])
    world.clock.advance(1)
    assert push(boss, [org.member(people["left"].who, "out"), org.device(people["revoked"].who, "out")]) == []
    return Cast(world, people, space, blob, people["spare"].who.user)


def joining(laptop: Laptop) -> p.Join:
    who = laptop.who
    return p.Join(token=TOKEN, user=who.user, user_key=who.user_key, device=who.device, sign=who.key.public)


def statements(cast: Cast, who: Person, space: Id) -> dict[str, Commit]:
    org = cast.world.org
    return {
        "note": org.note(who, space), "assign": org.assign(who, space, "user", who.user),
        "keywrap": org.keywrap(who, space, org.team), "redact": org.redact(who, space, new_id()),
        "blob": org.blob(who, space, new_id(), b"x"), "grant": org.grant(who, space, hours=0.0),
        "stand_in": org.grant(who, space, user=cast.standby, code="stand_in"),
        "shred": org.shred(who, space), "statement": org.device(Person(), issuer=who.key, by=who),
    }  # fmt: skip


def asked(cast: Cast, laptop: Laptop, question: str, space: Id) -> str:
    """The word of refusal; empty when it was allowed."""
    way, name = laptop.transport, question.partition(" ")[2]
    asks: dict[str, Callable[[], object]] = {
        "hello": lambda: way.hello(p.Hello(epoch=0, cursor=0)),
        "pull": lambda: way.pull(p.Pull(since=0)),
        "digest": lambda: way.digest(p.Digest(upto=999)),
        "invite": lambda: way.invite(p.Invite(token_hash=sha256(new_id()), expires=9)),
        "join": lambda: way.join(msgspec.structs.replace(joining(laptop), token=token_of(cast, laptop))),
        "join_status": lambda: way.join_status(p.JoinStatus(token=token_of(cast, laptop))),
        "backfill": lambda: way.backfill(p.Backfill(space=space, after=0, upto=999)),
        "blob_put": lambda: way.blob_put(parts_of(space, cast.blob, DATA[:9])[0]),
        "blob_have": lambda: way.blob_have(p.BlobHave(space=space, blob=cast.blob)),
        "blob_get": lambda: way.blob_get(p.BlobGet(space=space, blob=cast.blob, part=0)),
    }
    try:
        if name:
            return next(iter(push(laptop, [statements(cast, laptop.who, space)[name]])), "")
        asks[question]()
    except Refused as error:
        return error.code
    return ""


def token_of(cast: Cast, laptop: Laptop) -> bytes:
    """Only the newcomer holds an invitation."""
    return TOKEN if laptop is cast.people["newcomer"] else bytes(32)


@pytest.mark.parametrize("name", WHO)
def test_each_question_gets_the_answer_of_the_table(world: World, name: str) -> None:
    cast = assembled(world)
    place = {"real": cast.space, "made up": new_id(), "-": cast.space}
    order = sorted(
        TABLE, key=lambda item: ("shred" in item[0], "grant" in item[0], item[1] == "made up", item)
    )
    told = {}
    for question, which in order:
        space = new_id() if question == "push assign" and which == "made up" else place[which]
        told[question, which] = asked(cast, cast.people[name], question, space)
    assert told == {key: row[WHO.index(name)] for key, row in TABLE.items()}


def test_the_table_asks_every_question_there_is(world: World) -> None:
    asked_for = {question.partition(" ")[0] for question, _which in TABLE}
    assert {path.removeprefix("/v1/") for path in world.api.routes} == asked_for


@pytest.mark.parametrize("name", ["without", "outside", "administrator"])
def test_a_foreign_blob_and_none_get_the_same_answer_to_the_byte(world: World, name: str) -> None:
    cast = assembled(world)
    foreign = world.dossier(cast.people["with"])
    cast.people["with"].store.write(world.org.blob(cast.people["with"].who, foreign, cast.blob, DATA[:9]))
    cast.people["with"].sync()
    answers = set()
    for space in (foreign, new_id()):
        for blob in (cast.blob, new_id()):
            laptop = cast.people[name]
            for ask in (p.BlobHave(space=space, blob=blob), p.BlobGet(space=space, blob=blob, part=0)):
                kind = "blob_have" if isinstance(ask, p.BlobHave) else "blob_get"
                answers.add(code_of(getattr(laptop.transport, kind), ask))
            answers.add(code_of(laptop.transport.blob_put, parts_of(space, blob, DATA[:9])[0]))
    assert answers == {"no_access"}


def test_one_organisation_cannot_reach_into_another(world: World) -> None:
    cast = assembled(world)
    other = World(world.path)
    other.api = world.api
    other.boss.wire.api = world.api
    other.founded()
    there = other.boss.transport
    assert code_of(there.backfill, p.Backfill(space=cast.space, after=0, upto=999)) == "no_access"
    assert code_of(there.blob_get, p.BlobGet(space=cast.space, blob=cast.blob, part=0)) == "no_access"
    stray = cast.world.org.note(cast.people["with"].who, cast.space)
    reply = there.push(p.Push(units=(encode_unit([stray]),)))
    assert [item.code for item in reply.rejected] == ["wrong_organisation"]
    own = other.org.note(other.boss.who, cast.space)
    assert push(other.boss, [own]) == ["no_access"]
    assert not [unit for unit in there.pull(p.Pull(since=0)).units if cast.space in unit]
    other.close()


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/push", "/v1/pull", "/v1/blob_get", "/v1/join"])
def test_without_a_signature_nobody_gets_anything(world: World, path: str) -> None:
    api: Api = world.api
    assert api.handle(Request("POST", path, {}, {}, b"")).code == "bad_request"
