from pathlib import Path

import pytest

from tests.builders import CHEAP, WORDS, make_family, make_session
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.errors import Refused
from wijkdesk.models.dossier import Household
from wijkdesk.services import backups, profiles, restoring
from wijkdesk.services.session import Session
from wijkdesk.storage import queries, rebuild

DAY = 24 * 3_600_000


def test_there_is_one_backup_a_day_and_old_ones_go(visiting: Session, clock: FakeClock) -> None:
    first = backups.daily(visiting)
    assert first is not None
    assert backups.daily(visiting) is None
    clock.advance(DAY)
    second = backups.daily(visiting)
    assert [one.path for one in backups.kept(visiting)] == [second, first]
    clock.advance(31 * DAY)
    third = backups.daily(visiting)
    assert [one.path for one in backups.kept(visiting)] == [third]


def test_a_backup_comes_back_as_another_laptop_with_everything_in_it(
    visiting: Session, family: Household, tmp_path: Path
) -> None:
    made = backups.make(visiting, tmp_path / "elders.wdb")
    restored = restoring.restore(made, WORDS, home=tmp_path, strain=CHEAP)
    session = restored.session
    try:
        assert not restored.pending  # this user is administrator and lets the laptop in himself
        assert session.folder != visiting.folder
        assert session.store.identity.device != visiting.store.identity.device
        assert queries.get(session.store, Household, family.id) == family
        with session.store.unit() as unit:
            unit.change(family, name="Op de nieuwe laptop")
        assert backups.verify(session).whole
    finally:
        session.close()


def test_without_administrator_the_laptop_waits_to_be_let_in(
    visiting: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation = visiting.organisation.hex()
    with visiting.store.writing() as connection:
        connection.exec_driver_sql(
            "DELETE FROM secret WHERE name = ?", (f"identity/{organisation}/admin_key",)
        )
    made = backups.make(visiting, tmp_path / "b.wdb")
    restored = restoring.restore(made, WORDS, home=tmp_path, strain=CHEAP)
    restored.session.close()
    assert restored.pending


def test_wrong_words_leave_nothing_behind(visiting: Session, tmp_path: Path) -> None:
    made = backups.make(visiting, tmp_path / "b.wdb")
    with pytest.raises(Refused) as refused:
        restoring.restore(made, "verkeerde woorden", home=tmp_path, strain=CHEAP)
    assert refused.value.code == "wrong_passphrase"
    assert [info.name for info in profiles.profiles(tmp_path)] == ["profiel"]


def test_a_cut_backup_is_refused(visiting: Session, tmp_path: Path) -> None:
    made = backups.make(visiting, tmp_path / "b.wdb")
    made.write_bytes(made.read_bytes()[:-5_000])
    with pytest.raises(Refused, match="reservekopie"):
        restoring.restore(made, WORDS, home=tmp_path, strain=CHEAP)
    assert [info.name for info in profiles.profiles(tmp_path)] == ["profiel"]


def test_a_new_version_makes_a_backup_before_its_tables(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    make_family(session)
    before = rebuild.digest(session.store)
    with session.store.writing() as connection:
        connection.exec_driver_sql("UPDATE kind_hash SET hash = x'00' WHERE kind = 'person'")
    session.close()
    again = profiles.unlock(session.folder, WORDS, strain=CHEAP)
    try:
        assert [one.path.name[10:] for one in backups.kept(again)] == ["-bijwerken.wdb"]
        assert rebuild.digest(again.store) == before
    finally:
        again.close()
