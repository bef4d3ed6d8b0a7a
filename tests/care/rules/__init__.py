"""Tests of each care rule."""
