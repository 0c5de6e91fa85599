"""Every site remembers when each of its jobs last ran; trees written before that begin with none."""

from persistent.mapping import PersistentMapping

from mobee_pyr.content.site import Site


def evolve(site: Site) -> None:
    """Give the site an empty memory of its jobs, unless it has one."""
    if getattr(site, "jobs", None) is None:
        site.jobs = PersistentMapping()
