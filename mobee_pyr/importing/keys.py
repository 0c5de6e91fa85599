"""Under which keys of ``site.identifiers`` imported nodes are found again."""


def mission_key(network: int, publisher: str, id_there: str) -> str:
    """One mission of a publisher in one network."""
    return f"{network}/{publisher}/{id_there}"


def organisation_key(network: int, name: str) -> str:
    """One organisation in one network, whichever publisher names it."""
    return f"{network}/organisation:{same_name(name)}"


def entity_key(name: str) -> str:
    """The legal body behind the imported organisations of one name, in all networks."""
    return f"imported:{same_name(name)}"


def same_name(name: str) -> str:
    """The form under which two spellings of a name are equal: case and spaces apart."""
    return " ".join(name.casefold().split())
