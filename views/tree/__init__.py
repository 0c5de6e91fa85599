"""The manager’s house: what stands in a node, and giving it another name, place or order; the bin."""
