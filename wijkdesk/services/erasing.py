"""Gegevens wissen: a record or a whole dossier, with a ground, here and on every other laptop (domain.md B3, F12).

Erased is not binned: nothing brings it back. What stays is who wrote when, and why it was erased.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _, ngettext
from wijkdesk.core.ids import new_id
from wijkdesk.models.disclosure import DisclosedItem
from wijkdesk.models.dossier import IndexCard, Space
from wijkdesk.models.erasure import Ground
from wijkdesk.services import dossiers
from wijkdesk.services.admitting import is_admin
from wijkdesk.services.backups import KEEP_DAYS
from wijkdesk.services.copies import copies_of
from wijkdesk.storage import erasure, history, queries

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.core.ids import Id
    from wijkdesk.models.base import Record
    from wijkdesk.services.session import Session


def grounds() -> list[tuple[str, str]]:
    """The grounds to choose from, with their words."""
    return [(ground.value, ground.label) for ground in Ground]


def record_question(session: Session, record: Record) -> str:
    """What erasing a record takes with it."""
    count = len(history.versions(session.store, record.id))
    versions = ngettext("Er is {count} versie.", "Er zijn {count} versies.", count).format(count=count)
    return f"{versions} {_('Ook de geschiedenis gaat weg.')} {_after()}"


def dossier_question() -> str:
    """What erasing a dossier takes with it."""
    whole = _("Alles in dit dossier gaat weg, ook de geschiedenis en de bijlagen.")
    return f"{whole} {_after()}"


def _after() -> str:
    later = _("Andere laptops wissen het bij het volgende contact.")
    copies = _("Uit reservekopieën is het binnen {days} dagen weg.").format(days=KEEP_DAYS)
    return f"{later} {copies} {_('Dit kan niet ongedaan worden gemaakt.')}"


def erase_record(session: Session, record: Record, ground: str) -> ChangeSet:
    """Erase a record with all its versions and its copies in assignments. Refused `not_holder` for who may not."""
    _check_right(session, record.space)
    given = queries.find(session.store, DisclosedItem, row=record.id)
    gone = [record, *copies_of(session, record.id), *given]
    with session.store.unit("redact") as unit:
        erasure.erase_records(session.store, unit, gone, Ground(ground).value)
        for item in given:  # that it was given is known, its words are not (AVG 19)
            unit.create(item.with_(id=new_id(), words=None))
    return unit.changes


def erase_dossier(session: Session, space: Id, ground: str) -> ChangeSet:
    """Erase a dossier with the spaces that hang on it and its card in the team. Refused as `erase_record`."""
    _check_right(session, space)
    hanging = [found.space for found in queries.find(session.store, Space, dossier=space)]
    card = queries.get(session.store, IndexCard, dossiers.card_id(session, space)) if session.teams else None
    with session.store.unit("redact") as unit:
        if card is not None:
            erasure.erase_records(session.store, unit, [card], Ground(ground).value)
        for one in (*hanging, space):
            erasure.shred(session.store, unit, one, Ground(ground).value)
    return unit.changes


def _check_right(session: Session, space: Id) -> None:
    """Who works in the dossier, or is administrator (architecture.md §2, Erasure)."""
    home = queries.find(session.store, Space, space=space, limit=1)
    dossier = (home[0].dossier if home else None) or space
    practice = session.store.is_local(space)
    if not (practice or is_admin(session) or session.user in dossiers.assigned_users(session, dossier)):
        raise Refused(
            "not_holder",
            _("Je werkt niet in dit dossier, dus je kunt hier niets wissen."),
            kept=_("Er is niets gewist."),
            todo=_("Vraag het aan wie verantwoordelijk is."),
        )
