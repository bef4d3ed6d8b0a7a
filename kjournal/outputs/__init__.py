"""Data in, text or bytes out; a file is written only when it changed."""
