"""All kinds of record; adding a kind is its dataclass plus one line here."""

from __future__ import annotations

import hashlib

from wijkdesk.models.assignment import Assignment, Copy
from wijkdesk.models.attachment import Attachment
from wijkdesk.models.base import Record
from wijkdesk.models.break_glass import BreakGlass
from wijkdesk.models.custodian import Custodian, EscrowOpening
from wijkdesk.models.disclosure import DisclosedItem, Disclosure
from wijkdesk.models.dossier import (
    Address,
    ContactPoint,
    Dossier,
    Household,
    IndexCard,
    Membership,
    Pin,
    Setting,
    Space,
    Worker,
)
from wijkdesk.models.invitation import Invitation
from wijkdesk.models.life_domain import Factor, LifeDomain, LifeDomainView, UrgentNeed
from wijkdesk.models.lost_device import LostDevice
from wijkdesk.models.person import (
    Involvement,
    LanguageProfile,
    Organisation,
    ParentalAuthority,
    Person,
    Relation,
    SamePerson,
)
from wijkdesk.models.stand_in import StandIn
from wijkdesk.models.step import Promise, Step
from wijkdesk.models.visit import Appointment, ContactMoment, ReadEntry, SignOff, Statement

SCHEMA = 1

KINDS: dict[str, type[Record]] = {
    cls.KIND: cls
    for cls in (
        Space,
        Worker,
        Invitation,
        LostDevice,
        Custodian,
        EscrowOpening,
        Setting,
        Pin,
        Dossier,
        IndexCard,
        BreakGlass,
        StandIn,
        Household,
        Membership,
        Person,
        Address,
        ContactPoint,
        LanguageProfile,
        Relation,
        SamePerson,
        ParentalAuthority,
        Organisation,
        Involvement,
        ContactMoment,
        Statement,
        LifeDomain,
        LifeDomainView,
        Factor,
        UrgentNeed,
        Step,
        Promise,
        Appointment,
        SignOff,
        Attachment,
        Disclosure,
        DisclosedItem,
        Assignment,
        Copy,
        ReadEntry,
    )
}


def declaration_hash(cls: type[Record]) -> bytes:
    """Changes when the table made from the declaration changes; then only that kind is rebuilt."""
    shape = [(name, s.type.value, s.searched, s.indexed) for name, s in cls.specs().items()]
    return hashlib.sha256(repr((cls.KIND, shape)).encode()).digest()
