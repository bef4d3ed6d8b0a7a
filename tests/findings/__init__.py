"""Tests of findings and of how they are shown."""
