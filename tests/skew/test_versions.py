"""Old and new together (T6): laptops and servers of several versions in one organisation; nobody loses a word.

n-1 = the foundation, run from a git worktree; n = this checkout; n+1 and n+2 = this checkout with something more.
Each runs in processes of its own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.skew import builds
from tests.skew.builds import Build, Laptop
from tests.storage.test_golden import EXPECTED
from wijkdesk.models.registry import SCHEMA
from wijkdesk.sync import protocol

pytestmark = pytest.mark.slow

Versions = dict[str, Build]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Versions]:
    """All versions by name."""
    folder = tmp_path_factory.mktemp("versions")
    with builds.foundation(folder / "foundation") as old:
        made = (old, builds.today(), builds.tomorrow(folder / "tomorrow"), builds.day_after(folder / "later"))
        yield {build.name: build for build in made}


class Team:
    """Laptops of some versions in one organisation on one server; the first founds it."""

    def __init__(self, stack: ExitStack, folder: Path, server: Build, members: list[Build]) -> None:
        self.folder = folder
        url, pin = stack.enter_context(server.server(folder / "server.db"))
        self.laptops = [stack.enter_context(build.laptop()) for build in members]
        first = self.laptops[0]
        first.do("found", str(folder / "0"), "Noor")
        first.do("connect", url, pin)
        share(first)
        for number, laptop in enumerate(self.laptops[1:], 1):
            invitation = first.do("invite", f"Collega {number}")
            laptop.do("join", str(folder / str(number)), f"Collega {number}", invitation)
            share(laptop, first)
            assert first.do("admit") == 1
            share(first, laptop, first)
        self.space = first.do("household", "El Amrani-Vermeer")
        self.share()
        first.do("assign", self.space)
        self.share()

    def share(self) -> None:
        """Until everyone has what everyone wrote."""
        share(*self.laptops, *self.laptops)

    def log(self) -> dict[str, str]:
        """The commits of the dossier, the same on each laptop to the byte."""
        (first, *others) = [laptop.do("log", self.space) for laptop in self.laptops]
        assert all(other == first for other in others)
        return first

    def upgraded(self, stack: ExitStack, number: int, build: Build) -> Laptop:
        """The profile of a laptop, locked there and opened by another version."""
        self.laptops[number].do("close")
        laptop = stack.enter_context(build.laptop())
        laptop.do("open", str(self.folder / str(number)))
        return laptop


def share(*laptops: Laptop) -> None:
    for laptop in laptops:
        done = laptop.do("share")
        assert done == {"apart": 0, "offline": False, "trouble": ""}, (laptop.version, done)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


@pytest.mark.parametrize("server", ["n-1", "n", "n+1"])
def test_three_versions_work_on_one_dossier(
    versions: Versions, stack: ExitStack, tmp_path: Path, server: str
) -> None:
    """Each writes, each changes what another wrote, and all show the same fields that all know."""
    team = Team(stack, tmp_path, versions[server], [versions[name] for name in ("n-1", "n", "n+1")])
    rows = [laptop.do("make", "step", team.space, {"text": laptop.version}) for laptop in team.laptops]
    team.share()
    for laptop, row in zip(team.laptops, [*rows[1:], rows[0]], strict=True):
        laptop.do("change", "step", row, {"due": "2026-12-01"})
    team.share()
    team.log()
    wanted = {
        row: {"text": name, "due": "2026-12-01"} for row, name in zip(rows, ("n-1", "n", "n+1"), strict=True)
    }
    for laptop in team.laptops:
        assert laptop.do("rows", "step") == wanted
        assert laptop.do("clashes") == 0
        assert laptop.do("verify") == []


def test_what_only_a_later_version_knows_travels_untouched_and_appears_after_the_upgrade(
    versions: Versions, stack: ExitStack, tmp_path: Path
) -> None:
    """An added field and an added kind; the older laptop even edits the same record in between."""
    team = Team(stack, tmp_path, versions["n-1"], [versions["n"], versions["n+1"], versions["n-1"]])
    here, later, old = team.laptops
    step = later.do("make", "step", team.space, {"text": "Bellen", "place_of_step": "aan de keukentafel"})
    sky = later.do("make", "weather", team.space, {"text": "regen op zolder"})
    team.share()
    for laptop in (here, old):
        assert laptop.do("rows", "step")[step] == {"text": "Bellen"}
        assert laptop.do("rows", "weather") == {}
        laptop.do("change", "step", step, {"due": "2026-12-02"})
        share(laptop, later)
    team.share()
    before = team.log()
    for number in (0, 2):
        upgraded = team.upgraded(stack, number, versions["n+1"])
        assert upgraded.do("rows", "weather") == {sky: {"text": "regen op zolder"}}
        shown = upgraded.do("rows", "step")[step]
        assert shown == {"text": "Bellen", "due": "2026-12-02", "place_of_step": "aan de keukentafel"}
        assert upgraded.do("log", team.space) == before
        assert upgraded.do("verify") == []


def test_a_changed_meaning_waits_for_the_upgrade_and_older_words_are_read_by_it(
    versions: Versions, stack: ExitStack, tmp_path: Path
) -> None:
    """Schema 2 wrote it: this version keeps it, passes it on, and shows it once it is schema 2 itself."""
    team = Team(stack, tmp_path, versions["n"], [versions["n"], versions["n+2"]])
    here, later = team.laptops
    row = here.do("make", "statement", team.space, {"text": "De ketel is stuk."})
    team.share()
    assert later.do("rows", "statement")[row]["text"] == "DE KETEL IS STUK."
    other = later.do("make", "statement", team.space, {"text": "DE KETEL DOET HET."})
    team.share()
    assert list(here.do("rows", "statement")) == [row]
    assert here.do("waiting") > 0
    before = team.log()
    upgraded = team.upgraded(stack, 0, versions["n+2"])
    texts = {id_: values["text"] for id_, values in upgraded.do("rows", "statement").items()}
    assert texts == {row: "DE KETEL IS STUK.", other: "DE KETEL DOET HET."}
    assert upgraded.do("waiting") == 0
    assert upgraded.do("log", team.space) == before
    assert upgraded.do("verify") == []


@pytest.mark.parametrize("name", ["n-1", "n", "n+1", "n+2"])
def test_every_version_reads_the_oldest_golden_log(
    versions: Versions, stack: ExitStack, tmp_path: Path, name: str
) -> None:
    """n-2: the first golden file, never made anew; n+2 reads it through its upcaster."""
    wanted = EXPECTED["rows"]
    if name == "n+2":
        wanted = {
            key: _loud(fields) if key.startswith("statement") else fields for key, fields in wanted.items()
        }
    laptop = stack.enter_context(versions[name].laptop())
    assert laptop.do("golden", str(tmp_path)) == wanted


def _loud(fields: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: [v.upper() for v in heads] if name == "text" else heads for name, heads in fields.items()}


def test_the_wire_names_the_schema_that_is_written() -> None:
    assert protocol.SCHEMA[1] == SCHEMA


def test_the_foundation_is_not_this_checkout(versions: Versions) -> None:
    """A laptop of n-1 that ran today's package would prove nothing."""
    for build in versions.values():
        found = subprocess.run(
            [sys.executable, "-c", "import wijkdesk; print(wijkdesk.__file__)"],
            cwd=build.folder, env=build.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert Path(found.stdout.strip()).is_relative_to(build.folder)
