"""The documents of a dossier: list, viewer, and ways in."""
