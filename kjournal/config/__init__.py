"""Settings: read once, checked against one declaration, and handed down as small frozen objects."""
