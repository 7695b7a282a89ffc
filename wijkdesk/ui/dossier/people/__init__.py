"""Persons of a dossier and all that hangs on them."""
