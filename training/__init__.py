"""The recipes that make the weights, and the data that they learn from."""
