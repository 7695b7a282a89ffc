"""The recovery sheet: the code that opens the kluis when the wachtzin is forgotten. No QR, no household."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _, format_day
from wijkdesk.reports.brand import Brand
from wijkdesk.reports.common import Data, Sheet, look
from wijkdesk.reports.content import fixed_texts

PAPER = "recovery_sheet"
# Crockford's base 32 has no I, L, O and U (store-and-sync.md: 160 bits as 8 x 4 characters and a check).
_CODE = re.compile("[0-9A-HJKMNP-TV-Z]{32}")
_LISTS = ("keep", "use", "lost")
_LINES = ("core", "check", "letters", "keep_head", "use_head", "lost_head", "fingerprint_head", "fingerprint")


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """One code on paper; dashes and spaces do not matter. Raises UserError on a code of another shape."""

    code: str
    worker: str
    made_on: dt.date
    check: str = ""
    fingerprint: str = ""
    brand: Brand | None = None

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(_plain(self.code)):
            raise UserError(_("Deze herstelcode heeft geen acht blokjes van vier tekens."), field="code")

    def __repr__(self) -> str:
        # the code never reaches a log
        return f"RecoverySheet(worker={self.worker!r}, made_on={self.made_on!r})"

    @property
    def template(self) -> str:
        """File name in resources/reports."""
        return PAPER

    @property
    def groups(self) -> tuple[str, ...]:
        """The eight blocks of four characters."""
        return _blocks(self.code)

    def payload(self) -> Data:
        """The data of the template."""
        pack = fixed_texts(PAPER)
        day = format_day(self.made_on, weekday=False, year=True)
        sheet = Sheet(
            title=pack.text("title"),
            sub=pack.text("sub", worker=self.worker, made_on=day),
            kind=pack.text("kind"),
            author=self.worker,
            sender="WijkDesk",
            running=day,
            foot=pack.text("foot"),
            made_on=self.made_on,
            practice=False,
        )
        words: Data = {key: pack.text(key) for key in _LINES}
        words |= {key: pack.lines(key) for key in _LISTS}
        return {
            "meta": sheet.data(pack),
            "look": look(self.brand),
            "words": words,
            "groups": list(self.groups),
            "check": self.check.upper(),
            "fingerprint": list(_blocks(self.fingerprint)),
        }


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).upper()


def _blocks(code: str) -> tuple[str, ...]:
    plain = _plain(code)
    return tuple(plain[at : at + 4] for at in range(0, len(plain), 4))
