"""History and bin of a dossier."""
