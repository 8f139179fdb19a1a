"""The tagger of statements."""
