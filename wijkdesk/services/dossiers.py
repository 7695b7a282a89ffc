"""Dossiers: open one, its safety space, who works in it, who may be in one already (architecture.md §3).

The only place that makes spaces for dossiers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.commit import decode_control
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, natural_id, new_id
from wijkdesk.models.dossier import (
    Address,
    ChannelKind,
    ContactPoint,
    Dossier,
    DossierState,
    Household,
    IndexCard,
    Membership,
    Space,
    SpaceKind,
)
from wijkdesk.models.ordering import between
from wijkdesk.models.person import LanguageProfile, Person
from wijkdesk.models.roles import label, may_have
from wijkdesk.services.colleagues import name_of, role_of
from wijkdesk.services.newcomers import NewPerson
from wijkdesk.storage import queries, renewal
from wijkdesk.storage.spaces import Recipient, create_space, wrap_key
from wijkdesk.storage.spaces import assign as assign_space

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session
    from wijkdesk.storage.unit_of_work import Unit


@dataclass(frozen=True)
class NewHousehold:
    """What is known when a dossier is opened; only the name is asked for."""

    name: str
    people: tuple[NewPerson, ...] = ()
    street: str = ""
    postcode: str = ""
    place: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Opened:
    """A new dossier: its household and what changed."""

    household: Household
    changes: ChangeSet


def open_dossier(session: Session, new: NewHousehold) -> Household:
    """Make space, keys, records and index card of a dossier in one unit. UserError without a name."""
    return opened_dossier(session, new).household


def opened_dossier(
    session: Session, new: NewHousehold, *, practice: bool = False, undo: str | None = None
) -> Opened:
    """As `open_dossier`, with what changed. A practice dossier never leaves this laptop."""
    if not new.name.strip():
        raise UserError(_("Geef het huishouden een naam. Een achternaam is genoeg."), field="name")
    text = _("Dossier openen") if undo is None else undo
    with session.store.unit("edit", undo=text) as unit:
        space = _make_space(session, unit, practice)
        household = Household(id=new_id(), space=space, name=new.name.strip(), order="1")
        unit.create(household)
        unit.create(_dossier(session, space, practice))
        people = add_people(unit, household, new.people)
        _add_address(unit, household, new)
        if new.phone.strip() and people:
            unit.create(_phone(people[0], new.phone))
        if not practice:
            unit.create(_index_card(session, space, new))
    return Opened(household, unit.changes)


def _make_space(session: Session, unit: Unit, practice: bool) -> Id:
    if practice:
        return create_space(session.store, unit, SpaceKind.PRACTICE, [])
    team = session.team
    public = session.store.trusts[session.organisation].team_public(team)
    if public is None:
        raise Refused("no_team", _("Je team is hier nog niet bekend. Vraag of een collega je toelaat."))
    to = [Recipient("team", team, public)]
    return create_space(session.store, unit, SpaceKind.DOSSIER, to, assigned=[("user", session.user)])


def dossier_id(space: Id) -> Id:
    """The id of the dossier record of a space: there is one."""
    return natural_id(space, Dossier.KIND)


def _dossier(session: Session, space: Id, practice: bool) -> Dossier:
    return Dossier(
        id=dossier_id(space),
        space=space,
        state=DossierState.OPEN,
        opened_on=session.today().isoformat(),
        responsible=session.me.id,
        practice=practice,
    )


def add_people(
    unit: Unit, household: Household, people: tuple[NewPerson, ...], after: str | None = None
) -> list[Person]:
    """Add persons to a household within a unit, in the order given, after the order key of who is there."""
    made: list[Person] = []
    order = after
    for new in people:
        order = between(order, None)
        person = Person(
            id=new_id(),
            space=household.space,
            calling_name=new.calling_name or None,
            prefix=new.prefix or None,
            family_name=new.family_name or None,
            born=new.born,
        )
        unit.create(person)
        unit.create(_membership(household, person, new, order))
        for code in new.languages:
            unit.create(LanguageProfile(id=new_id(), space=household.space, person=person.id, language=code))
        made.append(person)
    return made


def _membership(household: Household, person: Person, new: NewPerson, order: str) -> Membership:
    return Membership(
        id=new_id(),
        space=household.space,
        household=household.id,
        person=person.id,
        role=new.role,
        order=order,
    )


def _add_address(unit: Unit, household: Household, new: NewHousehold) -> None:
    if new.street.strip() or new.postcode.strip() or new.place.strip():
        unit.create(
            Address(
                id=new_id(),
                space=household.space,
                owner=household.id,
                street=new.street.strip() or None,
                postcode=new.postcode.strip() or None,
                place=new.place.strip() or None,
            )
        )


def _phone(person: Person, number: str) -> ContactPoint:
    return ContactPoint(
        id=new_id(),
        space=person.space,
        person=person.id,
        kind=ChannelKind.PHONE,
        value=number.strip(),
        preferred=True,
    )


def _index_card(session: Session, space: Id, new: NewHousehold) -> IndexCard:
    """The one line the team sees: the first person, else the household's name."""
    first = new.people[0] if new.people else NewPerson(new.name)
    return IndexCard(
        id=card_id(session, space),
        space=session.team_space,
        dossier=space,
        calling_name=" ".join(part for part in (first.calling_name, first.prefix, first.family_name) if part),
        born=first.born,
        responsible=session.me.id,
    )


def card_id(session: Session, space: Id) -> Id:
    """The natural id of the index card of a dossier."""
    return natural_id(session.team_space, IndexCard.KIND, space)


def set_shielded(session: Session, space: Id, shielded: bool) -> ChangeSet:
    """Take a dossier off the team's list of names, or put it on again."""
    dossier = queries.get(session.store, Dossier, dossier_id(space))
    card = queries.get(session.store, IndexCard, card_id(session, space))
    if dossier is None:
        raise Refused("not_here", _("Dit dossier staat niet op deze laptop."))
    with session.store.unit("edit", undo=_("Afschermen")) as unit:
        unit.change(dossier, shielded=shielded)
        if card is not None:
            (unit.delete if shielded else unit.restore)(card)
    return unit.changes


def safety_space_of(session: Session, space: Id) -> Id | None:
    """The safety space of a dossier, when there is one that this user reads."""
    found = hanging(session, space, SpaceKind.SAFETY)
    return found[0] if found else None


def hanging(session: Session, dossier: Id, kind: SpaceKind) -> list[Id]:
    """The spaces of a kind that belong to a dossier and that this user reads.

    What a space says of itself its members can change: none passes for `safety` that is in the hands of someone who
    may have no safety space.
    """
    every = queries.find(session.store, Space, dossier=dossier)
    if session.store.is_local(dossier):  # a practice household has one space more at most: its safety records
        return [one.space for one in every if session.store.is_local(one.space) and kind is SpaceKind.SAFETY]
    return [one.space for one in every if one.kind is kind and _fits(session, one.space, kind)]


def _fits(session: Session, space: Id, kind: SpaceKind) -> bool:
    roles = (role_of(session, user) for user in assigned_users(session, space))
    return all(role is None or may_have(role, kind) for role in roles)


def need_safety_space(session: Session, unit: Unit, space: Id) -> Id:
    """The safety space of a dossier, made within this unit on first need; never sealed to the team key."""
    known = safety_space_of(session, space)
    if known is not None:
        return known
    if session.store.is_local(space):
        return create_space(session.store, unit, SpaceKind.PRACTICE, [], dossier=space)
    trust = session.store.trusts[session.organisation]
    users = assigned_users(session, space) or [session.user]
    to = [Recipient("user", user, public) for user in users if (public := trust.member_public(user))]
    given = [("user", user) for user in users]
    return create_space(session.store, unit, SpaceKind.SAFETY, to, dossier=space, assigned=given)


def assigned_users(session: Session, space: Id) -> list[Id]:
    """The users to whom the server hands a dossier, in the order they came."""
    rows = session.store.execute(
        "SELECT body FROM log WHERE space = ? AND op = 'ASSIGN' AND body IS NOT NULL ORDER BY hlc", (space,)
    )
    users: dict[Id, bool] = {}
    for (body,) in rows:
        fields = decode_control(body).fields
        if fields["to"] == "user":
            users[Id(fields["id"])] = fields["state"] == "in"
    return [user for user, inside in users.items() if inside]


def assign(session: Session, space: Id, user: Id) -> ChangeSet:
    """Let a colleague work in a dossier and its safety space. Refused `not_a_member` or `not_allowed` (his role)."""
    public = session.store.trusts[session.organisation].member_public(user)
    if public is None:
        raise Refused("not_a_member", _("Deze collega is nog niet toegelaten tot je organisatie."))
    check_role(session, user)
    with session.store.unit("assign") as unit:
        assign_space(unit, space, "user", user)
        for one in _with_it(session, space):
            assign_space(unit, one, "user", user)
            if (key := session.store.keyring.newest(one)) is not None:
                wrap_key(unit, key, [Recipient("user", user, public)])
    return unit.changes


def _with_it(session: Session, space: Id) -> list[Id]:
    """The spaces that who works in a dossier holds as well."""
    return [one for kind in (SpaceKind.SAFETY, SpaceKind.ASSIGNMENT) for one in hanging(session, space, kind)]


def check_role(session: Session, user: Id) -> None:
    """Refused `not_allowed` when the role of a user may not have a dossier (models/roles.py)."""
    role = role_of(session, user)
    if may_have(role, SpaceKind.DOSSIER):
        return
    raise Refused(
        "not_allowed",
        _("{name} is {role}. Die rol krijgt geen dossier.").format(
            name=name_of(session, user), role=label(role)
        ),
        kept=_("Er is niets veranderd."),
        todo=_("Deel alleen wat nodig is, of vraag een beheerder om een andere rol."),
    )


def unassign(session: Session, space: Id, user: Id) -> ChangeSet:
    """End a colleague's work in a dossier: the server hands out nothing more of it.

    What was sealed to those who work in it (safety, assignments) goes on under a key that he never had.
    """
    sealed_to_users = _with_it(session, space)
    with session.store.unit("assign") as unit:
        for one in (space, *sealed_to_users):
            assign_space(unit, one, "user", user, "out")
        for one in sealed_to_users:
            renewal.renew_space(session.store, unit, one)
    return unit.changes


def set_responsible(session: Session, space: Id, user: Id) -> ChangeSet:
    """Name the worker who is responsible; the index card says so too. Refused `not_allowed` for his role."""
    if role_of(session, user) is not None:  # who has left can still be named, and replaced
        check_role(session, user)
    worker = session.worker_of(user)
    with session.store.unit("edit", undo=_("Verantwoordelijke kiezen")) as unit:
        for record in (
            queries.get(session.store, Dossier, dossier_id(space)),
            queries.get(session.store, IndexCard, card_id(session, space)),
        ):
            if record is not None:
                unit.change(record, responsible=worker.id)
    return unit.changes


def add_household(session: Session, space: Id, name: str) -> ChangeSet:
    """Add a household to a dossier, for a child that lives in two. UserError without a name."""
    if not name.strip():
        raise UserError(_("Geef het huishouden een naam. Een achternaam is genoeg."), field="name")
    last = households_of(session, space)
    order = between(last[-1].order if last else None, None)
    with session.store.unit("edit", undo=_("Huishouden toevoegen")) as unit:
        unit.create(Household(id=new_id(), space=space, name=name.strip(), order=order))
    return unit.changes


def rename(session: Session, household: Household, name: str) -> ChangeSet:
    """Give a household another name. UserError when it is empty."""
    if not name.strip():
        raise UserError(_("Geef het huishouden een naam. Een achternaam is genoeg."), field="name")
    with session.store.unit("edit", undo=_("Naam wijzigen")) as unit:
        unit.change(household, name=name.strip())
    return unit.changes


def bin_household(session: Session, household: Household) -> ChangeSet:
    """Lay a household in the bin; its persons and contacts stay where they are."""
    with session.store.unit("edit", undo=_("Huishouden weggooien")) as unit:
        unit.delete(household)
    return unit.changes


def household_of(session: Session, household: Id) -> Household | None:
    """A household by id, also when it lies in the bin."""
    return queries.get(session.store, Household, household)


def households_of(session: Session, space: Id) -> list[Household]:
    """The households of a dossier in order."""
    return queries.find(session.store, Household, space=space, order="order,id")


def dossier_of(session: Session, space: Id) -> Dossier | None:
    """The dossier record of a space."""
    return queries.get(session.store, Dossier, dossier_id(space))
