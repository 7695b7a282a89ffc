"""The key that seals next: by age, whatever the order in which keys come in; a full read of the store agrees."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wijkdesk.core.ids import Id
from wijkdesk.services.session import Session
from wijkdesk.storage.keyring import ContentKey, Keyring

SPACES = tuple(Id(bytes([0xA0 + n]) * 16) for n in range(3))
ages = st.integers(min_value=1, max_value=9)
steps = st.lists(
    st.tuples(st.sampled_from(["add", "supersede"]), st.integers(0, 7), st.integers(0, 2), ages), max_size=20
)


def _key(number: int, space: Id) -> ContentKey:
    return ContentKey(Id(bytes([number, space[0]]) + bytes(14)), space, bytes([number]) * 32)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_memory_agrees_with_a_full_read(
    session: Session, given_steps: list[tuple[str, int, int, int]]
) -> None:
    with session.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM content_key")
        kept = Keyring()
        for what, number, at, age in given_steps:
            key = _key(number, SPACES[at])
            if what == "add":
                kept.add(connection, key, age)
            else:
                kept.supersede(connection, key.id, age)
            fresh = Keyring()
            fresh.load(connection)
            assert [kept.newest(space) for space in SPACES] == [fresh.newest(space) for space in SPACES]
            assert set(kept.spaces()) == set(fresh.spaces())
            assert kept.by_id(key.id) == fresh.by_id(key.id)
