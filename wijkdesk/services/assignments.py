"""Assignments: one question to one person outside the team, with what he or she may see, and the answer.

Its space is sealed to that person and to who works in the dossier, never to the team key (architecture.md §3).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.assignment import Assignment
from wijkdesk.models.disclosure import Channel, DisclosedItem, Disclosure
from wijkdesk.models.dossier import Space, SpaceKind, Worker
from wijkdesk.models.roles import label, may_have
from wijkdesk.services import copies, disclosures
from wijkdesk.services.assignment_notes import Note, assignment_id, notes, user_of, worker_name
from wijkdesk.services.colleagues import name_of, role_of
from wijkdesk.services.copies import Shared
from wijkdesk.services.disclosures import NewDisclosure
from wijkdesk.services.dossiers import assigned_users, hanging
from wijkdesk.storage import quarantine, queries, renewal
from wijkdesk.storage.spaces import Recipient, create_space
from wijkdesk.storage.spaces import assign as assign_space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.models.base import Record
    from wijkdesk.services.session import Session


@dataclass(frozen=True)
class NewAssignment:
    """What a worker fills in: the question, to whom, what goes along, and the agreement it rests on.

    Of `disclosure` the recipient, member and channel follow from `user`.
    """

    question: str
    user: Id
    disclosure: NewDisclosure
    items: tuple[Record, ...] = ()
    due: dt.date | None = None


@dataclass(frozen=True)
class Asked:
    """An assignment as people see it; `disclosure` is None for who is not in the dossier.

    `mine` = it was asked of this user.
    """

    record: Assignment
    user: Id | None
    who: str
    asked_by: str
    shared: tuple[Shared, ...]
    notes: tuple[Note, ...]
    disclosure: Disclosure | None = None
    mine: bool = False

    @property
    def space(self) -> Id:
        """Where it stands."""
        return self.record.space

    @property
    def open(self) -> bool:
        """Whether it still runs."""
        return self.record.ended_on is None

    @property
    def stale(self) -> int:
        """How many copies the dossier says something else about by now."""
        return sum(one.stale for one in self.shared)


def can_be_asked(session: Session) -> list[tuple[Id, str, str]]:
    """Who an assignment can be given to: user, name, role; by name. Who may have dossiers is not among them."""
    trust = session.store.trusts[session.organisation]
    found = [(user, role_of(session, user)) for user in trust.members() if user != session.user]
    fit = [
        (user, name_of(session, user), label(role))
        for user, role in found
        if may_have(role, SpaceKind.ASSIGNMENT) and not may_have(role, SpaceKind.DOSSIER)
    ]
    return sorted(fit, key=_by_name)


def _by_name(found: tuple[Id, str, str]) -> str:
    return found[1].casefold()


def make(session: Session, dossier: Id, new: NewAssignment) -> tuple[Assignment, ChangeSet]:
    """Make the space, its keys, the question, the copies and the disclosure in one unit; cannot be undone.

    UserError (`question`, or as `disclosures.add`); Refused `not_a_member`, `not_allowed` (role), `practice`.
    """
    if not new.question.strip():
        raise UserError(_("Schrijf eerst je vraag."), field="question")
    if session.store.is_local(dossier):
        raise _refused("practice", _("Een oefengezin kun je niet delen."))
    to = _recipients(session, dossier, new.user)
    with session.store.unit("assign") as unit:
        given = [("user", one.id) for one in to]
        space = create_space(session.store, unit, SpaceKind.ASSIGNMENT, to, dossier=dossier, assigned=given)
        agreed = disclosures.add(session, unit, dossier, _for(session, new))
        made = Assignment(
            id=assignment_id(space), space=space, question=new.question.strip(), asked_by=session.me.id,
            asked_of=agreed.member, disclosure=agreed.id, since=session.today().isoformat(),
            due=new.due.isoformat() if new.due else None,
        )  # fmt: skip
        unit.create(made)
        copies.put(session, unit, space, new.items, agreed)
    return made, unit.changes


def _for(session: Session, new: NewAssignment) -> NewDisclosure:
    named = new.disclosure.recipient.strip() or name_of(session, new.user)
    return replace(new.disclosure, recipient=named, member=new.user, channel=Channel.ASSIGNMENT)


def _recipients(session: Session, dossier: Id, user: Id) -> list[Recipient]:
    """Who gets the key; the maker first, for a space is claimed by who makes it."""
    trust = session.store.trusts[session.organisation]
    role = role_of(session, user)
    if role is None:
        raise _refused("not_a_member", _("Deze collega is nog niet toegelaten tot je organisatie."))
    if not may_have(role, SpaceKind.ASSIGNMENT):
        words = _("{name} is {role}. Die rol krijgt geen opdracht.")
        raise _refused("not_allowed", words.format(name=name_of(session, user), role=label(role)))
    users = dict.fromkeys((session.user, user, *assigned_users(session, dossier)))
    return [Recipient("user", one, public) for one in users if (public := trust.member_public(one))]


def _refused(code: str, text: str) -> Refused:
    return Refused(code, text, kept=_("Er is niets gedeeld."))


def add_items(session: Session, one: Asked, records: Sequence[Record]) -> ChangeSet:
    """Share more in an assignment that runs. Not undone: it may have left. Refused `no_disclosure` or `ended`."""
    agreed = check(session, one)
    with session.store.unit("edit") as unit:
        copies.put(session, unit, one.space, records, agreed)
    return unit.changes


def refresh(session: Session, one: Asked, item: Shared) -> ChangeSet:
    """Bring a copy up to date with the dossier. Refused as `add_items`, and as `copies.refresh`."""
    return copies.refresh(session, item, check(session, one))


def check(session: Session, one: Asked) -> Disclosure:
    """The disclosure under which more may go into an assignment. Refused `ended`, `no_disclosure`."""
    if not one.open:
        raise _refused("ended", _("Deze opdracht is gestopt."))
    if one.user is None or one.disclosure is None:
        raise _refused("no_disclosure", _("Bij deze opdracht hoort geen afspraak om te delen."))
    if disclosures.is_outside(session, one.user):
        return disclosures.check(session, one.disclosure.space, one.user)
    return one.disclosure


def end(session: Session, one: Asked, by: Id | None, reason: str) -> ChangeSet:
    """Stop sharing: a new key for what follows, the agreement withdrawn. What they have, they keep; not undone.

    `by` = the person or worker who wants it; Refused `ended`.
    """
    if not one.open:
        raise Refused("ended", _("Deze opdracht is al gestopt."), kept=_("Er is niets veranderd."))
    with session.store.unit("assign") as unit:
        for user in _guests(session, one.space):
            assign_space(unit, one.space, "user", user, "out")
        renewal.renew_space(session.store, unit, one.space)
        unit.change(one.record, ended_on=session.today().isoformat())
        if one.disclosure is not None and one.disclosure.withdrawn_on is None:
            disclosures.put_withdrawn(session, unit, one.disclosure, by, reason)
    return unit.changes


def _guests(session: Session, space: Id) -> list[Id]:
    """Who holds an assignment without working in dossiers: by the statements of the log, not by what it says itself."""
    users = assigned_users(session, space)
    return [user for user in users if not may_have(role_of(session, user), SpaceKind.DOSSIER)]


def already_have(session: Session, one: Asked) -> list[DisclosedItem]:
    """What they got, in the words of then; it stays with them."""
    if one.disclosure is None:
        return []
    return disclosures.given_to(session, one.disclosure.space, one.disclosure.member)


def of_dossier(session: Session, dossier: Id) -> list[Asked]:
    """The assignments of a dossier: those that run first, then the latest first."""
    spaces = hanging(session, dossier, SpaceKind.ASSIGNMENT)
    found = [asked for space in spaces if (asked := of_space(session, space)) is not None]
    return sorted(found, key=_running_first)


def mine(session: Session) -> list[Asked]:
    """The assignments that were asked of this user, of the organisation he works in."""
    me = session.me.id
    found = [of_space(session, one.space) for one in queries.find(session.store, Assignment, asked_of=me)]
    return sorted((one for one in found if one is not None), key=_running_first)


def count_mine(session: Session) -> int:
    """How many assignments of this user run."""
    sql = "SELECT count(*) FROM kind_assignment WHERE asked_of = ? AND deleted = 0 AND ended_on IS NULL"
    return int(session.store.execute(sql, (session.me.id,))[0][0])


def _running_first(one: Asked) -> tuple[bool, int, bytes]:
    since = dt.date.fromisoformat(one.record.since) if one.record.since else dt.date.min
    return not one.open, -since.toordinal(), one.record.id


def works_by_assignment(session: Session) -> bool:
    """Whether this user may have assignments and no dossiers; while the role is not known yet, it may be so."""
    role = role_of(session, session.user)
    return role is None or (may_have(role, SpaceKind.ASSIGNMENT) and not may_have(role, SpaceKind.DOSSIER))


def works_in_dossiers(session: Session) -> bool:
    """Whether this user may have dossiers; while the role is not known yet, it may be so."""
    role = role_of(session, session.user)
    return role is None or may_have(role, SpaceKind.DOSSIER)


def stopped_for_me(session: Session, space: Id) -> bool:
    """Whether the server took nothing more of this user for an assignment: a colleague stopped it."""
    with session.store.database.read() as connection:
        return any(
            held.code == "no_access" and header.space == space
            for held in quarantine.everything(connection)
            for header, _commit in held.commits()
        )


def of_space(session: Session, space: Id) -> Asked | None:
    """The assignment that stands in a space; None when there is none here."""
    record = queries.get(session.store, Assignment, assignment_id(space))
    if record is None or record.deleted or record.space != space:
        return None
    worker = queries.get(session.store, Worker, record.asked_of) if record.asked_of else None
    return Asked(
        record=record,
        user=user_of(session, record.asked_of),
        who=worker.caption if worker else _("Onbekend"),
        asked_by=worker_name(session, record.asked_by),
        shared=tuple(copies.shared(session, space)),
        notes=tuple(notes(session, space)),
        disclosure=_agreed(session, record),
        mine=record.asked_of == session.me.id,
    )


def _agreed(session: Session, record: Assignment) -> Disclosure | None:
    """The agreement it rests on, when it is one with the person asked and stands in the dossier of this space."""
    found = queries.get(session.store, Disclosure, record.disclosure) if record.disclosure else None
    home = queries.find(session.store, Space, space=record.space, limit=1)
    fits = found is not None and home and (found.space, found.member) == (home[0].dossier, record.asked_of)
    return found if fits else None
