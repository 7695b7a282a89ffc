"""Who writes on this laptop: user, device and keys within one organisation (architecture.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id
from wijkdesk.storage.keyring import put_secret, secrets
from wijkdesk.vault.hpke import KeyPair
from wijkdesk.vault.signing import SigningKey

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Identity:
    """One user on this laptop in one organisation; `admin` and `root_key` only where this laptop holds them."""

    organisation: Id
    user: Id
    device: Id
    root: bytes
    device_key: SigningKey
    user_key: KeyPair
    admin_key: SigningKey | None = None
    root_key: SigningKey | None = None

    def save(self, connection: Connection) -> None:
        """Keep it in the encrypted store."""
        for name, value in self._parts().items():
            put_secret(connection, f"identity/{self.organisation.hex()}/{name}", value)

    def _parts(self) -> dict[str, bytes]:
        parts = {
            "user": self.user,
            "device": self.device,
            "root": self.root,
            "device_key": self.device_key.to_bytes(),
            "user_key": self.user_key.private,
        }
        if self.admin_key:
            parts["admin_key"] = self.admin_key.to_bytes()
        if self.root_key:
            parts["root_key"] = self.root_key.to_bytes()
        return parts


def load_identities(connection: Connection) -> dict[Id, Identity]:
    """All identities of this profile by organisation."""
    found: dict[str, dict[str, bytes]] = {}
    for name, value in secrets(connection, "identity/").items():
        organisation, part = name.split("/")
        found.setdefault(organisation, {})[part] = value
    return {
        Id(bytes.fromhex(code)): _identity(Id(bytes.fromhex(code)), parts) for code, parts in found.items()
    }


def _identity(organisation: Id, parts: dict[str, bytes]) -> Identity:
    admin, root = parts.get("admin_key"), parts.get("root_key")
    return Identity(
        organisation=organisation,
        user=Id(parts["user"]),
        device=Id(parts["device"]),
        root=parts["root"],
        device_key=SigningKey.from_bytes(parts["device_key"]),
        user_key=KeyPair.from_private(parts["user_key"]),
        admin_key=SigningKey.from_bytes(admin) if admin else None,
        root_key=SigningKey.from_bytes(root) if root else None,
    )
