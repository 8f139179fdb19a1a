"""Dragoman reads news reports and keeps their ledger: who did or said what to whom, when, with evidence."""
