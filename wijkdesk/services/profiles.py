"""Profiles on this laptop: make one, unlock it, change its passphrase, cover it with a PIN (store-and-sync.md §2)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from wijkdesk.core.clock import Clock
from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.paths import KLUIS, data_home
from wijkdesk.core.text import fold
from wijkdesk.services import backups, expiring
from wijkdesk.services.founding import found
from wijkdesk.services.session import Session
from wijkdesk.storage import rebuild
from wijkdesk.storage.store import Store
from wijkdesk.vault import kluis, pin, recovery, words
from wijkdesk.vault.kdf import PRODUCTION, Bounds, KdfParams

NAME = "naam"
_PIN = "pin"
_TRIES = "pin_tries"
MOST_TRIES = 3

Strength = words.Strength
propose_words = words.propose
strength = words.strength
recovery_blocks = recovery.blocks
wrong_recovery_blocks = recovery.wrong_blocks
recovery_block_complaint = recovery.block_complaint
pin_complaint = pin.complaint


@dataclass(frozen=True)
class ProfileInfo:
    """A profile folder: what may be known of it while it is locked."""

    folder: Path
    name: str


@dataclass(frozen=True)
class Strain:
    """What a key derivation may cost; only tests make it cheaper."""

    kdf: KdfParams | None = None
    bounds: Bounds = PRODUCTION


FULL = Strain()


def profiles(home: Path | None = None) -> list[ProfileInfo]:
    """The profiles on this laptop, by name."""
    root = home or data_home()
    found_ = [folder for folder in root.glob("*/") if (folder / KLUIS).exists()]
    return sorted((ProfileInfo(folder, folder.name) for folder in found_), key=lambda info: info.name)


def folder_for(name: str, home: Path | None = None) -> Path:
    """An unused folder for a new profile: "profiel", "profiel-2", ... A name of a person never becomes a path."""
    root = home or data_home()
    number = 1
    while (folder := root / ("profiel" if number == 1 else f"profiel-{number}")).exists():
        number += 1
    return folder


def create(
    folder: Path,
    passphrase: str,
    name: str,
    *,
    function: str = "",
    team: str = "",
    clock: Clock | None = None,
    strain: Strain = FULL,
) -> tuple[Session, bytes]:
    """Make kluis, store and organisation; gives the open session and the recovery code, to be shown once.

    Raises UserError when the name is empty or the passphrase too weak.
    """
    if not name.strip():
        raise UserError(_("Vul je naam in. Zo weten collega’s wie iets schreef."), field="name")
    opened = open_kluis(folder, passphrase, clock=clock, strain=strain)
    session = Session(folder, Store(folder, opened.db_key(), clock), opened)
    prepare(session.store)
    found(session.store, name.strip(), function.strip(), team.strip(), opened.recovery_code or b"")
    return session, opened.recovery_code or b""


def open_kluis(folder: Path, passphrase: str, *, clock: Clock | None, strain: Strain) -> kluis.Opened:
    """Make the folder and a new kluis in it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return kluis.create(folder / KLUIS, passphrase, kdf=strain.kdf, bounds=strain.bounds, clock=clock)


def prepare(store: Store) -> None:
    """Make the tables of new or changed kinds, after a backup."""
    if stale := store.stale_kinds():
        today = dt.datetime.fromtimestamp(store.clock.now_ms() / 1000).astimezone().date()
        backups.before_upgrade(store, today)
        rebuild.kinds(store, stale)


def unlock(folder: Path, passphrase: str, *, clock: Clock | None = None, strain: Strain = FULL) -> Session:
    """Open a profile. Refused with its own sentence for each thing that can be wrong."""
    return _open(folder, kluis.unlock(folder / KLUIS, passphrase, bounds=strain.bounds), clock)


def unlock_with_code(folder: Path, code: str, *, clock: Clock | None = None) -> Session:
    """Open a profile with the printed recovery code."""
    return _open(folder, kluis.unlock_with_code(folder / KLUIS, recovery.parse(code)), clock)


def _open(folder: Path, opened: kluis.Opened, clock: Clock | None) -> Session:
    session = Session(folder, Store(folder, opened.db_key(), clock), opened)
    prepare(session.store)
    expiring.close_expired(session)
    return session


def change_passphrase(session: Session, new: str, strain: Strain = FULL) -> None:
    """Put a new passphrase in place of the old one; the database is not rewritten."""
    session.opened = kluis.change_passphrase(
        session.folder / KLUIS, session.opened, new, kdf=strain.kdf, bounds=strain.bounds
    )


def has_pin(session: Session) -> bool:
    """Whether the cover can be lifted with a PIN; without one, to cover is to lock."""
    return session.store.secret(_PIN) is not None


def set_pin(session: Session, digits: str) -> None:
    """Choose the PIN of the cover. UserError when it is too easy."""
    session.store.set_secret(_PIN, pin.make(digits))
    session.store.set_secret(_TRIES, b"0")


def check_pin(session: Session, digits: str) -> bool:
    """Whether the PIN lifts the cover; counts wrong tries, also over a restart."""
    right = pin.check(digits, session.store.secret(_PIN) or b"")
    session.store.set_secret(_TRIES, b"0" if right else str(tries(session) + 1).encode())
    return right


def tries(session: Session) -> int:
    """Wrong PINs since the last right one; at MOST_TRIES the cover becomes a lock."""
    return int(session.store.secret(_TRIES) or b"0")


def escrow_missing(session: Session) -> bool:
    """No custodians are named yet: the app keeps saying so."""
    found = session.store.trusts[session.organisation].escrow()
    return found is None or found.key is None


def greeting_name(name: str) -> str:
    """The name a profile may be greeted with while locked: none of the worker's, only the folder's."""
    return re.sub(r"[-_]+", " ", fold(name)).strip().capitalize()
