"""The spaCy pipeline: paragraphs, actors' mentions, times."""
