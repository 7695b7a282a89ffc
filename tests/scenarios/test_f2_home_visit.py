"""domain.md F2, the part of the foundation: the first home visit through the real screens, by keyboard.

The acts of the rehearsal play in a process of their own; what they left in the store and on paper is read here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.builders import CHEAP
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import LifeDomainView, Need, NeedState, UrgentNeed
from wijkdesk.models.person import Person
from wijkdesk.models.step import Promise, Step
from wijkdesk.models.visit import Statement, StatementKind
from wijkdesk.services import overview, profiles
from wijkdesk.services.session import Session
from wijkdesk.storage import queries

ROOT = Path(__file__).parents[2]


@dataclass
class Played:
    """What the acts told, and the profile they left, unlocked."""

    out: Path
    result: dict[str, Any]
    session: Session

    def names(self, ids: set[object]) -> set[str]:
        found = queries.find(self.session.store, Person)
        return {person.calling_name or "" for person in found if person.id in ids}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("f2")
    out, homes = folder / "out", folder / "homes"
    acts = ("first_run", "household", "visit", "papers", "hunting")
    command = [sys.executable, "-m", "tests.scenarios.rehearsing", "--out", str(out), "--homes", str(homes)]
    done = subprocess.run(
        [*command, *acts], cwd=ROOT, capture_output=True, text=True, timeout=110, check=False
    )
    assert (out / "result.json").exists(), done.stderr[-3000:]
    result = json.loads((out / "result.json").read_text(encoding="utf-8"))
    assert result["wrong"] == ""
    profile = next((homes / "noor").glob("*/kluis")).parent
    session = profiles.unlock(profile, result["words"], strain=CHEAP)
    yield Played(out, result, session)
    session.close()


def text_of(pdf: Path) -> str:
    words = "\n".join(page.extract_text() for page in PdfReader(pdf).pages)
    return " ".join(words.replace("\N{SOFT HYPHEN}", "").split())


def test_f2_basics_first_and_every_voice_apart(played: Played) -> None:
    """Housing and food are red; mother 2, father 4, Lina (8) 6, each with words of their own; no average."""
    store = played.session.store
    needs = {need.need for need in queries.find(store, UrgentNeed) if need.state is NeedState.NOW}
    assert needs == {Need.HOUSING, Need.FOOD}
    views = queries.find(store, LifeDomainView)
    by_name = {
        name: view.score for view in views for name in played.names({view.person}) if view.score is not None
    }
    assert by_name == {"Samira": 2, "Jeroen": 4, "Lina": 6}
    (household,) = queries.find(store, Household)
    found = overview.overview(played.session, household.id)
    assert found is not None
    assert {one.person.calling_name for one in found.missing} == {"Yassin", "Sami"}


def test_f2_what_was_seen_stands_apart_from_what_was_said_and_meant(played: Played) -> None:
    notes = {note.text: note.kind for note in queries.find(played.session.store, Statement) if note.text}
    kinds = {text.split()[0]: kind for text, kind in notes.items()}
    assert kinds["Koelkast:"] is StatementKind.OBSERVATION
    assert kinds["@Samira"] is StatementKind.REPORTED
    assert kinds["Jeroen"] in (StatementKind.OPINION, StatementKind.HYPOTHESIS)
    assert any("أريد" in text for text in notes)


def test_f2_the_battery_dies_in_a_sentence_and_nothing_is_lost(played: Played) -> None:
    texts = [note.text or "" for note in queries.find(played.session.store, Statement)]
    assert any("Jeroen wil het liever zelf oplossen" in text for text in texts)


def test_f2_the_visit_took_no_mouse(played: Played) -> None:
    clicks = {name: clicks for name, _keys, clicks in played.result["steps"]}
    for step in ("Lopende notitie", "Eerst de basis", "Cijfers en eigen woorden", "Stappen, een belofte"):
        (name,) = [name for name in clicks if name.startswith(step)]
        assert clicks[name] == 0


def test_f2_steps_and_a_promise_were_agreed(played: Played) -> None:
    store = played.session.store
    assert {step.text for step in queries.find(store, Step)} == {
        "Voedselpakket halen", "Juf Lotte vragen om een gesprek"
    }  # fmt: skip
    (promise,) = queries.find(store, Promise)
    assert promise.text == "Schuldhulp bellen over de brief"


def test_f2_the_family_keeps_a_page_in_plain_dutch_and_in_arabic(played: Played) -> None:
    page = text_of(played.out / "niet-versleuteld-blad-nederlands.pdf")
    assert "Voedselpakket halen" in page
    assert "Schuldhulp bellen" in page
    assert len(PdfReader(played.out / "niet-versleuteld-blad-arabisch-groot.pdf").pages) >= 1


def test_f2_the_note_keeps_facts_and_opinions_apart(played: Played) -> None:
    note = text_of(played.out / "niet-versleuteld-verslag.pdf")
    assert note.index("Koelkast: melk, brood, drie eieren.") < note.index("school te weinig doet")
    assert "risico" not in note.casefold()
    assert "gemiddeld" not in note.casefold()


def test_f2_leaves_pictures_of_every_moment(played: Played) -> None:
    assert len(played.result["pictures"]) >= 20
    assert all((played.out / name).stat().st_size > 5_000 for name in played.result["pictures"])
