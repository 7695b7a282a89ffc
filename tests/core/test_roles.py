"""One list of roles: what a statement may say is what the server and the screens know."""

from typing import get_args

from wijkdesk.core.roles import MAY_ADMINISTER, MAY_BREAK_GLASS, Role
from wijkdesk.vault import statements


def test_a_statement_may_name_each_role_and_no_other() -> None:
    assert set(get_args(statements.Role)) == set(Role)


def test_whoever_comes_from_outside_never_breaks_glass() -> None:
    assert not MAY_BREAK_GLASS & {Role.OUTSIDE, Role.HELPER, Role.INTERPRETER, Role.MANAGER}
    assert MAY_ADMINISTER <= MAY_BREAK_GLASS
