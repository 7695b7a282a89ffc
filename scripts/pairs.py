"""Renew the left half of pairs in docs/pictures: `pairs.py NAME=PICTURE.png ...`; the design at the right stays.

A pair is our screen, a grey bar, and the design, at half size; a paper stands 455 pixels wide, a screen 683.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

PAIRS = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SCREEN, PAPER = (683, 384), (455, 643)


def renew(name: str, picture: Path) -> None:
    """Put a picture in the left half of a pair."""
    pair = Image.open(PAIRS / f"{name}.png").convert("RGB")
    ours = Image.open(picture).convert("RGB")
    if pair.size == ours.size:  # the picture of README stands alone
        pair = ours
    else:
        room = SCREEN if pair.height == SCREEN[1] else PAPER
        pair.paste(ours.resize(room, Image.Resampling.LANCZOS), (0, 0))
    small = pair.quantize(256, kmeans=3, dither=Image.Dither.NONE)
    small.save(PAIRS / f"{name}.png", optimize=True)


if __name__ == "__main__":
    for entry in sys.argv[1:]:
        pair_name, _, found = entry.partition("=")
        renew(pair_name, Path(found))
        print(f"pairs: {found} is now the left of {pair_name}")
