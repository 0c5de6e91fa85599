"""Each view says who may open it, and no node can take its name (DESIGN §3, §9)."""

from mobee_pyr.content.access import Permission
from mobee_pyr.content.names import RESERVED
from mobee_pyr.content.node import Node

OPEN_TO_ANYBODY = {
    "HTTPBadRequest",
    "HTTPForbidden",
    "HTTPNotFound",
    "OnlyLooking",
    "TransitionRefused",
    "UnicodeDecodeError",
    "Exception",
    "static",
}
"""What needs no permission: answers to what went wrong, and the files that browsers get."""


def views(app):
    """(class of what it shows, or ``static``; name; permission) of each view."""
    introspector = app.app.registry.introspector
    permissions = {
        view: line["introspectable"]["value"]
        for line in introspector.get_category("permissions", ())
        for view in introspector.related(line["introspectable"])
    }
    for line in introspector.get_category("views"):
        view = line["introspectable"]
        if view["context"] is None or isinstance(view["context"], type):
            yield "static" if view["context"] is None else view["context"], view["name"], permissions.get(view)


def test_every_view_of_content_names_its_permission(app):
    shown = [(context, name, permission) for context, name, permission in views(app) if context != "static" and issubclass(context, Node)]
    assert len(shown) > 60
    assert [(context.__name__, name) for context, name, permission in shown if not isinstance(permission, Permission)] == []


def test_only_errors_and_files_need_no_permission(app):
    found = {
        context if context == "static" else context.__name__
        for context, _name, permission in views(app)
        if not isinstance(permission, Permission)
    }
    assert found - {"WSGIHTTPException"} == OPEN_TO_ANYBODY


def test_no_node_can_take_the_name_of_a_page(app):
    names = {name for context, name, _permission in views(app) if context != "static" and issubclass(context, Node)} - {""}
    assert names <= RESERVED, names - RESERVED
