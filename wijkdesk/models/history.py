"""Upcasters: what older commits mean today. Pure, kept for ever, one for each raised schema number.

An upcaster takes the content of a commit as schema n wrote it and gives it as schema n+1 means it. Additive
changes (new fields, new kinds) need none (architecture.md §2, New versions).
"""

from __future__ import annotations

from collections.abc import Callable

from wijkdesk.core.commit import Inner
from wijkdesk.models.registry import SCHEMA

Upcaster = Callable[[Inner], Inner]

UPCASTERS: dict[int, Upcaster] = {}


def upcast(inner: Inner) -> Inner:
    """The content as the present schema means it."""
    while inner.schema < SCHEMA:
        inner = UPCASTERS[inner.schema](inner)
    return inner
