"""Pages by which an organisation, or a network, sets its validation procedures: read, write, try, switch on, move what is in course."""
