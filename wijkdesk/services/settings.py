"""The worker's own settings: records in the personal space, so that they follow the worker to a second laptop."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, natural_id
from wijkdesk.models.dossier import Setting
from wijkdesk.services import joining
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session

COVER_CHOICES = (1, 2, 5, 10, 15)  # minutes
LOCK_CHOICES = (15, 30, 60)


@dataclass(frozen=True)
class Preferences:
    """What a worker may choose. Minutes of rest until the cover, and covered until the lock."""

    cover_after: int = 5
    lock_after: int = 60
    discreet_at_start: bool = False
    lock_on_sleep: bool = True
    block_capture: bool = True


def load(session: Session) -> Preferences:
    """The settings in force; what was never chosen has its normal value."""
    normal = Preferences()
    if joining.waiting(session):
        return normal
    found = {
        one.name: one.value for one in queries.find(session.store, Setting, space=session.personal_space)
    }
    values: dict[str, Any] = {
        field.name: _value(found[field.name], getattr(normal, field.name))
        for field in fields(Preferences)
        if field.name in found
    }
    return _bounded(replace(normal, **values))


def _value(text: str | None, normal: bool | int) -> bool | int:
    if isinstance(normal, bool):
        return text == "true"
    return int(text) if text and text.isdigit() else normal


def _bounded(found: Preferences) -> Preferences:
    """A setting from elsewhere never makes this laptop less safe than the choices on screen."""
    return replace(
        found,
        cover_after=min(max(found.cover_after, COVER_CHOICES[0]), COVER_CHOICES[-1]),
        lock_after=min(max(found.lock_after, LOCK_CHOICES[0]), LOCK_CHOICES[-1]),
    )


def change_profile(session: Session, name: str, value: str) -> ChangeSet:
    """Another value for a field of the worker's own profile; one step of undo. UserError when the name is emptied."""
    changed: dict[str, Any] = {name: value.strip() or None}
    if name == "name" and changed[name] is None:
        raise UserError(_("Vul je naam in. Zo weten collega’s wie iets schreef."), field="name")
    with session.store.unit("edit", undo=_("Profiel wijzigen")) as unit:
        unit.change(session.me, **changed)
    return unit.changes


def save(session: Session, **chosen: bool | int) -> ChangeSet:
    """Keep choices by name of `Preferences`; one step of undo."""
    with session.store.unit("setting", undo=_("Instelling wijzigen")) as unit:
        for name, value in chosen.items():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            unit.create(Setting(id=_row(session, name), space=session.personal_space, name=name, value=text))
    return unit.changes


def _row(session: Session, name: str) -> Id:
    return natural_id(session.personal_space, Setting.KIND, name)
