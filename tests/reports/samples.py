"""Fictional papers for the tests: one family in Arabic, one in Tigrinya, one visit."""

import datetime as dt
import io
import re
import unicodedata
from dataclasses import replace

from pypdf import PdfReader

from wijkdesk.reports.brand import Brand
from wijkdesk.reports.common import StepLine
from wijkdesk.reports.family_page import Appointment, FamilyPage, Hope, Phone, PromiseLine
from wijkdesk.reports.recovery_sheet import RecoverySheet
from wijkdesk.reports.visit_note import MissingVoice, SignOffLine, StatementLine, VisitNote

ARABIC_WORDS = "أريد أن أتعلم وأعمل."
TIGRINYA_WORDS = "ጽቡቕ ጌረ ምንባብ ክመሃር ይደሊ።"
BRAND = Brand("Sociaal team Rivierwijk", "Lindeplein 4")

FAMILY = FamilyPage(
    people=("Samira", "Jeroen", "Lina"),
    hopes=(
        Hope("Samira", ARABIC_WORDS, "ar", "Ik wil een rustig huis."),
        Hope("Jeroen", "Ik wil weer vast werk."),
    ),
    steps=(
        StepLine("Noor", "Ik bel schuldhulp over de brief.", dt.date(2026, 11, 16), "أتصل بمساعدة الديون."),
        StepLine("Lina", "Ik ga kijken bij de meidenclub.", "elke woensdag"),
    ),
    promises=(PromiseLine("Ik bel u vrijdag, ook als er geen nieuws is."),),
    worker="Noor",
    made_on=dt.date(2026, 11, 12),
    appointment=Appointment(dt.datetime(2026, 11, 24, 10, 30), "bij u thuis", "في بيتكم"),
    phone=Phone("06-12345678", "maandag t/m donderdag", "الرقم: 06-12345678"),
    practice=True,
    language="ar",
    brand=BRAND,
)
TIGRINYA = replace(FAMILY, language="ti", hopes=(Hope("Meron", TIGRINYA_WORDS, "ti"),))
DUTCH = replace(FAMILY, language="nl", brand=None, worker_role="ouder-kindcoach")

STATEMENTS = (
    StatementLine("observation", "De koelkast was leeg.", "gezien door Noor", "met Samira besproken"),
    StatementLine("reported", "Lina speelt vaak alleen.", "juf Lotte, aan Samira verteld"),
    StatementLine("opinion", ARABIC_WORDS, "Samira, letterlijk", quote=True, language="ar"),
    StatementLine(
        "interpretation", "Misschien durft Lina niemand mee te nemen.", "gedachte van Noor", rests_on=(0, 1)
    ),
    StatementLine("hypothesis", "Misschien is er recht op huurtoeslag."),
    StatementLine("decision", "Wij beginnen met de huur.", "Samira en Noor samen"),
)
VISIT = VisitNote(
    title="Bezoek bij El Amrani-Vermeer",
    starts=dt.datetime(2026, 11, 12, 14, 15),
    ends=dt.datetime(2026, 11, 12, 15, 20),
    place="bij het gezin thuis",
    worker="Noor de Bruin",
    made_on=dt.date(2026, 11, 13),
    facts=(("Aanwezig", "Samira El Amrani (moeder), Lina (8)"),),
    statements=STATEMENTS,
    missing=(MissingVoice("Yassin (14)", "was op zijn werk.", "Noor vraagt hem."),),
    steps=(StepLine("Noor", "Schuldhulp bellen.", dt.date(2026, 11, 16)),),
    urgent=("Eten voor dit weekend.",),
    recorded_at=dt.datetime(2026, 11, 12, 16, 40),
    reference="dossier R-0412",
    practice=True,
    brand=BRAND,
)
SIGNED = replace(
    VISIT, sign_off=SignOffLine("Noor de Bruin", dt.datetime(2026, 11, 13, 9, 10), changed_after=True)
)
RECOVERY = RecoverySheet(
    "7qhm-2kd9 XW4R0BTN6FJ3PZ8V1CGY5AES", "Noor de Bruin", dt.date(2026, 11, 12), check="T"
)


def text_of(pdf: bytes) -> str:
    """The text layer, in composed letters and with plain spaces."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return unicodedata.normalize("NFKC", text).replace("\u00a0", " ").replace("\u200b", "")


def flat(pdf: bytes) -> str:
    """The text layer with every run of white space as one space."""
    return re.sub(r"\s+", " ", text_of(pdf))
