"""The language that a script tells."""

import pytest

from wijkdesk.core.scripts import language_by_script


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أريد أن أرتاح", "ar"),
        ("@Lina أريد أن أرتاح من همّ المال", "ar"),
        ("ሰላም እፈልጋለሁ", "ti"),
        ("Ze zegt: سلام", None),
        ("Dzień dobry", None),
        ("12:30 …", None),
    ],
)
def test_most_letters_tell_the_language(text: str, language: str | None) -> None:
    assert language_by_script(text) == language
