"""From a note's text to its record and its findings."""
