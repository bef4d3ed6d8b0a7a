"""Findings that need more than one note: order in time, closed customers, duplicates."""
