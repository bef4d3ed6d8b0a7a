"""kjournal keeps a customer journal: Markdown notes in, reminder feeds and pages out."""

__version__ = "0.1.0"
