"""One laptop of any version of WijkDesk: obeys a line of JSON, answers with one.

It runs on the package that PYTHONPATH names, so it may use only what the foundation had and later versions keep.
Ids are hexadecimal; a bad end of a command ends the process, with its words on standard error.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.registry import KINDS
from wijkdesk.services import admitting, backups, dossiers, invitations, joining, profiles, servers, syncing
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.services.profiles import Strain
from wijkdesk.services.session import Session
from wijkdesk.storage import queries, rebuild
from wijkdesk.vault.kdf import Bounds, KdfParams

WORDS = "lantaarn pannenkoek vijver merel trapgevel"
CHEAP = Strain(KdfParams(64, 1, 1), Bounds(min_m=8, min_t=1))


class Laptop:
    """One open profile; each public method is a command."""

    session: Session

    def found(self, folder: str, name: str) -> None:
        """Make a profile that founds an organisation."""
        self.session, _code = profiles.create(Path(folder), WORDS, name, team="Team Oost", strain=CHEAP)

    def join(self, folder: str, name: str, invitation: str) -> None:
        """Make a profile that joins with an invitation."""
        given = invitations.read_invitation(invitation.encode())
        self.session, _code = joining.join(Path(folder), WORDS, name, given, strain=CHEAP)

    def open(self, folder: str) -> None:
        """Open a profile, perhaps one that another version made."""
        self.session = profiles.unlock(Path(folder), WORDS, strain=CHEAP)

    def connect(self, url: str, pin: str) -> None:
        """Share through a server."""
        servers.keep_server(self.session, servers.Server(url, bytes.fromhex(pin)))

    def invite(self, name: str) -> str:
        """The file of an invitation."""
        return invitations.invite(self.session, name).decode()

    def admit(self) -> int:
        """Let in whoever waits."""
        waiting = admitting.pending(self.session)
        for newcomer in waiting:
            admitting.admit(self.session, newcomer)
        return len(waiting)

    def share(self) -> dict[str, Any]:
        """One round with the server."""
        done = syncing.sync_now(self.session)
        trouble = done.trouble.sentences if done.trouble else ""
        return {"apart": done.apart, "offline": done.offline, "trouble": trouble}

    def household(self, name: str) -> str:
        """Open a dossier; gives its space."""
        return dossiers.open_dossier(self.session, NewHousehold(name)).space.hex()

    def assign(self, space: str) -> None:
        """Give a dossier to everyone of the organisation."""
        for user in self.session.store.trusts[self.session.organisation].members():
            dossiers.assign(self.session, _id(space), user)

    def make(self, kind: str, space: str, values: dict[str, Any]) -> str:
        """Write a record; gives its id."""
        record = KINDS[kind](id=new_id(), space=_id(space), **values)
        with self.session.store.unit("edit") as unit:
            unit.create(record)
        return record.id.hex()

    def change(self, kind: str, row: str, values: dict[str, Any]) -> None:
        """Change a record."""
        record = queries.get(self.session.store, KINDS[kind], _id(row))
        assert record is not None, f"{kind} {row} is not here"
        with self.session.store.unit("edit") as unit:
            unit.change(record, **values)

    def rows(self, kind: str) -> dict[str, dict[str, str]]:
        """What the records of a kind show, by id; a kind that this version does not know shows nothing."""
        if kind not in KINDS:
            return {}
        names = list(KINDS[kind].specs())
        found = queries.find(self.session.store, KINDS[kind])
        return {
            record.id.hex(): {name: str(getattr(record, name)) for name in names if getattr(record, name)}
            for record in found
        }

    def clashes(self) -> int:
        """How many fields wait for a choice."""
        return len(queries.clashes(self.session.store))

    def log(self, space: str) -> dict[str, str]:
        """The commits of a space, with a digest of their bytes."""
        found = self.session.store.execute(
            "SELECT id, header, body, signature FROM log WHERE space = ?", (_id(space),)
        )
        return {
            bytes(row[0]).hex(): hashlib.sha256(b"".join(part or b"" for part in row[1:])).hexdigest()
            for row in found
        }

    def waiting(self) -> int:
        """How many commits wait for a key or for a later version."""
        return int(self.session.store.execute("SELECT count(*) FROM log WHERE state = 'waiting'")[0][0])

    def verify(self) -> list[str]:
        """What is wrong with the log."""
        return [one.text for one in backups.verify(self.session).findings]

    def golden(self, folder: str) -> dict[str, dict[str, dict[str, Any]]]:
        """What this version shows of the oldest golden log, as test_golden.py tells it."""
        from tests.storage.test_golden import shown, take_golden

        store = take_golden(Path(folder))
        try:
            before = shown(store)
            rebuild.everything(store)
            assert shown(store) == before
            return before
        finally:
            store.close()

    def close(self) -> None:
        """Lock."""
        self.session.close()


def _id(text: str) -> Id:
    return Id(bytes.fromhex(text))


def main() -> None:
    """Obey until there is nothing more to read."""
    laptop = Laptop()
    for line in sys.stdin:
        command, values = json.loads(line)
        answer = getattr(laptop, command)(*values)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
