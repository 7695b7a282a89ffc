"""Act 10: nothing that was typed stands in plain text anywhere but in files that say so in their name."""

from __future__ import annotations

from wijkdesk.ui.rehearsal.hand import Missed
from wijkdesk.ui.rehearsal.ports import Hit
from wijkdesk.ui.rehearsal.stage import WHO, Stage

SHORTEST = 6  # letters; shorter words turn up in any bytes
OPEN = "niet-versleuteld"
NAMES = ("El Amrani", "Vermeer", "Samira", "Jeroen", "Yassin", "Merelstraat", "deurwaarder", "verhuurder")


def play(stage: Stage) -> None:
    """Laptops, server, temporary files, log, settings of Qt, and what was saved."""
    with stage.step("Nergens leesbaar wat er geschreven is"):
        stage.leave()
        stage.unplug()
        hits = stage.ports.hunt([stage.homes, stage.out], canaries(stage))
        bad = [hit for hit in hits if OPEN not in hit.where and not _named_by_us(hit)]
        if bad:
            raise Missed(f"in plain text: {[(hit.where, hit.found) for hit in bad[:10]]}")


def _named_by_us(hit: Hit) -> bool:
    """The acts name the pictures ("24-pincode-kiezen.png"); a proposed word of a passphrase may be in such a name."""
    return hit.at < 0 and hit.where.endswith(".png")


def canaries(stage: Stage) -> list[str]:
    """All that was typed, the passphrases and codes too, and the names in it."""
    secrets = [" ".join(laptop.words) for laptop in stage.laptops.values()]
    secrets += ["".join(laptop.code) for laptop in stage.laptops.values()]
    words = dict.fromkeys([*stage.hand.typed, *secrets, *NAMES, *WHO.values()])
    return [word for word in words if len(word.strip()) >= SHORTEST]
