"""Opdrachten: what was asked of this user, what was shared for it, and the notes that go back."""
