"""Joining: a person joins a network, belongs to an organisation; an organisation joins a network."""
