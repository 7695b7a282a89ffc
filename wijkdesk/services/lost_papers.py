"""The paper about a lost laptop for the authority, made of what stood on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.reports.brand import Brand
from wijkdesk.reports.lost_laptop import LostLaptop
from wijkdesk.services import losing, papers

if TYPE_CHECKING:
    from pathlib import Path

    from wijkdesk.core.ids import Id
    from wijkdesk.services.losing import Stood
    from wijkdesk.services.session import Session


def save(session: Session, row: Id, path: Path) -> Path:
    """Make the paper of one lost laptop and put it in a file of the worker's choosing."""
    stood = losing.what_stood(session, losing.lost_one(session, row))
    return papers.save_pdf(lost_laptop(session, stood), path)


def lost_laptop(session: Session, stood: Stood) -> LostLaptop:
    """Numbers and facts; names of families stay out of it."""
    team = session.me.team_name
    return LostLaptop(
        noticed=stood.noticed,
        place=stood.record.place or "",
        note=stood.record.note or "",
        last_seen=stood.last_seen,
        put_out=stood.put_out,
        report_before=stood.report_before,
        dossiers=len(stood.dossiers),
        people=stood.people,
        uncounted=len(stood.elsewhere),
        made_on=session.today(),
        author=session.me.caption,
        brand=Brand(team) if team else None,
    )
