"""Dossiers, facts, reminders and findings in, views out; pure, as the pages are."""
