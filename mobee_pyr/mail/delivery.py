"""Reads the mail settings: ``mobee.mail`` says where mails go, ``mobee.mail.sender`` in whose name."""

from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from mobee_pyr.content import wishes
from mobee_pyr.content.node import Node, path
from mobee_pyr.content.person import Person
from mobee_pyr.links import Signer
from mobee_pyr.mail import bounces
from mobee_pyr.mail.outbox import Outbox
from mobee_pyr.mail.post import Post
from mobee_pyr.mail.postman import Postman, Server
from mobee_pyr.settings import Settings, SettingsRefused

HERE = ("localhost", "127.0.0.1", "::1")
"""Hosts to which a password may go unencrypted."""


def post(settings: Settings) -> Post:
    """The post of a site. Raises `SettingsRefused`. Nothing leaves before `Post.start`."""
    if "@" not in parseaddr(settings.sender)[1]:
        raise SettingsRefused(f"mobee.mail.sender = {settings.sender}: no address in it; write: mobee <mobee@example.org>")

    def url_of(node: Node) -> str:
        return settings.url + path(node)

    signer = Signer(settings.secret)

    def ending(person_id: str, kind: str) -> str:
        return f"{settings.url}/unsubscribe?token={signer.sign(wishes.STOP, [person_id, kind])}"

    def awaiting(oid: int, mail: str) -> str:
        return f"{settings.url}/accept-role?token={signer.sign('awaited', {'node': oid, 'mail': mail, 'role': 'member'})}"

    def tag(person: Person) -> str:
        return bounces.tag(signer, person)

    if settings.mail.startswith("folder:"):
        outbox = Outbox(Path(settings.mail.removeprefix("folder:").strip()))
        return Post(outbox, settings.sender, settings.url, url_of, settings.languages, None, ending=ending, awaiting=awaiting, tag=tag)
    server, outbox = smtp_server(settings.mail), Outbox(settings.data / "outbox")
    postman = Postman(outbox, server)
    return Post(outbox, settings.sender, settings.url, url_of, settings.languages, postman, ending=ending, awaiting=awaiting, tag=tag)


def smtp_server(written: str) -> Server:
    """``smtp://[user:password@]host[:port][?starttls=yes]``, or ``smtps://…``. Raises `SettingsRefused`, never showing a password."""
    url = urlsplit(written.strip())
    shown = f"{url.scheme}://{url.hostname}"
    options = {name: values[-1] for name, values in parse_qs(url.query, keep_blank_values=True).items()}
    try:
        port = url.port
    except ValueError as error:
        raise SettingsRefused(f"mobee.mail = {shown}: the port is a number") from error
    if url.scheme not in ("smtp", "smtps") or not url.hostname:
        raise SettingsRefused("mobee.mail must be folder:PATH, smtp://[USER:PASSWORD@]HOST[:PORT][?starttls=yes] or smtps://…")
    if set(options) - {"starttls"} or options.get("starttls", "no") not in ("yes", "no"):
        raise SettingsRefused(f"mobee.mail = {shown}: the only option is ?starttls=yes")
    starttls, implicit = options.get("starttls") == "yes", url.scheme == "smtps"
    if url.username and not (starttls or implicit or url.hostname in HERE):
        raise SettingsRefused(f"mobee.mail = {shown}: a password must not travel in clear; add ?starttls=yes or write smtps://")
    standard = 465 if implicit else 587 if starttls else 25
    return Server(url.hostname, port or standard, unquote(url.username or ""), unquote(url.password or ""), starttls, implicit)
