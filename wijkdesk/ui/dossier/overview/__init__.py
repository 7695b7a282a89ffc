"""The first page of a dossier."""
