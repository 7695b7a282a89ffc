"""`wijkdesk bench sync`, small: every figure is there, and what it says of bytes and cuts is true of this run."""

import json
from pathlib import Path

import pytest

from wijkdesk.bench import main as bench
from wijkdesk.bench import records
from wijkdesk.core.ids import new_id


def test_it_measures_all_that_it_promises(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "records.jsonl"
    assert bench.main(["sync", "--records", str(file), "--make", "400", "--devices", "3", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["records"] == 400
    for name in ("import_s", "push_s", "pull_s", "noop_s", "device_share_s"):
        assert found[name] > 0
    assert 400 * 200 < found["push_bytes_up"] < file.stat().st_size
    assert found["push_bytes_down"] < 5_000  # what one sent is not read back
    assert found["pull_bytes_down"] > found["push_bytes_up"] * 0.9
    assert found["noop_bytes"] < 2_000
    assert found["cut_extra_bytes"] <= found["push_bytes_up"]


def test_records_keep_all_their_text(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    texts = [f"woord{number}" for number in range(7)]
    file.write_text(json.dumps({"id": "1"} | {f"veld{n}": text for n, text in enumerate(texts)}) + "\n")
    space = new_id()
    (person,) = records.read(file, space)
    assert [getattr(person, name) for name in records.FIELDS] == [*texts[:4], "\n".join(texts[4:])]
    assert next(iter(records.read(file, space))).id == person.id
