"""The bourse: what is asked for, what answers, and what a reader can narrow it by (M06, M38, L17)."""
