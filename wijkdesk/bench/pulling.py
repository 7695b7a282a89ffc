"""A large pull while a colleague works: how late the turns of the window's event loop are.

A real server in a process of its own; the window with Vandaag, the households and a dossier open. A turn that is
late by a tenth of a second is one that a person sees.
"""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path

from wijkdesk.bench import children, records, syncing
from wijkdesk.bench.figures import Aim, Figure
from wijkdesk.services import dossiers
from wijkdesk.services.dossiers import NewHousehold

RECORDS, DOSSIERS, RUNS = 10_000, 100, 5
_LATE_MS = 100


def measure(folder: Path, count: int = RECORDS, spaces: int = DOSSIERS, runs: int = RUNS) -> list[Figure]:
    """The lateness in each run, beside the same window with nothing to do; and how long the pull took."""
    with syncing.running(folder, None) as place:
        profile = _prepare(place, count, spaces)
        kept = folder / "kept"
        shutil.copytree(profile, kept)
        children.prepare(folder)
        found = []
        for _run in range(runs):
            shutil.rmtree(profile)
            shutil.copytree(kept, profile)
            found.append(children.while_pulling(profile, folder))
    most, usual, still, took, pulled = zip(*found, strict=True)
    note = f"99th percentile {max(usual):.0f} ms; {count:,} records in {spaces} dossiers, {pulled[0]} commits"
    late = Aim("most of all", max(most), _LATE_MS)
    return [
        Figure("Lateness of the window while it pulls", "ms", "nothing to do", most, still, (late,), note),
        Figure("That pull", "s", "", took, ()),
    ]


def _prepare(place: syncing.Place, count: int, spaces: int) -> Path:
    """The profile of a member who has one dossier, with all the rest waiting at the server."""
    path = place.folder / "records.jsonl"
    records.make(path, count)
    boss = place.founder()
    member = place.member(boss)
    profile = member.folder
    with path.open(encoding="utf-8") as lines:
        for number in range(spaces):
            space = dossiers.open_dossier(boss, NewHousehold(name=f"Meting {number}")).space
            dossiers.assign(boss, space, member.user)
            if number == 0:
                for session in (boss, member, boss, member):
                    place.share(session)
            part = place.folder / "part.jsonl"
            part.write_text("".join(islice(lines, count // spaces)), encoding="utf-8")
            syncing.bring_in(boss, space, part, each=False)
    place.share(boss)
    boss.close()
    member.close()
    return profile
