"""Plain content of a network: pages, news, sections, documents, pictures and links, its menu and its home page."""
