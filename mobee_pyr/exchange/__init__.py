"""Moves a network to another house: everything in it as JSON and files that anybody may read, and back (docs/format-of-an-export.md)."""
