import ast
from pathlib import Path

import pytest

import wijkdesk
from wijkdesk.core.errors import Refused
from wijkdesk.vault import kdf
from wijkdesk.vault.kdf import FLOOR, PRODUCTION, KdfParams, calibrate


@pytest.mark.parametrize("speed", [0.001, 0.05, 0.3, 1, 3, 20, 400])
@pytest.mark.parametrize("target", [100, 1000, 3000])
def test_calibration_stays_within_target_and_bounds_on_slow_and_fast_machines(speed, target):
    def cost(params):
        return params.m / 1024 * params.t / speed

    found = calibrate(target, cost)

    assert PRODUCTION.allow(found)
    assert found == FLOOR or cost(found) <= target


def test_a_faster_machine_gets_dearer_params():
    def at(speed):
        found = calibrate(1000, lambda params: params.m / 1024 * params.t / speed)
        return found.m * found.t

    assert at(0.2) < at(1) < at(3)


def test_bounds_are_checked_before_deriving():
    with pytest.raises(Refused) as refused:
        kdf.derive("x", bytes(16), KdfParams(2**40, 3, 4))
    assert refused.value.code == "absurd_kdf"


def test_production_code_never_makes_other_bounds():
    """Cheap derivations are for tests: only kdf.py itself may build a `Bounds`."""
    makers = [
        file.name
        for file in Path(wijkdesk.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Bounds"
    ]
    assert makers == ["kdf.py"]
