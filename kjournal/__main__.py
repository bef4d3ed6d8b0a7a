"""`kjournal`, and `python -m kjournal`."""

import sys


def main() -> None:
    """Load the command line and run it; Ctrl-C while it loads ends it as it does later."""
    try:
        from kjournal import cli
    except KeyboardInterrupt:
        sys.exit(130)
    cli.main()


if __name__ == "__main__":
    main()
