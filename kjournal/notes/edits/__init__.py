"""The careful edits that write notes."""
