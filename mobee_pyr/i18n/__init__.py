"""Words in the reader’s language: what finds them and what translates them."""
