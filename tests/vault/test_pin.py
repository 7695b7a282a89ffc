import pytest

from tests.vault.fast import FAST, LOOSE
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.vault import pin


def made(digits="7391"):
    return pin.make(digits, cost=FAST, bounds=LOOSE)


def test_only_the_same_digits_are_right():
    kept = made()

    assert pin.check("7391", kept, bounds=LOOSE)
    for other in ("7390", "739", "07391", "", "７３９１"):
        assert not pin.check(other, kept, bounds=LOOSE)


def test_the_same_pin_is_kept_differently_each_time_and_unreadably():
    assert made() != made()
    assert b"7391" not in made()


@pytest.mark.parametrize(("digits", "words"), [
    ("12a4", "alleen cijfers"), ("", "alleen cijfers"), ("٣٤٥٦", "alleen cijfers"), ("739", "4, 5 of 6"),
    ("7391820", "4, 5 of 6"), ("0000", "te raden"), ("1234", "te raden"), ("987654", "te raden"), ("2580", "te raden"),
])  # fmt: skip
def test_what_is_no_good_pin_is_told(digits, words):
    with pytest.raises(UserError, match=words) as refused:
        made(digits)
    assert refused.value.field == "pin"


def test_what_was_kept_is_not_trusted_blindly():
    with pytest.raises(Refused, match="beschadigd"):
        pin.check("7391", b"junk", bounds=LOOSE)
    with pytest.raises(Refused) as refused:
        pin.check("7391", made())  # below the floor of the product
    assert refused.value.code == "absurd_kdf"
