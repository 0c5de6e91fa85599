"""A node's journal in plain words: what each deed is called, what each field is called, and the entries made of them."""
