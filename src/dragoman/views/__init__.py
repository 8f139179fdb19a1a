"""The brief in a terminal and as one HTML file."""
