"""Running the site: its networks, its people, one person, a new network."""
