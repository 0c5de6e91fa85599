"""A network is opened: one question a page, the answers to check, then the first steps."""
