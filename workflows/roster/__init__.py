"""Many people at once, from a list: its columns, what each line would do, doing it, and who leaves (decision 36)."""
