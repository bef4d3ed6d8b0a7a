"""What all tests share: no example is given up because the machine was busy, and figures are listed at the end."""

import pytest
from hypothesis import settings

settings.register_profile("kjournal", deadline=None)
settings.load_profile("kjournal")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests came to in numbers: `record_property("figure", …)`."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    figures = {str(value) for one in reports for name, value in one.user_properties if name == "figure"}
    if figures:
        terminalreporter.section("figures")
    for figure in sorted(figures, key=lambda text: (text.index(":"), text)):
        terminalreporter.write_line(figure)
