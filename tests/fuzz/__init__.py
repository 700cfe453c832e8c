"""Coverage-guided fuzzing of `extract`."""
