"""The guards of tests/conftest.py, apart so that they can be tested themselves."""
