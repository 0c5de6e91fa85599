"""Validation procedures: what an organisation, or its network, asks for before something is decided on (M43, M50)."""
