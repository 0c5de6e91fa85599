"""The forms people fill in, and how they are drawn."""
