"""Whose own voice was heard: one rule for the visit, the overview and the papers (domain.md #21).

A voice is something said by that person, or a score that person gave. A score that a parent gave for a child, or
that a worker guessed, is not the child's voice. Of the very young something that was seen is enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.life_domain import LifeDomainView, Obtained
from wijkdesk.models.visit import Statement, StatementKind

YOUNG = 6  # below this age a child is seen rather than asked
_FOR_ANOTHER = frozenset({Obtained.FOR_CHILD, Obtained.SEEN})


def is_young(age: int | None) -> bool:
    """Whether a child of this age is seen rather than asked."""
    return age is not None and age < YOUNG


def own_score(view: LifeDomainView) -> bool:
    """Whether a view is a score that the person gave; "weet niet" and "wil niet zeggen" are none."""
    given = isinstance(view.score, int) and not isinstance(view.score, Unknown)
    return given and view.obtained not in _FOR_ANOTHER


@dataclass(frozen=True)
class Voices:
    """Who spoke, who was only seen, and who was asked and did not want to say."""

    speakers: frozenset[Id | None]
    seen: frozenset[str]
    unwilling: frozenset[Id | None]

    def heard(self, person: Id, age: int | None) -> bool:
        """Whether this person's own voice is there."""
        return person in self.speakers or (is_young(age) and person.hex() in self.seen)


def voices(said: Iterable[Statement], given: Iterable[LifeDomainView]) -> Voices:
    """The voices in these statements and views."""
    every, scores = list(said), list(given)
    corrected = {row.corrects for row in every}
    rows = [row for row in every if row.id not in corrected]
    seen = (row.about for row in rows if row.kind is StatementKind.OBSERVATION)
    return Voices(
        speakers=frozenset(row.said_by for row in rows) | {view.person for view in scores if own_score(view)},
        seen=frozenset[str]().union(*seen),
        unwilling=frozenset(view.person for view in scores if view.score is Unknown.WONT_SAY),
    )
