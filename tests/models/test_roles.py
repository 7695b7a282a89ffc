"""Who may have what, against the table it comes from: domain.md A16 (roles in the seeds -> access profile)."""

from __future__ import annotations

import pytest

from wijkdesk.core.roles import MAY_ADMINISTER, MAY_BREAK_GLASS, Role
from wijkdesk.models.dossier import SpaceKind
from wijkdesk.models.roles import CHANGED_TO, INVITED, RULES, MemberRole, in_team, label, may_have, sees

DOSSIER, SAFETY, ASSIGNMENT = SpaceKind.DOSSIER, SpaceKind.SAFETY, SpaceKind.ASSIGNMENT

# domain.md A16, column "sees"; the words quoted are its own
A16 = {
    Role.WORKER: {DOSSIER, SAFETY, ASSIGNMENT},  # "case worker: own cases in full"
    Role.ADMIN: {DOSSIER, SAFETY, ASSIGNMENT},  # a case worker who administers as well
    Role.COORDINATOR: {DOSSIER, SAFETY, ASSIGNMENT},  # "assigned + review queue, safety cases on consult"
    Role.INTERPRETER: {ASSIGNMENT},  # "assignment-scoped [...] not whole file"
    Role.HELPER: {ASSIGNMENT},  # "own tasks and appointments, no file"
    Role.MANAGER: set(),  # "admin: settings, logs; no content by default"
    Role.OUTSIDE: {ASSIGNMENT},  # "school partner: no account by default"
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", list(SpaceKind))
def test_the_table_says_what_the_source_says(role: Role, kind: SpaceKind) -> None:
    assert may_have(role, kind) == (kind in A16[role])


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_words_and_a_sentence_of_what_it_sees(role: Role) -> None:
    assert label(role) == MemberRole(role).label != ""
    assert sees(role).endswith(".")
    assert all(len(sentence.split()) <= 15 for sentence in sees(role).split("."))


def test_the_ability_follows_the_permission() -> None:
    """Only who may have whole dossiers is handed the team's key; only he breaks glass or administers."""
    for role in Role:
        assert in_team(role) == may_have(role, DOSSIER)
        assert in_team(role) or role not in MAY_BREAK_GLASS | MAY_ADMINISTER
    assert set(RULES) == set(Role) == {Role(word.value) for word in MemberRole}
    assert Role.ADMIN not in INVITED  # the root makes administrators
    assert Role.OUTSIDE not in CHANGED_TO  # comes in by an invitation of its own, with a disclosure


def test_a_role_of_a_later_version_gets_nothing() -> None:
    assert not may_have("registrar", ASSIGNMENT)
    assert not may_have(None, ASSIGNMENT)
    assert not in_team("registrar")
    assert label("registrar") == "registrar"
    assert sees("registrar") == ""
