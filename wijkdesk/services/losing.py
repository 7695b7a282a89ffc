"""A laptop is lost: put out, asked to wipe itself, and what stood on it, for the report (domain.md F12, AVG 33)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.lost_device import LostDevice
from wijkdesk.services.colleagues import name_of
from wijkdesk.services.founding import state
from wijkdesk.services.laptops import last_seen
from wijkdesk.services.leaving import check_admin, had, put_out
from wijkdesk.services.session import from_moment, to_moment
from wijkdesk.storage import queries
from wijkdesk.vault.statements import Wipe

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session

REPORT_WITHIN = dt.timedelta(hours=72)  # AVG 33.1


@dataclass(frozen=True)
class Stood:
    """What stood on a lost laptop, as far as this one may know.

    `dossiers` by name; `elsewhere` = those of which only the index card is known here; `people` = persons in
    `dossiers`; `last_seen` = when something of that laptop last came in (None: never).
    """

    record: LostDevice
    owner: str
    dossiers: tuple[str, ...]
    elsewhere: tuple[str, ...]
    people: int
    last_seen: dt.datetime | None
    put_out: dt.datetime | None

    @property
    def noticed(self) -> dt.datetime | None:
        """When the loss was noticed."""
        return from_moment(self.record.noticed) if self.record.noticed else None

    @property
    def report_before(self) -> dt.datetime | None:
        """Until when a report is in time."""
        return self.noticed + REPORT_WITHIN if self.noticed else None


def report_lost(
    session: Session, device: Id, noticed: dt.datetime, place: str = "", note: str = ""
) -> ChangeSet:
    """Put a laptop out, ask it to wipe itself, and keep what is needed for the report.

    Refused `not_admin`, `unknown_device` or `this_laptop`; UserError (`noticed`) for a moment to come.
    """
    issuer = check_admin(session)
    if device == session.store.identity.device:
        raise Refused(
            "this_laptop",
            _("Dit is de laptop waarop je nu werkt."),
            kept=_("Er is niets veranderd."),
            todo=_("Doe dit op een andere laptop."),
        )
    if noticed > session.now():
        raise UserError(_("Dit moment moet nog komen."), field="noticed")
    trust = session.store.trusts[session.organisation]
    at = trust.next_at(session.store.clock.now_ms())
    with session.store.unit("edit") as unit:
        put_out(session, unit, issuer, device, at)
        state(unit, issuer, Wipe(device, at))
        unit.create(
            LostDevice(
                id=new_id(),
                space=session.organisation_space,
                device=device,
                user=trust.user_of(device),
                noticed=to_moment(noticed),
                place=place.strip() or None,
                note=note.strip() or None,
            )
        )
    return unit.changes


def lost(session: Session) -> list[LostDevice]:
    """The laptops that were lost, the latest first."""
    return queries.find(session.store, LostDevice, space=session.organisation_space, order="-noticed,id")


def what_stood(session: Session, record: LostDevice) -> Stood:
    """What stood on a lost laptop, as far as known here."""
    held = had(session, record.user) if record.user else None
    spaces = [one.space for one in held.dossiers] if held else []
    trust = session.store.trusts[session.organisation]
    at = trust.device_at(record.device) if record.device else 0
    return Stood(
        record=record,
        owner=name_of(session, record.user),
        dossiers=tuple(one.name for one in held.dossiers) if held else (),
        elsewhere=held.elsewhere if held else (),
        people=sum(_people(session, space) for space in spaces),
        last_seen=last_seen(session, record.device) if record.device else None,
        put_out=dt.datetime.fromtimestamp(at / 1000).astimezone() if at else None,
    )


def _people(session: Session, space: Id) -> int:
    ((count,),) = session.store.execute(
        "SELECT count(*) FROM row WHERE kind = 'person' AND space = ?", (space,)
    )
    return int(count)


def lost_one(session: Session, row: Id) -> LostDevice:
    """One of the lost laptops. Refused `gone`."""
    record = queries.get(session.store, LostDevice, row)
    if record is None:
        raise Refused("gone", _("Deze melding staat niet op deze laptop."))
    return record


def mark_reported(session: Session, row: Id) -> ChangeSet:
    """The report was made today."""
    with session.store.unit("edit", undo=_("Melding noteren")) as unit:
        unit.change(lost_one(session, row), reported_on=session.today().isoformat())
    return unit.changes
