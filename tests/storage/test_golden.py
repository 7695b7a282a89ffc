"""Golden profile v1: the independent reader and the product read the same, and the bytes stay as they are."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from tests import reader
from wijkdesk.core.commit import decode_header, decode_unit, encode_header, encode_unit
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.services import profiles
from wijkdesk.storage import rebuild
from wijkdesk.storage.identity import Identity
from wijkdesk.storage.intake import Intake
from wijkdesk.storage.rows import Rows
from wijkdesk.storage.store import Store
from wijkdesk.vault import kluis
from wijkdesk.vault.hpke import KeyPair
from wijkdesk.vault.signing import SigningKey

GOLDEN = Path(__file__).parents[1] / "golden" / "v1"
GIVEN = json.loads((GOLDEN / "given.json").read_text())
EXPECTED = json.loads((GOLDEN / "expected.json").read_text())


def test_the_independent_reader_reads_it() -> None:
    assert reader.read(GOLDEN) == EXPECTED


def test_the_reader_imports_nothing_of_the_house() -> None:
    assert "import wijkdesk" not in Path(reader.__file__).read_text()
    assert "from wijkdesk" not in Path(reader.__file__).read_text()


def test_the_kluis_opens_with_passphrase_and_code() -> None:
    opened = kluis.unlock(GOLDEN / "kluis", GIVEN["passphrase"])
    assert opened.db_key().hex() == EXPECTED["db_key"]
    again = kluis.unlock_with_code(GOLDEN / "kluis", bytes.fromhex(GIVEN["recovery_code"]))
    assert again.mk == opened.mk


def test_the_bytes_are_written_as_they_are_read() -> None:
    raw = (GOLDEN / "log").read_bytes()
    commits = decode_unit(raw)
    assert encode_unit(commits) == raw
    assert all(encode_header(decode_header(commit.header)) == commit.header for commit in commits)


def test_a_second_laptop_of_the_same_user_shows_the_same(tmp_path: Path) -> None:
    store = take_golden(tmp_path)
    try:
        assert shown(store) == EXPECTED["rows"]
        before = rebuild.digest(store)
        rebuild.everything(store)
        assert rebuild.digest(store) == before
        assert shown(store) == EXPECTED["rows"]
    finally:
        store.close()


def take_golden(folder: Path) -> Store:
    commits = decode_unit((GOLDEN / "log").read_bytes())
    store = Store(folder, bytes(32))
    profiles.prepare(store)
    identity = Identity(
        organisation=Id(decode_header(commits[0].header).organisation),
        user=Id(bytes.fromhex(GIVEN["user"])),
        device=new_id(),
        root=bytes.fromhex(GIVEN["root"]),
        device_key=SigningKey.generate(),
        user_key=KeyPair.from_private(bytes.fromhex(GIVEN["user_private"])),
    )
    with store.writing() as connection:
        store.add_identity(connection, identity)
        intake = Intake(store, connection)
        intake.take_all([(decode_header(commit.header), commit) for commit in commits])
        intake.finish()
    assert not intake.apart
    return store


def shown(store: Store) -> dict[str, Any]:
    """All heads of all rows, in the words of the independent reader."""
    out: dict[str, Any] = {}
    with store.database.read() as connection:
        rows = Rows(connection)
        for row, space, kind in connection.exec_driver_sql("SELECT row, space, kind FROM row").all():
            fields = {}
            for name, heads in rows.state(Id(row), Id(space)).fields.items():
                ranked = sorted(heads, key=lambda head: head.rank)
                fields[name] = [_plain(head.value) for head in ranked]
            out[f"{kind} {row.hex()}"] = fields
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return reader.value_of(value)


def test_the_pins_name_the_libraries_the_reader_needs() -> None:
    """The reader must stay runnable: what it imports is pinned with the product."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    names = {line.split("==")[0] for line in project["project"]["dependencies"]}
    assert {"cryptography", "msgspec", "zstandard"} <= names
    assert Unknown.NOT_ASKED.value == 1
