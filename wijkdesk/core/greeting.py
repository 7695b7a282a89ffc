"""Good morning, afternoon or evening."""

from __future__ import annotations

import datetime as dt

from wijkdesk.core.i18n import _


def greeting(now: dt.datetime) -> str:
    """The greeting that fits the hour, without a name."""
    if now.hour < 6:
        return _("Goedenacht")
    if now.hour < 12:
        return _("Goedemorgen")
    return _("Goedemiddag") if now.hour < 18 else _("Goedenavond")
