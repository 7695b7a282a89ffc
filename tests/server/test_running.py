"""The real thing once: uvicorn over TLS on this machine, pinned, and as a child process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.guards.logs import LogGuard
from tests.postgres import Cluster
from tests.sync.world import LaptopStore, Organisation
from wijkdesk.core.clock import FakeClock, SystemClock
from wijkdesk.core.errors import Refused
from wijkdesk.server.api import Options
from wijkdesk.server.running import LocalServer
from wijkdesk.sync import engine
from wijkdesk.sync.http import HttpsWire, connect
from wijkdesk.sync.ports import Offline


def founder(path: Path) -> tuple[Organisation, LaptopStore]:
    org = Organisation(FakeClock(SystemClock().now_ms()))
    store = LaptopStore(org)
    store.write(*org.founding())
    return org, store


def round_trip(url: str, pin: bytes, org: Organisation, store: LaptopStore) -> engine.Outcome:
    who = org.founder
    transport, wire = connect(url, pin, org.id, who.device, who.key)
    try:
        return engine.sync(store, transport, SystemClock())
    finally:
        wire.close()


def test_a_round_over_real_tls(tmp_path: Path) -> None:
    org, store = founder(tmp_path)
    with LocalServer(tmp_path / "s.db", options=Options(open_=True)) as server:
        assert round_trip(server.url, server.pin, org, store).pushed == 1
        assert store.at.seq == 4
        with httpx.Client(verify=False, trust_env=False) as client:
            assert client.get(server.url + "/health").json() == {"status": "ok"}
            too_long = client.post(server.url + "/v1/hello", content=bytes(11 * 1024 * 1024))
            assert too_long.status_code == 413


def test_health_says_when_the_database_is_gone(tmp_path: Path) -> None:
    with (
        LocalServer(tmp_path / "s.db") as server,
        httpx.Client(verify=False, trust_env=False) as client,
    ):
        assert client.get(server.url + "/health").status_code == 200
        (tmp_path / "s.db").rename(tmp_path / "elsewhere.db")
        gone = client.get(server.url + "/health")
        assert (gone.status_code, gone.json()) == (503, {"status": "no database"})
        (tmp_path / "elsewhere.db").rename(tmp_path / "s.db")
        assert client.get(server.url + "/health").json() == {"status": "ok"}


def test_health_and_requests_say_when_postgresql_is_gone(
    tmp_path: Path, postgres: Cluster, log_guard: LogGuard
) -> None:
    url = postgres.bare()
    with (
        LocalServer(url, tls=tmp_path) as server,
        httpx.Client(verify=False, trust_env=False) as client,
    ):
        assert client.get(server.url + "/health").status_code == 200
        postgres.forbid(url)
        assert client.get(server.url + "/health").status_code == 503
        org, store = founder(tmp_path)
        with log_guard.expect("fault"), pytest.raises(Refused) as caught:
            round_trip(server.url, server.pin, org, store)
        assert caught.value.code == "fault"
        assert store.waiting


def test_who_asks_too_often_is_told_when_to_come_back(tmp_path: Path) -> None:
    org, store = founder(tmp_path)
    options = Options(open_=True, device_rate=0.5)  # five at once, then one each two seconds
    with LocalServer(tmp_path / "s.db", options=options) as server:
        who = org.founder
        transport, wire = connect(server.url, server.pin, org.id, who.device, who.key)
        waited: list[float] = []
        transport.pause = waited.append
        assert engine.sync(store, transport, SystemClock()).pushed == 1
        with pytest.raises(Refused) as caught:
            engine.sync(store, transport, SystemClock())
        assert caught.value.text == "De server kreeg te veel vragen. WijkDesk probeert het straks weer."
        assert waited == [2] * len(waited) != []
        wire.close()
        with httpx.Client(verify=False, trust_env=False) as client:
            asked = {"organisation": org.id.hex(), "device": who.device.hex()}
            refused = client.get(server.url + "/v1/nonce", params=asked)
            assert (refused.status_code, refused.headers["retry-after"]) == (429, "2")
            assert client.get(server.url + "/health").status_code == 200


def test_another_certificate_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    org, store = founder(tmp_path)
    with LocalServer(tmp_path / "s.db", options=Options(open_=True)) as server:
        with pytest.raises(Refused) as caught:
            round_trip(server.url, bytes(32), org, store)
        assert caught.value.code == "wrong_certificate"
        assert store.waiting


def test_a_server_that_is_away_is_said_in_dutch(tmp_path: Path) -> None:
    server = LocalServer(tmp_path / "s.db")
    server.start()
    server.stop()
    org, store = founder(tmp_path)
    with pytest.raises(Offline) as caught:
        round_trip(server.url, server.pin, org, store)
    assert caught.value.sentences.startswith("De server is niet bereikbaar. Je werk staat veilig")
    assert store.waiting


def test_an_address_without_tls_is_refused() -> None:
    with pytest.raises(Refused):
        HttpsWire("http://127.0.0.1:1", bytes(32)).send("GET", "/v1/nonce", {}, b"")


def test_as_a_child_process_with_a_clean_end(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from wijkdesk.server.commands import serve;"
        "from wijkdesk.server.api import Options;"
        "serve(Path(sys.argv[1]), port=0, options=Options(open_=True))"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "s.db")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )  # fmt: skip
    try:
        assert child.stdout is not None
        ready = json.loads(child.stdout.readline())
        org, store = founder(tmp_path)
        assert round_trip(ready["url"], bytes.fromhex(ready["certificate"]), org, store).pushed == 1
    finally:
        child.terminate()
        _out, lines = child.communicate(timeout=20)
    requests = [json.loads(line) for line in lines.splitlines() if line.startswith("{")]
    assert [line["route"] for line in requests if line["status"] == 200][-3:-1] == ["/v1/push", "/v1/hello"]
    assert len({line["request"] for line in requests}) == len(requests)
    for known in (org.id, org.space, org.team_space, org.founder.user, org.founder.device):
        assert known.hex()[:8] not in lines
