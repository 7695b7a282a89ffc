"""What an open store holds in memory: clocks, keys, people. The store itself adds the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.clock import Clock, HybridClock
from wijkdesk.core.ids import Id
from wijkdesk.storage.keyring import ContentKey, Keyring, put_secret

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.identity import Identity
    from wijkdesk.vault.trust import Trust

LOCAL_SPACES = "local_space/"


class Holdings:
    """The keys this laptop holds, the identities of its user, and whom it trusts."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.hlc = HybridClock(clock)
        self.keyring = Keyring()
        self.trusts: dict[Id, Trust] = {}
        self.identities: dict[Id, Identity] = {}
        self.local: set[bytes] = set()
        self.keys_due: set[Id] = set()  # organisations whose keys want a look: people or keys came in
        self.doomed: list[Id] = []  # blobs whose files go once the transaction stands
        self.erased: list[str] = []  # "space commit" in hex ("space *" = all of it): noted once it stands

    @property
    def identity(self) -> Identity:
        """The identity of the first organisation; most workers have one."""
        return next(iter(self.identities.values()))

    def add_content_key(self, connection: Connection, key: ContentKey, hlc: int) -> None:
        """Hold a key, so that its space can be read and written."""
        self.keyring.add(connection, key, hlc)

    def supersede(self, connection: Connection, key: Id, below: int) -> None:
        """A key that has a successor seals nothing more."""
        self.keyring.supersede(connection, key, below)

    def forget_space(self, connection: Connection, space: Id) -> None:
        """A space was erased: its keys are gone from the store, and now from memory."""
        self.keyring = Keyring()
        self.keyring.load(connection)

    def mark_local(self, connection: Connection, space: Id) -> None:
        """A space that never leaves this laptop (practice)."""
        put_secret(connection, LOCAL_SPACES + space.hex(), b"\x01")
        self.local.add(space)

    def is_local(self, space: Id) -> bool:
        """Whether commits of a space stay on this laptop."""
        return space in self.local

    def forget(self) -> None:
        """Let go of all keys."""
        self.keyring, self.identities, self.trusts = Keyring(), {}, {}
