"""Which language a text is most likely in, told by its script alone; a guess that the worker can change."""

from __future__ import annotations

import unicodedata
from collections import Counter

_BY_SCRIPT = {"ARABIC": "ar", "ETHIOPIC": "ti"}


def language_by_script(text: str) -> str | None:
    """ "ar" for Arabic letters, "ti" for Ethiopic ones; None when most letters are of another script."""
    letters = [unicodedata.name(char, "").split(" ")[0] for char in text if char.isalpha()]
    if not letters:
        return None
    script, count = Counter(letters).most_common(1)[0]
    return _BY_SCRIPT.get(script) if 2 * count > len(letters) else None
