"""Text made ready for paper: harmless characters only, long words broken, no word alone on a last line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TypeVar

from wijkdesk.core.i18n import NBSP

LONGEST_WORD = 40
BREAK_EVERY = 20
ZERO_WIDTH_SPACE = "\u200b"
_T = TypeVar("_T")
_WORD = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD + 1},}}")
_LAST_WORD = re.compile(r" ([^ ]{1,14})$")
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029\v\f]")
# Direction is set by the template, per block; marks of our own inside a name could show it back to front.
_DROPPED = re.compile(
    "[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\ufeff\ufffe\uffff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Composed letters, line ends as newline, no control characters, direction marks or half characters."""
    text = _DROPPED.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    kept = (char for char in text if char == "\n" or unicodedata.category(char) != "Cc")
    return unicodedata.normalize("NFC", "".join(kept))


def break_words(text: str) -> str:
    """Places to break in words over 40 letters: Typst would let them run off the page without a word."""
    return _WORD.sub(_with_breaks, text)


def _with_breaks(match: re.Match[str]) -> str:
    word = match.group()
    ends = list(range(BREAK_EVERY, len(word), BREAK_EVERY))
    # a mark stays with its letter
    ends = [end for end in ends if not unicodedata.combining(word[end])]
    return ZERO_WIDTH_SPACE.join(word[a:b] for a, b in zip([0, *ends], [*ends, len(word)], strict=True))


def tidy(text: str) -> str:
    """The last two words of a sentence stay together on one line."""
    return _LAST_WORD.sub(NBSP + r"\1", text) if len(text) > 32 else text


def ready(text: str) -> str:
    """A text as it goes to the template."""
    return tidy(break_words(clean(text)))


def strings(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """All texts in nested data, each with the name of the field at the top it belongs to."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from strings(part, path or str(key))
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from strings(part, path)


def mapped(value: _T, change: Callable[[str], str]) -> _T:
    """The same nested data with every text changed; keys stay as they are."""
    return _mapped(value, change)  # type: ignore[return-value]  # the shape is kept, only texts change


def _mapped(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _mapped(part, change) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mapped(part, change) for part in value]
    return value
