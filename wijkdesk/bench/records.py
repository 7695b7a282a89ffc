"""Records to measure sync with: a file with one JSON object a line, {"id": ..., text fields ...}."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from wijkdesk.bench.words import Writer
from wijkdesk.core.ids import Id, natural_id
from wijkdesk.models.person import Person

FIELDS = ("calling_name", "given_names", "family_name", "alias", "own_script_name")  # all of them searched
_WORDS = 135  # with the rest of the record about 1 KB


def make(path: Path, count: int, seed: int = 1) -> None:
    """Write so many records of about 1 KB of Dutch-like text."""
    writer = Writer(seed)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            record = {
                "id": f"r{number:07}",
                "name": writer.name(),
                "place": writer.text(2),
                "text": writer.text(_WORDS),
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def read(path: Path, space: Id) -> Iterator[Person]:
    """The records as persons of a space: their text fields in order, what is over joined in the last."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            found = json.loads(line)
            texts = [value for name, value in found.items() if name != "id" and isinstance(value, str)]
            row = natural_id(space, Person.KIND, str(found["id"]))
            yield Person(id=row, space=space).with_(**dict(zip(FIELDS, _fitted(texts), strict=False)))


def _fitted(texts: Sequence[str]) -> list[str]:
    over = texts[len(FIELDS) - 1 :]
    return [*texts[: len(FIELDS) - 1], *(["\n".join(over)] if over else [])]
