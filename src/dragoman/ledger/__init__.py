"""The DuckDB ledger: store, reconciliation, queries."""
