"""The pins: exact, with hashes, equal to pyproject.toml, naming no registry."""

import re
import tomllib

import pytest

from tests.arch.source import ROOT

PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)
FILES = ("run.txt", "dev.txt")


def text(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def pins(content: str) -> dict[str, str]:
    return dict(PIN.findall(content))


def declared(*, dev: bool) -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["dev"] if dev else [])
    return dict(item.lower().split("==") for item in wanted)


@pytest.mark.parametrize("name", FILES)
def test_pins_equal_what_the_project_declares(name: str) -> None:
    pinned = pins(text(name))
    assert declared(dev=name == "dev.txt").items() <= pinned.items()


@pytest.mark.parametrize("name", FILES)
def test_each_pin_has_a_hash_and_no_address_is_named(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z])", text(name))[1:]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", text(name))


def test_the_tests_run_with_what_the_app_runs_with() -> None:
    assert pins(text("run.txt")).items() <= pins(text("dev.txt")).items()
