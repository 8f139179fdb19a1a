"""The weights that ship, and the model cards that tell what they are."""
