"""Cheap derivations for tests: only code can ask for them, never a file."""

from wijkdesk.vault.kdf import Bounds, KdfParams

FAST = KdfParams(m=32, t=1, p=1)
LOOSE = Bounds(min_m=8, min_t=1, min_t_large=1)
PASSPHRASE = "snoek kast wolk lepel gans"
OTHER = "kraan vlieger tulp molen duin"
