"""The addresses of a picture's sizes, and its words."""

from pyramid.request import Request

from mobee_pyr.content.picture import Picture, Size


def source(request: Request, picture: Picture, size: Size) -> str:
    """Where one size is; its fingerprint stands in its address, so that it may be kept."""
    return str(request.node_url(picture, "image", v=size.digest))


def srcset(request: Request, picture: Picture) -> str:
    """All sizes, each with its width."""
    sizes = () if picture.current is None else picture.current.sizes
    return ", ".join(f"{source(request, picture, size)} {size.width}w" for size in sizes)


def alt_of(picture: Picture) -> str:
    """What it shows, in words; nothing for what only decorates."""
    return "" if picture.decorative else picture.alt
