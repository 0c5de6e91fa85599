"""Volunteers who agreed to be found: looked for by a mission's référents, asked, kept in mind; and what they answer (C10, P05, P09)."""
