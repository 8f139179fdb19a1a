"""The same reading on many processors: worker processes of one machine, actors of a Ray cluster."""
