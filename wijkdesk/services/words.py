"""Passphrases without the store: the first page proposes words before anything heavy is in memory."""

from __future__ import annotations

from wijkdesk.vault import words

Strength = words.Strength
propose = words.propose
strength = words.strength
