"""`python -m kjournal`."""

from kjournal.cli import main

if __name__ == "__main__":
    main()
