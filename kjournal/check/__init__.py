"""Findings that need more than one note."""
