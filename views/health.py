"""Is the server well? For those who watch over it."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import Site
from mobee_pyr.workflows.library import frozen


@view_config(context=Site, name="healthz", permission=Permission.VIEW, renderer="json")
def healthz(context: Site, request: Request) -> dict[str, Any]:
    """200 when the tree is open, the index follows and no network's workflow is frozen; else 503, with what is wrong."""
    status = request.registry.indexer.status()
    faults = sum(len(frozen(network)) for network in context.inside("network"))
    well = status.follows and not faults
    request.response.status_int = 200 if well else 503
    request.response.cache_control = "no-store"
    return {"well": well, "index_follows": status.follows, "frozen_workflows": faults}
