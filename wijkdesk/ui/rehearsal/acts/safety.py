"""Act 5: someone looks along: cover, uncover, lock, unlock, and back at the same place."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from wijkdesk.ui.rehearsal.stage import Stage


def play(stage: Stage) -> None:
    """Hide names, cover with a PIN, lock with the passphrase."""
    with stage.step("Namen verborgen") as hand:
        hand.press("Ctrl+2")
        hand.sees("El Amrani")
        hand.press("Ctrl+Shift+H")
        hand.wait(lambda: "El Amrani" not in hand.words(), "the name is still there")
        hand.picture("namen-verborgen")
        hand.press("Ctrl+Shift+H")
        hand.sees("El Amrani")
    with stage.step("Afgedekt met een nieuwe pincode") as hand:
        hand.press("Ctrl+L")
        hand.sees("Kies eerst een pincode")
        hand.write(stage.laptop.pin)
        hand.go_to("Nog een keer dezelfde pincode", QLineEdit)
        hand.write(stage.laptop.pin)
        hand.picture("pincode-kiezen")
        hand.press("Return")
        hand.sees("Het scherm is afgedekt")
        hand.sees_not("El Amrani")
        hand.picture("afgedekt")
    with stage.step("Verkeerde pincode, dan de goede") as hand:
        hand.write("0000")
        hand.press("Return")
        hand.sees("Deze pincode klopt niet.")
        hand.write(stage.laptop.pin)
        hand.press("Return")
        hand.sees("El Amrani")
    with stage.step("Vergrendeld, verkeerde wachtzin, ontgrendeld op dezelfde plek") as hand:
        stage.lock_by_hand()
        stage.start()
        hand.sees("Ontgrendelen")
        hand.picture("ontgrendelen")
        hand.write("een heel andere zin dan deze")
        hand.press("Return")
        hand.sees("Deze wachtzin past niet")
        hand.picture("ontgrendelen-fout")
        stage.unlock_to("El Amrani")
        hand.picture("weer-op-dezelfde-plek")
