"""Colleagues who work in a dossier."""
