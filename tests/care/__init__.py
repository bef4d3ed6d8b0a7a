"""Tests of the care rules."""
