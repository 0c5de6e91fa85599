"""mobee: networks in which organisations ask for means and companies and volunteers answer."""


def main(global_config: dict[str, str], **settings: str) -> object:
    """Give the WSGI server its application (``use = egg:mobee``)."""
    from mobee_pyr.application import make_app

    return make_app(global_config, **settings)
