"""The relation model: its data and its recipe."""
