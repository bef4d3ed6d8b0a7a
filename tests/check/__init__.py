"""Tests of the checks across notes."""
