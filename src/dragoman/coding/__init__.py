"""Events, statements and positions of a report."""
