"""Why something is erased (domain.md B3, B4): the code travels with the erasure and is all that is left to read."""

from __future__ import annotations

from wijkdesk.core.i18n import N_
from wijkdesk.models.base import Choice


class Ground(Choice):
    """The ground of an erasure."""

    REQUEST = "request", N_("De persoon vroeg erom")
    TERM = "term", N_("De bewaartermijn is voorbij")
    MISTAKE = "mistake", N_("Het had niet opgeschreven mogen worden")
    WRONG_PERSON = "wrong_person", N_("Het hoort bij iemand anders")
    CONSENT = "consent", N_("De toestemming is ingetrokken")
