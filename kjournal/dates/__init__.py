"""Dates as people type them, periods, lunar dates, working days."""
