"""The recipe of the confidences of events."""
