"""Care rules: facts, group rows, settings and a day in, reminders out."""
