"""*Partage*, on every page of a network: who has access and why; give it, take it back, close it from here; the groups of a network."""
