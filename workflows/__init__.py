"""What may happen next: who may do what in which state, written in TOML files and checked before it counts. Knows no HTTP."""
