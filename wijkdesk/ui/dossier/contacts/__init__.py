"""Contact moments of a household."""
