"""May this go to someone outside? The only judge of it, and the writing of who agreed (architecture.md §3, Sharing)."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import ZERO, Id, new_id
from wijkdesk.core.roles import Role
from wijkdesk.models.disclosure import (
    AskedHow,
    Channel,
    DisclosedItem,
    Disclosure,
    LawfulGround,
)
from wijkdesk.models.ordering import between
from wijkdesk.services.agreements import lacking, names
from wijkdesk.services.colleagues import name_of, role_of
from wijkdesk.services.session import worker_id
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session
    from wijkdesk.storage.unit_of_work import Unit

VALID_DAYS = 182  # what the screen proposes: half a year


@dataclass(frozen=True)
class NewDisclosure:
    """What a worker fills in: to whom, what for, on which ground, who agreed and how, until when.

    `member` = the user, when the recipient is one; `exception` = why it goes without everyone's word.
    """

    recipient: str
    purpose: str
    channel: Channel
    ground: LawfulGround = LawfulGround.STATUTORY_TASK
    member: Id | None = None
    about: frozenset[Id] = frozenset()
    given_by: frozenset[Id] = frozenset()
    asked: AskedHow | None = None
    exception: str = ""
    valid_until: dt.date | None = None


@dataclass(frozen=True)
class Item:
    """One thing that goes: the record it is about and the words as they go."""

    row: Id
    words: str


@dataclass(frozen=True)
class Given:
    """A disclosure with what was given under it; `valid` = it holds today, `due` = someone must be asked again."""

    disclosure: Disclosure
    items: tuple[DisclosedItem, ...] = field(default=())
    valid: bool = True
    due: bool = False


def is_outside(session: Session, user: Id) -> bool:
    """Whether a member comes from outside: to him nothing goes without a disclosure."""
    return role_of(session, user) == Role.OUTSIDE


def check(session: Session, dossier: Id, to: Id | str, on: dt.date | None = None) -> Disclosure:
    """The disclosure under which something of a dossier may go to a user (by id) or a recipient (by name) on a day.

    Refused `no_disclosure`: there is none, it is over or withdrawn, or someone must agree (again).
    """
    day = on or session.today()
    mine = [one for one in _all(session, dossier) if _is_for(session, one, to)]
    valid = [one for one in mine if one.in_force(day.isoformat())]
    good = [one for one in valid if not lacking(session, one, day)]
    if good:
        return good[0]
    name = to if isinstance(to, str) else name_of(session, to)
    raise Refused(
        "no_disclosure",
        _why_not(session, name, mine, valid, day),
        kept=_("Er is niets gedeeld."),
        todo=_("Leg eerst vast waarvoor het is en wie het goed vindt."),
    )


def check_anywhere(session: Session, recipient: str) -> None:
    """Whether something may go to a recipient out of any dossier on this laptop. Refused `no_disclosure`."""
    spaces = {
        one.space for one in queries.find(session.store, Disclosure) if _is_for(session, one, recipient)
    }
    for space in spaces:
        with suppress(Refused):
            check(session, space, recipient)
            return
    raise Refused(
        "no_disclosure",
        _("Er is geen afspraak om te delen met {name}.").format(name=recipient.strip()),
        kept=_("Er is niemand uitgenodigd."),
        todo=_("Leg eerst in een dossier vast waarvoor je deelt, bij Wie ziet wat."),
    )


def _why_not(
    session: Session, name: str, mine: Sequence[Disclosure], valid: Sequence[Disclosure], day: dt.date
) -> str:
    if valid:
        who = names(session, lacking(session, valid[0], day))
        return _("Delen met {name} kan nog niet. Vraag het ook aan {who}.").format(name=name, who=who)
    if any(one.withdrawn_on for one in mine):
        return _("Het delen met {name} is ingetrokken.").format(name=name)
    if mine:
        return _("De afspraak om te delen met {name} is verlopen.").format(name=name)
    return _("Er is geen afspraak om te delen met {name}.").format(name=name)


def _is_for(session: Session, one: Disclosure, to: Id | str) -> bool:
    if isinstance(to, str):
        return (one.recipient or "").casefold() == to.strip().casefold()
    return one.member == worker_id(session.organisation, to)


def add(
    session: Session, unit: Unit, dossier: Id, new: NewDisclosure, items: Iterable[Item] = ()
) -> Disclosure:
    """Write a disclosure with its items within a unit.

    UserError names the field that lacks: `recipient`, `purpose`, `given_by` (who must still be asked) or
    `valid_until` (before today).
    """
    made = _as_record(session, new, dossier)
    _check_new(session, made, strict=new.member is None or is_outside(session, new.member))
    unit.create(made)
    add_items(session, unit, made, items)
    return made


def _as_record(session: Session, new: NewDisclosure, dossier: Id) -> Disclosure:
    member = new.member or _outsider_called(session, new.recipient)
    return Disclosure(
        id=new_id(),
        space=dossier,
        recipient=new.recipient.strip() or None,
        member=worker_id(session.organisation, member) if member else None,
        channel=new.channel,
        purpose=new.purpose.strip() or None,
        ground=new.ground,
        about=frozenset(row.hex() for row in new.about),
        given_by=frozenset(row.hex() for row in new.given_by),
        asked=new.asked,
        exception=new.exception.strip() or None,
        when=session.today().isoformat(),
        valid_until=new.valid_until.isoformat() if new.valid_until else None,
    )


def _check_new(session: Session, made: Disclosure, *, strict: bool) -> None:
    if not made.recipient:
        raise UserError(_("Vul in met wie je deelt."), field="recipient")
    if not made.purpose:
        raise UserError(_("Vul in waarvoor je deelt."), field="purpose")
    if made.valid_until is not None and made.valid_until < session.today().isoformat():
        raise UserError(_("Deze dag is al voorbij. Kies een latere dag."), field="valid_until")
    needs = lacking(session, made) if strict else []
    if needs:
        raise UserError(
            _("Vraag het ook aan {who}. Of schrijf op waarom het zonder kan.").format(
                who=names(session, needs)
            ),
            field="given_by",
        )


def _outsider_called(session: Session, name: str) -> Id | None:
    """The partner from outside with that name, so that a new agreement counts for an assignment that runs."""
    members = sorted(session.store.trusts[session.organisation].members())
    wanted = name.strip().casefold()
    found = [one for one in members if wanted and name_of(session, one).casefold() == wanted]
    return next((one for one in found if is_outside(session, one)), None)


def still_needed(session: Session, new: NewDisclosure) -> str:
    """Who must still be asked for what a worker fills in, in words; empty when nobody."""
    return names(session, lacking(session, _as_record(session, new, ZERO)))


def add_items(session: Session, unit: Unit, disclosure: Disclosure, items: Iterable[Item]) -> None:
    """Write down, within a unit, what goes under a disclosure today."""
    last = items_of(session, disclosure)
    order = last[-1].order if last else None
    for item in items:
        order = between(order, None)
        unit.create(
            DisclosedItem(
                id=new_id(),
                space=disclosure.space,
                disclosure=disclosure.id,
                row=item.row,
                words=item.words,
                on=session.today().isoformat(),
                order=order,
            )
        )


def given_to(session: Session, dossier: Id, member: Id | None) -> list[DisclosedItem]:
    """All that someone got of a dossier, under whichever agreement; `member` = the worker's id."""
    mine = [one for one in _all(session, dossier) if member is not None and one.member == member]
    every = [item for one in mine for item in items_of(session, one)]
    return sorted(every, key=_when_given)


def _when_given(item: DisclosedItem) -> tuple[str, str]:
    return item.on or "", item.order or ""


def items_of(session: Session, disclosure: Disclosure) -> list[DisclosedItem]:
    """What was given under a disclosure, in the order in which it went."""
    return queries.find(session.store, DisclosedItem, disclosure=disclosure.id, order="on,order,id")


def record(
    session: Session, dossier: Id, new: NewDisclosure, items: Iterable[Item] = ()
) -> tuple[Disclosure, ChangeSet]:
    """Write a disclosure that stands on its own. UserError as `add`."""
    with session.store.unit("edit", undo=_("Delen vastleggen")) as unit:
        made = add(session, unit, dossier, new, items)
    return made, unit.changes


def withdraw(session: Session, one: Disclosure, by: Id | None, reason: str) -> ChangeSet:
    """From now on nothing goes under it; `by` = the person or worker who withdraws. What was given stays listed."""
    with session.store.unit("edit", undo=_("Delen intrekken")) as unit:
        put_withdrawn(session, unit, one, by, reason)
    return unit.changes


def put_withdrawn(session: Session, unit: Unit, one: Disclosure, by: Id | None, reason: str) -> None:
    """As `withdraw`, within a unit."""
    unit.change(one, withdrawn_on=session.today().isoformat(), withdrawn_by=by, reason=reason.strip() or None)


def of_dossier(session: Session, dossier: Id, on: dt.date | None = None) -> list[Given]:
    """All disclosures of a dossier with their items, those in force first, then the latest first."""
    day = on or session.today()
    found = []
    for one in _all(session, dossier):
        items = items_of(session, one)
        valid = one.in_force(day.isoformat())
        found.append(Given(one, tuple(items), valid, due=valid and bool(lacking(session, one, day))))
    return sorted(found, key=_over)


def _over(given: Given) -> bool:
    return not given.valid


def _all(session: Session, dossier: Id) -> list[Disclosure]:
    return queries.find(session.store, Disclosure, space=dossier, order="-when,id")
