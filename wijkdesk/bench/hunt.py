"""The plaintext hunt: looks for words in every byte of files, in their names, and inside archives.

Words are looked for as they are, folded, in UTF-8 and UTF-16 of both orders, percent-encoded and as hex.
"""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from wijkdesk.core.text import fold

PIECE = 4 * 1024 * 1024
_HEAD = 4


@dataclass(frozen=True)
class Hit:
    """A word in plain text where none should be; `at` = the byte, -1 for the name of the file."""

    where: str
    at: int
    found: bytes


def hunt(places: Iterable[Path], words: Iterable[str]) -> list[Hit]:
    """All hits in files and folders; a place that does not exist has none."""
    asked = {form for word in words for form in forms(word)}
    pattern = _pattern(asked)
    longest = max(len(form) for form in asked)
    return [hit for path in _files(places) for hit in _look(path, pattern, longest)]


def forms(word: str) -> set[bytes]:
    """How a word may stand in bytes."""
    out: set[bytes] = set()
    for text in {word, fold(word), word.upper(), word.lower()}:
        out |= {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), quote(text).encode()}
        out |= {text.encode().hex().encode(), text.encode().hex().upper().encode()}
    return out


def _pattern(asked: set[bytes]) -> re.Pattern[bytes]:
    """All forms as one expression, those that begin alike under one branch: thousands cost no more than few."""
    branches = [
        re.escape(head) + b"(?:" + b"|".join(re.escape(form[_HEAD:]) for form in group) + b")"
        for head, group in itertools.groupby(sorted(asked, reverse=True), key=_head)
    ]
    return re.compile(b"|".join(branches))


def _head(form: bytes) -> bytes:
    return form[:_HEAD]


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        yield place
        yield from sorted(place.rglob("*"))


def _look(path: Path, pattern: re.Pattern[bytes], longest: int) -> Iterator[Hit]:
    for found in pattern.finditer(path.name.encode()):
        yield Hit(str(path), -1, found.group())
    if not path.is_file():
        return
    with path.open("rb") as file:
        yield from _scan(file, str(path), pattern, longest)
    if zipfile.is_zipfile(path):
        yield from _look_inside(path, pattern, longest)


def _look_inside(path: Path, pattern: re.Pattern[bytes], longest: int) -> Iterator[Hit]:
    """Each member of an archive; sealed bytes may look like an archive by chance and are none."""
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            with archive.open(member) as inside:
                yield from _scan(inside, f"{path}!{member.filename}", pattern, longest)


def _scan(file: IO[bytes], where: str, pattern: re.Pattern[bytes], longest: int) -> Iterator[Hit]:
    """Piece by piece; what stands across two pieces is seen in the second."""
    kept, at = b"", 0
    while piece := file.read(PIECE):
        window = kept + piece
        for found in pattern.finditer(window):
            if found.end() > len(kept):
                yield Hit(where, at - len(kept) + found.start(), found.group())
        kept = window[-longest:]
        at += len(piece)
