"""Content packs: the fixed texts of a paper per language, with the status of their checking.

A paper speaks the language of its reader, not that of the screens, so these texts do not go through gettext.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from wijkdesk.core.paths import resource

Language = Literal["nl", "ar", "ti"]
Status = Literal["proef", "concept", "nagekeken"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class FixedTexts:
    """One content pack: its texts, its version and who checked it (`reviewer` is empty until someone did)."""

    language: Language
    name: str
    version: int
    status: Status
    reviewer: str
    texts: Mapping[str, str | list[str]]

    def text(self, key: str, **values: str) -> str:
        """The text with its places filled in; values are never read as places themselves."""
        words = self.texts[key]
        assert isinstance(words, str), key
        return words.format(**values) if values else words

    def lines(self, key: str) -> list[str]:
        """A text of more lines, or a list of names such as the months."""
        words = self.texts[key]
        assert isinstance(words, list), key
        return list(words)

    @property
    def checked(self) -> bool:
        """Whether a named native reader has approved these texts; without a name they are not."""
        return self.status == "nagekeken" and bool(self.reviewer)


@cache
def fixed_texts(paper: str, language: Language = "nl") -> FixedTexts:
    """The pack of a paper in a language; a pack that breaks the format is a bug and raises ValueError."""
    pack = tomllib.loads(resource("content", language, f"{paper}.toml").read_text("utf-8"))
    status = pack["status"]
    if status not in get_args(Status):
        raise ValueError(f"{paper}.{language}: unknown status {status!r}")
    return FixedTexts(
        language=language,
        name=pack["name"],
        version=pack["version"],
        status=cast("Status", status),
        reviewer=pack["reviewer"],
        texts=pack["texts"],
    )
