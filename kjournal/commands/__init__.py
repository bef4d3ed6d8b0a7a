"""One command a file: the only code that asks the clock, prints, or decides to write."""
