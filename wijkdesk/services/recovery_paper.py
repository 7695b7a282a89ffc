"""The sheet with a recovery code as pictures for the printer; the code never touches the disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from wijkdesk.core.i18n import _
from wijkdesk.services import papers


def pages(blocks: Sequence[str], made_on: dt.date) -> tuple[bytes, ...]:
    """The pages as PNG; `blocks` = eight blocks of four and the check character."""
    *letters, check = blocks
    document = papers.recovery_sheet("".join(letters), check, _("de eigenaar van deze laptop"), made_on)
    return papers.as_pages(document, papers.PRINT_DPI)
