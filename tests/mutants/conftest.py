"""The beginning of T1's runs, made once for each test process."""

from tests.sync.conftest import template

__all__ = ["template"]
