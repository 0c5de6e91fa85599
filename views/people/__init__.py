"""Pages of people and roles: who holds which role on a network, an organisation or the site; give, change and end one."""
