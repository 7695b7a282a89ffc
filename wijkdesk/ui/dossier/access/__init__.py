"""Wie ziet wat: who sees which part of a dossier, assignments, and agreements to share (design 14)."""
