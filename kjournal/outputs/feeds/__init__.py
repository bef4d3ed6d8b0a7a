"""Reminders in, the bytes of iCalendar feeds out."""
