"""The hand of the rehearsal itself."""
