"""Tests of the reading of notes."""
