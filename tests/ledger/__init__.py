"""Tests of grades and standing."""
