"""Reports in, one module for each family of formats."""
