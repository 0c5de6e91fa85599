"""What exists: the tree, its content types, and the words that access is written in. Knows no HTTP."""
