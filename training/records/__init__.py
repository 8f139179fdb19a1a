"""Sentences of our own with all their events."""
