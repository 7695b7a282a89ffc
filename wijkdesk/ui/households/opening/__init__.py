"""Opening a dossier: names and ages typed in one go."""
