"""Puts the server together: settings, database, index, letters, requests, views."""

from collections.abc import Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid_chameleon.interfaces import IChameleonTranslate

from mobee_pyr import sessions, settings
from mobee_pyr.content.blueprint import shipped
from mobee_pyr.content.types import TYPES
from mobee_pyr.database import database
from mobee_pyr.i18n.translator import ChameleonTranslate, catalogue
from mobee_pyr.links import Signer
from mobee_pyr.mail import announcements, delivery
from mobee_pyr.passwords import Passwords
from mobee_pyr.search import Index, Indexer
from mobee_pyr.throttle import Throttle
from mobee_pyr.uploads import Uploads
from mobee_pyr.workflows import library
from mobee_pyr.workflows.loader import WorkflowRefused


def make_app(global_config: Mapping[str, str], **raw: str) -> Any:
    """The WSGI application of a site, with its indexer at work. Raises `settings.SettingsRefused`."""
    config = configure(settings.read(raw), raw)
    app = config.make_wsgi_app()
    config.registry.indexer.start()
    return app


def configure(mobee: settings.Settings, raw: Mapping[str, str]) -> Configurator:
    """Everything but the threads."""
    check_workflows()
    config = Configurator(settings={**raw, "pyramid.default_locale_name": mobee.languages[0]})
    config.registry.mobee = mobee
    config.include("pyramid_chameleon")
    sessions.configure(config, mobee)
    for part in ("security", "database", "hosts", "away", "assets", "cache", "requests", "looking", "arrivals"):
        config.include(f"mobee_pyr.{part}")
    config.commit()
    _serve(config, mobee)
    config.registry.registerUtility(ChameleonTranslate(), IChameleonTranslate)
    config.scan("mobee_pyr.views", ignore=[] if mobee.in_development else ["mobee_pyr.views.development"])
    return config


def check_workflows() -> None:
    """A packaged workflow that is not sound stops the server. Raises `loader.WorkflowRefused`."""
    for content in library.WITH_WORKFLOW:
        library.packaged(content)
        for source in shipped():
            faults = library.shipped_with(source, content).faults
            if faults:
                raise WorkflowRefused(faults)
    library.standing()


def _serve(config: Configurator, mobee: settings.Settings) -> None:
    """The services that requests reach."""
    registry = config.registry
    registry.signer = Signer(mobee.secret)
    registry.passwords = Passwords()
    registry.throttle = Throttle()
    registry.uploads = Uploads(mobee.data / "uploads")
    registry.types = TYPES
    registry.index = Index(mobee.index)
    registry.indexer = Indexer(database(registry), registry.index)
    registry.post = delivery.post(mobee)
    registry.announce = announcements.listener(registry.post)
    for language in mobee.languages:
        catalogue(language)
