"""Models of what the ledger holds: what is stable, how far apart the parties are, which threats hold."""
