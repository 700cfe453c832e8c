"""Finds the stories that a page offers for reading on."""
