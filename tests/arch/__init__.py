"""Tests of the rules of the house (docs/architecture.md)."""
