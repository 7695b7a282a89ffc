"""Whose own voice was heard: one rule for visit, overview and papers (domain.md #21)."""

import pytest

from wijkdesk.core.ids import new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.life_domain import LifeDomainView, Obtained
from wijkdesk.models.visit import Statement, StatementKind
from wijkdesk.services.voices import voices

SPACE, LINA = new_id(), new_id()


@pytest.mark.parametrize(
    ("score", "obtained", "heard"),
    [
        (6, Obtained.SAID, True),
        (0, Obtained.SHOWN, True),
        (6, None, True),
        (6, Obtained.FOR_CHILD, False),
        (6, Obtained.SEEN, False),
        (Unknown.WONT_SAY, Obtained.SAID, False),
        (Unknown.DONT_KNOW, Obtained.SAID, False),
        (None, None, False),
    ],
)
def test_only_a_score_of_ones_own_is_a_voice(
    score: int | Unknown | None, obtained: Obtained | None, heard: bool
) -> None:
    view = LifeDomainView(id=new_id(), space=SPACE, person=LINA, score=score, obtained=obtained)
    assert voices([], [view]).heard(LINA, 8) is heard


def test_who_does_not_want_to_say_is_known() -> None:
    view = LifeDomainView(id=new_id(), space=SPACE, person=LINA, score=Unknown.WONT_SAY)
    assert voices([], [view]).unwilling == {LINA}


def test_the_very_young_are_seen_rather_than_asked() -> None:
    seen = Statement(id=new_id(), space=SPACE, kind=StatementKind.OBSERVATION, about=frozenset({LINA.hex()}))
    found = voices([seen], [])
    assert (found.heard(LINA, 3), found.heard(LINA, 8), found.heard(LINA, None)) == (True, False, False)


def test_words_that_were_corrected_are_no_voice() -> None:
    wrong = Statement(id=new_id(), space=SPACE, said_by=LINA)
    right = wrong.with_(id=new_id(), said_by=new_id(), corrects=wrong.id)
    assert voices([wrong], []).heard(LINA, 8)
    assert not voices([wrong, right], []).heard(LINA, 8)
