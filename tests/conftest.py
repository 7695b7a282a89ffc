"""Guards of every test: no unexpected log line, nothing left running or open, no real home touched."""

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from tests.guards.logs import LogGuard
from tests.guards.qt_leaks import QtLeaks
from tests.guards.threads import ThreadLeaks

if TYPE_CHECKING:
    from tests.postgres import Cluster
    from tests.scenarios.two_laptops import ServerWithoutNetwork, World
    from wijkdesk.server.database import Place

QT_FIXTURES = {"qtbot", "qapp", "qapp_args", "qtmodeltester"}

settings.register_profile(
    "quick",
    derandomize=True,
    max_examples=30,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("soak", settings.get_profile("quick"), derandomize=False, max_examples=1000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="also run the tests marked soak, with many examples")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("soak" if config.getoption("--soak") else "quick")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their parameter: ids and keys are random, and two workers must collect the same names."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs Qt, leave soak tests to `make soak`, run plain tests before those with windows."""
    for item in items:
        if QT_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.gui)
    if not config.getoption("--soak"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("soak")])
        items[:] = [item for item in items if not item.get_closest_marker("soak")]
    items.sort(key=lambda item: item.get_closest_marker("gui") is not None)


@pytest.fixture(scope="session", autouse=True)
def _own_home() -> Iterator[Path]:
    """Send everything that follows the user's folders to an empty one for this run."""
    with (
        tempfile.TemporaryDirectory(prefix="wijkdesk-test-home-") as home,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("HOME", home)
        for name in (
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
            "XDG_RUNTIME_DIR",
        ):
            folder = Path(home, name.lower())
            folder.mkdir(mode=0o700)
            patch.setenv(name, str(folder))
        yield Path(home)


@pytest.fixture(scope="session")
def postgres() -> Iterator["Cluster"]:
    """A private PostgreSQL, one for each test process, started by the first test that asks for it."""
    from tests.postgres import Cluster

    cluster = Cluster()
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator["Place"]:
    """Where a server keeps its rows: once a file, once a PostgreSQL database without rows."""
    if request.param == "sqlite":
        yield tmp_path / "server.db"
        return
    cluster = request.getfixturevalue("postgres")
    url = cluster.database()
    yield url
    cluster.take_back(url)


@pytest.fixture
def spare(request: pytest.FixtureRequest, place: "Place") -> "Place":
    """Where a backup goes back: in place of the same file, or into a fresh database."""
    return place if isinstance(place, Path) else request.getfixturevalue("postgres").bare()


@pytest.fixture
def server(tmp_path: Path) -> Iterator["ServerWithoutNetwork"]:
    """The real server on a database of its own, at an address where nobody listens."""
    from tests.scenarios.two_laptops import ServerWithoutNetwork

    made = ServerWithoutNetwork(tmp_path / "server")
    yield made
    made.database.close()


@pytest.fixture
def world(tmp_path: Path, server: "ServerWithoutNetwork") -> Iterator["World"]:
    """Noor and Abrehet, two joined laptops that share through it; folders with the network say so themselves."""
    from tests.scenarios.two_laptops import join_two, without_network

    made = join_two(tmp_path, server, connect=without_network(server))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    """Every test starts in Dutch, whatever the one before it chose."""
    from wijkdesk.core import i18n

    i18n.set_language("nl")
    yield
    i18n.set_language("nl")


@pytest.fixture(autouse=True)
def log_guard() -> Iterator[LogGuard]:
    """Fail on a log line of WARNING or higher; `with log_guard.expect("part"):` allows, and demands, one."""
    guard = LogGuard()
    guard.install()
    yield guard
    guard.remove()
    if guard.unexpected:
        pytest.fail("unexpected log lines:\n" + "\n".join(guard.unexpected), pytrace=False)


@pytest.fixture(autouse=True)
def _no_leaked_threads() -> Iterator[None]:
    """Fail when a thread outlives the test by more than a second."""
    leaks = ThreadLeaks()
    yield
    if left := leaks.found():
        pytest.fail(f"threads still running: {', '.join(left)}", pytrace=False)


@pytest.fixture(autouse=True)
def _garbage_in_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """From the first test with Qt on, no other thread collects: a QObject must not die there (ui/kit/collector.py)."""
    if QT_FIXTURES.intersection(request.fixturenames):
        gc.disable()
    yield
    if not gc.isenabled():
        from wijkdesk.ui.kit.collector import turn

        turn()


@pytest.fixture(autouse=True)
def _no_qt_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail when a test with Qt leaves a window, a ticking timer, a QThread or pool work behind."""
    if not QT_FIXTURES.intersection(request.fixturenames):
        yield
        return
    request.getfixturevalue("qapp")
    leaks = QtLeaks()
    yield
    if left := leaks.found():
        pytest.fail("left behind:\n" + "\n".join(left), pytrace=False)
