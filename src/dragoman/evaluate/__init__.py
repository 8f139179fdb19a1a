"""Scorers for public benchmarks and for the project's own gold."""
