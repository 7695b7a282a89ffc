"""The family's page as plain text: the same data as the template, line by line, for a QR or a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wijkdesk.core.i18n import NBSP
from wijkdesk.reports.common import SEPARATOR


def render(data: dict[str, Any]) -> str:
    """The text of a payload of the page: own language under the Dutch, empty lines between sections."""
    words = data["words"]
    parts = [
        _head(data),
        _section(words["hopes"], _hopes(data)),
        _section(words["steps"], _steps(data)),
        _section(words["promises"], (line for promise in data["promises"] for line in _both(promise))),
        _section(words["next"], _appointment(data["next"])),
        _section(words["phone"], _phone(data["phone"], words)),
        data["meta"]["foot"],
    ]
    return "\n\n".join(part for part in parts if part).replace(NBSP, " ")


def _both(pair: dict[str, str] | None) -> list[str]:
    return [text for text in (pair["nl"], pair["x"]) if text] if pair else []


def _head(data: dict[str, Any]) -> str:
    meta = data["meta"]
    status = data["foreign"]["status"]
    lines = [meta["title"], meta["title_x"], meta["sub"].replace(SEPARATOR, ", "), status, meta["practice"]]
    return "\n".join(line for line in lines if line)


def _section(heading: dict[str, str], lines: Iterable[str]) -> str:
    body = [line for line in lines if line]
    return "\n".join([" / ".join(_both(heading)) + ":", *body]) if body else ""


def _hopes(data: dict[str, Any]) -> Iterator[str]:
    for hope in data["hopes"]:
        own, *others = hope["texts"]
        yield f"{hope['who']}: “{own['text']}”"
        yield from (other["text"] for other in others)
    yield from _both(data["missing"])


def _steps(data: dict[str, Any]) -> Iterator[str]:
    for step in data["steps"]:
        what, when = step["what"], step["when"]
        yield f"- {step['who']}, {when['nl']}: {what['nl']}"
        yield " ".join(part for part in (what["x"], when["x"]) if part)


def _appointment(appointment: dict[str, Any] | None) -> Iterator[str]:
    for side in ("nl", "x") if appointment else ():
        assert appointment
        yield ", ".join(appointment[key][side] for key in ("date", "time", "place") if appointment[key][side])


def _phone(phone: dict[str, Any] | None, words: dict[str, Any]) -> Iterator[str]:
    if phone:
        yield phone["number"]
        yield from _both(phone["hours"])
        yield from _both(words["danger"])
