"""The encoder that the trained parts share."""
