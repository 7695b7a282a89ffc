"""Pictures of a filled day, for docs/pictures: twelve households, a visit half-way, steps, promises, a past.

    QT_QPA_PLATFORM=offscreen .venv/bin/python scripts/filled_day.py FOLDER

All people are invented. The screens are the real ones over a real profile; only the clock is set.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.builders import make_family, make_session, person_called
from wijkdesk.app import build_window
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.ids import new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import DEFAULT_DOMAINS, Need, NeedState
from wijkdesk.models.visit import Appointment, AppointmentState, ContactKind, ContactMoment, StatementKind
from wijkdesk.reports import documents
from wijkdesk.services import dossiers, mentions, needs, papers, people, statements, steps, views, visits
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.services.newcomers import parse_people
from wijkdesk.services.papers import FamilyChoices
from wijkdesk.services.session import Session, to_moment
from wijkdesk.services.statements import Paragraph
from wijkdesk.ui.kit.theme import Theme, load_fonts
from wijkdesk.ui.shell.workplace import Workplace

NOW_MS = 1_795_095_600_000  # Thursday 19 November 2026, 13:40 UTC
DAY_MS = 86_400_000
OTHERS = (
    ("Haile", "Parkweg 3", "Selam Haile 29 moeder\nMeron 6", 7), ("De Wit", "Lijsterhof 8", "Bram de Wit 71", 35),
    ("Osman", "Singel 40", "Amina Osman 66", 93), ("Yilmaz", "Kade 12-2", "Ayse Yilmaz 41 moeder\nEmre 12", 12),
    ("Janssen", "Merelstraat 30", "Kees Janssen 52 vader\nLotte 15", 3),
    ("Nowak", "Plein 5", "Ewa Nowak 38 moeder", 20),
    ("Bakker-Smit", "Parkweg 9", "Ria Bakker 45 moeder\nTim Smit 17", 9), ("Chen", "Kade 2", "Li Chen 33", 28),
    ("Van den Heuvel", "Singel 7", "Jo van den Heuvel 80", 15), ("Silva", "Plein 22", "Ana Silva 27 moeder", 5),
    ("El Idrissi", "Lijsterhof 1", "Omar El Idrissi 50 vader\nSara 13\nAdam 9", 18),
)  # fmt: skip


def wait(ms: int) -> None:
    """Let the window and its jobs get on."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def plan(
    session: Session, home: Household, hours: float, purpose: str, kind: ContactKind, done: bool = False
) -> Appointment:
    """An appointment so many hours from now."""
    made = Appointment(
        id=new_id(), space=home.space, household=home.id, kind=kind, purpose=purpose, worker=session.me.id,
        starts=to_moment(session.now() + dt.timedelta(hours=hours)),
        state=AppointmentState.DONE if done else AppointmentState.PLANNED,
    )  # fmt: skip
    with session.store.unit() as unit:
        unit.create(made)
    return made


def open_others(session: Session, clock: FakeClock) -> dict[str, Household]:
    """The other households, each with a last contact so many days ago."""
    found = {}
    for name, street, lines, days in OTHERS:
        clock.ms = NOW_MS - days * DAY_MS
        household = NewHousehold(
            name, tuple(parse_people(lines, session.today())), street=street, place="Utrecht"
        )
        found[name] = dossiers.open_dossier(session, household)
        visits.finish(session, visits.start(session, found[name].id))
    return found


def write_note(session: Session, moment: ContactMoment, home: Household) -> None:
    """Some paragraphs of the running note."""
    me, sam = session.me.id, person_called(session, home, "Samira").id
    said = (
        ("Koelkast: melk, brood, drie eieren.", StatementKind.OBSERVATION, me),
        ("Op tafel ligt een brief van de verhuurder.", StatementKind.OBSERVATION, me),
        ("De deurwaarder komt op 3 december. #Wonen", StatementKind.REPORTED, sam),
    )
    items = [
        Paragraph(
            id=new_id(),
            text=text,
            kind=kind,
            said_by=who,
            order=f"{number + 1}",
            domains=frozenset({DEFAULT_DOMAINS[1].id.hex()}) if "#Wonen" in text else frozenset(),
        )
        for number, (text, kind, who) in enumerate(said)
    ]
    items.append(
        Paragraph(
            id=new_id(),
            text="Ik wil weer rustig slapen.",
            kind=StatementKind.OPINION,
            said_by=sam,
            hope=True,
            order="9",
        )
    )
    statements.write(session, moment, items)


def give_scores(session: Session, moment: ContactMoment, home: Household) -> None:
    """What three people see in some domains."""
    money, housing, work = (domain.id for domain in DEFAULT_DOMAINS[:3])
    for name, given in (
        ("Samira", (3, 2, Unknown.WONT_SAY)),
        ("Jeroen", (5, 4, 6)),
        ("Lina", (None, 6, None)),
    ):
        person = person_called(session, home, name).id
        for domain, score in zip((money, housing, work), given, strict=True):
            if score is not None:
                views.set_score(session, moment, person, domain, score)


def fill(session: Session, clock: FakeClock) -> tuple[Household, Appointment]:
    """The whole day; gives the family of the pictures and the appointment with it."""
    others = open_others(session, clock)
    clock.ms = NOW_MS - 10 * DAY_MS
    home = make_family(session)
    clock.ms = NOW_MS - DAY_MS
    for name in ("Vermeer-Bakker", "El Amrani"):
        people.change(session, person_called(session, home, "Lina"), family_name=name)
        clock.advance(40_000)
    clock.advance(3_600_000)
    people.change(session, person_called(session, home, "Lina"), family_name="Vermeer")
    clock.ms = NOW_MS
    today = session.today()
    names = [
        mentions.Name("@", person_called(session, home, "Samira").id, "Samira"),
        mentions.Name("@", session.me.id, "Noor"),
    ]
    for name, line in (
        ("Haile", "Fietsformulier meenemen 18-11-2026"),
        ("Yilmaz", "Terugbellen over de taalles vandaag"),
    ):
        steps.promise(session, others[name], steps.read_line(line, names, today))
    needs.set_state(session, home, Need.HOUSING, NeedState.NOW, note="brief ontruiming")
    needs.set_state(session, home, Need.FOOD, NeedState.NOW)
    needs.set_state(session, others["Silva"], Need.MONEY, NeedState.NOW)
    for name, hours, purpose, kind, done in (
        ("De Wit", -8 / 3, "Belmoment met", ContactKind.PHONE, True),
        ("Haile", 7 / 3, "Kort langs", ContactKind.HOME_VISIT, False),
        ("Janssen", 58 / 3, "Huisbezoek", ContactKind.HOME_VISIT, False),
        ("Silva", 44, "Brieven lezen met", ContactKind.OFFICE, False),
    ):  # fmt: skip
        plan(session, others[name], hours, purpose, kind, done)
    planned = plan(session, home, 1 / 3, "Eerste huisbezoek", ContactKind.HOME_VISIT)
    return home, planned


def begin_visit(session: Session, home: Household, planned: Appointment) -> ContactMoment:
    """The visit itself, half-way."""
    moment = visits.start(session, home.id, appointment=planned.id)
    plan(session, home, 5 * 24 - 19 / 6, "Hoe gaat het nu", ContactKind.HOME_VISIT)
    names = [
        mentions.Name("@", person_called(session, home, "Samira").id, "Samira"),
        mentions.Name("@", session.me.id, "Noor"),
    ]
    for line in ("Voedselpakket halen @Samira @Noor morgen", "Brieven samen openen @Samira za 21 nov"):
        steps.add(session, home, steps.read_line(line, names, session.today()), moment)
    promised = steps.read_line("Schuldhulp bellen voor @Samira morgen", names, session.today())
    steps.promise(session, home, promised, moment)
    visits.set_present(
        session, moment, [person_called(session, home, name).id for name in ("Samira", "Jeroen", "Lina")]
    )
    write_note(session, moment, home)
    give_scores(session, moment, home)
    return moment


class Camera:
    """Takes pictures of screens of one window."""

    def __init__(self, place: Workplace, folder: Path) -> None:
        self.place, self.folder = place, folder

    def settle(self) -> None:
        """Until nothing is being read any more."""
        wait(300)
        while self.place.runner.busy:
            wait(20)
        wait(100)

    def look(self, name: str, scale: float = 1.0) -> None:
        """Another theme or size of text."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        Theme(name, scale=scale).apply(app)

    def open(self, screen: str, **params: object) -> QWidget:
        """Go to a screen."""
        self.place.desk.open(screen, **params)
        self.settle()
        found = self.place.desk.stack.currentWidget()
        assert found is not None
        return found

    def take(self, name: str) -> None:
        """Keep what is on the screen."""
        self.settle()
        self.place.window.grab().save(str(self.folder / f"{name}.png"))


def print_papers(session: Session, moment: ContactMoment, folder: Path) -> None:
    """The first page of each paper."""
    found = papers.load(session, moment.household, moment.id)
    assert found.note is not None
    for name, document in (
        ("31-paper-family", found.source.page(FamilyChoices(language="ar"))),
        ("32-paper-large-arabic", found.source.page(FamilyChoices(language="ar", large=True))),
        ("33-paper-report", found.note),
    ):
        (folder / f"{name}.png").write_bytes(documents.preview(document)[0])


def main(folder: Path) -> None:
    """Make all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_fonts()
    Theme("light").apply(app)
    clock = FakeClock(NOW_MS - 100 * DAY_MS)
    session = make_session(Path(tempfile.mkdtemp()), clock=clock)
    home, planned = fill(session, clock)
    place = build_window(session, screen="today")
    place.window.resize(1366, 768)
    place.window.show()
    camera = Camera(place, folder)
    camera.open("today")
    camera.take("04-today")
    camera.open("households")
    camera.take("05-households")
    moment = begin_visit(session, home, planned)
    print_papers(session, moment, folder)
    camera.open("dossier", household=home.id)
    camera.take("06-overview")
    lina = person_called(session, home, "Lina").id
    camera.open("dossier", household=home.id, tab="past", kind="person", row=lina)
    camera.take("10-history")
    visit = camera.open("visit", contact_moment=moment.id)
    visit.presenter.open_domain(DEFAULT_DOMAINS[1].id)
    camera.take("07-visit")
    camera.look("dark")
    camera.take("08-visit-dark")
    camera.look("light", 2.0)
    camera.take("15-visit-200")
    camera.look("light")
    camera.open("settings")
    camera.take("12-settings")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
