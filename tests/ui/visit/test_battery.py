"""The battery dies mid-sentence: the process is killed, the text is back at the caret (scenario F2)."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import CHEAP, WORDS
from wijkdesk.models.visit import ContactMoment, StatementKind
from wijkdesk.services import profiles, visits
from wijkdesk.services.session import Session
from wijkdesk.ui.visit.notebook import Notebook

TYPE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from tests.builders import CHEAP, WORDS
from wijkdesk.core.ids import Id, new_id
from wijkdesk.services import drafts, profiles, visits

folder, moment = Path(sys.argv[1]), Id(bytes.fromhex(sys.argv[2]))
session = profiles.unlock(folder, WORDS, strain=CHEAP)
visit = visits.load(session, moment).moment
place = f"visit/{moment.hex()}/note/V/reported"
drafts.keep(session, visit.space, "statement", new_id(), "text", "Ze zegt dat de brief", caret=12, place=place)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.slow
def test_f2_the_battery_dies_mid_sentence(session: Session, moment: ContactMoment) -> None:
    folder = session.folder
    session.close()
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", TYPE_AND_DIE, str(folder), moment.id.hex()], cwd=root, check=False, timeout=60
    )
    assert done.returncode == -signal.SIGKILL
    again = profiles.unlock(folder, WORDS, strain=CHEAP)
    loaded = visits.load(again, moment.id)
    book = Notebook(moment.id)
    book.take(loaded.notes, loaded.drafts)
    item = book.items[0]
    assert (item.text, item.kind) == ("Ze zegt dat de brief", StatementKind.REPORTED)
    assert loaded.drafts[0].caret == 12
    again.close()
