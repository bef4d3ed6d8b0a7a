"""Findings: code, place, message, remedy, edit; the table of codes; the renderers."""
