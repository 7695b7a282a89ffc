"""How each person sees each life domain at one contact moment: score, own words, strong and worry (#19-#26)."""

from __future__ import annotations

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import check_value
from wijkdesk.models.life_domain import (
    DEFAULT_DOMAINS,
    Effect,
    Factor,
    LifeDomain,
    LifeDomainView,
    Obtained,
    view_id,
)
from wijkdesk.models.visit import ContactMoment, Statement, StatementKind
from wijkdesk.services import drafts
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.storage.unit_of_work import Unit

Score = int | Unknown | None


def domains(session: Session) -> list[LifeDomain]:
    """The life domains in order: the eleven defaults, as an organisation renamed, hid or added to them."""
    by_id = {domain.id: domain for domain in DEFAULT_DOMAINS}
    for own in queries.find(session.store, LifeDomain):
        default = by_id.get(own.id)
        by_id[own.id] = own.with_(
            name=own.name or (default.name if default else None),
            question=own.question or (default.question if default else None),
            icon=own.icon or (default.icon if default else None),
            order=own.order or (default.order if default else None),
        )
    return sorted((domain for domain in by_id.values() if not domain.hidden), key=_place)


def _place(domain: LifeDomain) -> tuple[str, bytes]:
    return domain.order or "~", domain.id


def set_score(
    session: Session,
    moment: ContactMoment,
    person: Id,
    domain: Id,
    score: Score,
    obtained: Obtained = Obtained.SAID,
) -> ChangeSet:
    """Give a score from 0 to 10, a way of not knowing, or None for nothing asked.

    Raises UserError when the score lies outside.
    """
    check_value(LifeDomainView.specs()["score"], score)
    with session.store.unit(undo=_("Cijfer geven")) as unit:
        shown = _view(session, unit, moment, person, domain)
        unit.change(shown, score=score, obtained=obtained if score is not None else shown.obtained)
    return unit.changes


def _view(session: Session, unit: Unit, moment: ContactMoment, person: Id, domain: Id) -> LifeDomainView:
    """The view as it stands, made when it is not there yet and taken out of the bin when it lies there."""
    row = view_id(moment.space, moment.id, person, domain)
    found = queries.get(session.store, LifeDomainView, row)
    if found is None:
        found = LifeDomainView(
            id=row, space=moment.space, contact_moment=moment.id, person=person, domain=domain
        )
        unit.create(found)
    elif found.deleted:
        unit.restore(found)
    return found


def set_words(
    session: Session,
    moment: ContactMoment,
    person: Id,
    domain: Id,
    text: str,
    *,
    shown: Statement | None = None,
) -> ChangeSet:
    """Keep what someone said about a domain, word for word; empty text lays it in the bin.

    `shown` = the words as they stood on screen when typing began; none given = as they stand now.
    """
    row = view_id(moment.space, moment.id, person, domain)
    shown = shown or next(iter(queries.find(session.store, Statement, view=row)), None)
    clean = text.strip()
    with session.store.unit(undo=_("Eigen woorden")) as unit:
        if shown is not None and clean:
            unit.change(shown, text=clean)
        elif shown is not None:
            unit.delete(shown)
        elif clean:
            _view(session, unit, moment, person, domain)
            unit.create(_said(session, moment, person, domain, clean, row))
    drafts.drop(session, [row], "words")
    return unit.changes


def _said(session: Session, moment: ContactMoment, person: Id, domain: Id, text: str, view: Id) -> Statement:
    now = session.stamp()
    return Statement(
        id=new_id(), space=moment.space, contact_moment=moment.id, kind=StatementKind.REPORTED, text=text,
        quote=True, said_by=person, observed_at=now, recorded_at=now, about=frozenset({person.hex()}),
        domains=frozenset({domain.hex()}), view=view,
    )  # fmt: skip


def set_factor(
    session: Session, moment: ContactMoment, domain: Id, effect: Effect, text: str, factor: Id | None = None
) -> ChangeSet:
    """Write what is strong or a worry in a domain; without `factor` a new one, empty text = the bin."""
    clean = text.strip()
    shown = queries.get(session.store, Factor, factor) if factor else None
    with session.store.unit(undo=_("Sterk en zorg")) as unit:
        if shown is not None and clean:
            unit.change(shown, text=clean, effect=effect)
        elif shown is not None:
            unit.delete(shown)
        elif clean:
            unit.create(
                Factor(
                    id=factor or new_id(), space=moment.space, domain=domain, effect=effect, text=clean,
                    contact_moment=moment.id,
                )
            )  # fmt: skip
    return unit.changes
