"""Hostile and broken input, generated at any size, and a way to run it under hard limits."""
