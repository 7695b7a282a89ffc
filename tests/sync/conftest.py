"""The beginning of T1's runs, made once for each test process."""

from collections.abc import Iterator

import pytest

from tests.sync.convergence_template import Template


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    made = Template.make()
    yield made
    made.remove()
