"""Measurements, each beside a baseline that runs on the same machine at the same time (docs/measured.md)."""
