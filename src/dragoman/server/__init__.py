"""The web page and the HTTP API of one ledger: `dragoman serve`."""
