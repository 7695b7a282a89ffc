"""Dossiers of colleagues: their index cards, and break-glass."""
