"""``mobee mail``: what became of the mails that were sent."""

import mailbox
import secrets
import tempfile
from collections.abc import Iterator
from email import message_from_binary_file, policy
from email.message import Message
from pathlib import Path

import click
from zc.lockfile import LockError

from mobee_pyr import settings
from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.content.node import now
from mobee_pyr.links import Signer
from mobee_pyr.mail import bounces, delivery

LARGEST = 50_000_000
"""Bytes of one file. Reports of a busy month are smaller; what is larger is another mailbox."""


@click.group()
def mail_() -> None:
    """Tell what became of the mails that were sent."""


@mail_.command("bounces")
@data_option
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
def read_bounces(folder: DataFolder, files: tuple[Path, ...]) -> None:
    """Mark the people whom mails do not reach, as the delivery reports in FILES say: mails or mbox files, - for the standard input.

    Beside a live server the reports are left to it: it reads them within a minute. Reading a file twice changes nothing.
    """
    try:
        mobee = settings.read(folder.settings)
        post = delivery.post(mobee)
    except settings.SettingsRefused as error:
        raise click.ClickException(f"{folder.ini}: {error}") from error
    signer, read, found = Signer(mobee.secret), 0, []
    for file in files:
        for message in _messages(file):
            read += 1
            found += bounces.reports(message, signer)
    told = f"{_several(read, 'mail', 'mails')} read, {_several(len(found), 'report', 'reports')} of failure"
    try:
        marked = _mark(folder, found)
    except click.ClickException as refused:
        if not isinstance(refused.__cause__, LockError):
            raise
        bounces.leave(post.outbox, found, secrets.token_hex(8))
        click.echo(f"{told}, left to the server that is running.")
    else:
        click.echo(f"{told}, {_several(marked, 'person', 'people')} marked.")


def _several(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _mark(folder: DataFolder, found: list[bounces.Report]) -> int:
    if not found:
        return 0
    with folder.changing() as work:
        marked: int = work(lambda site: bounces.note_reports(site, found, now()))
    return marked


def _messages(file: Path) -> Iterator[Message]:
    """One mail, or all of an mbox."""
    with tempfile.NamedTemporaryFile() as copy, click.open_file(str(file), "rb") as given:
        content = given.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise click.ClickException(f"{file}: larger than {LARGEST} bytes")
        copy.write(content)
        copy.seek(0)
        if not content.startswith(b"From "):
            yield message_from_binary_file(copy, policy=policy.compat32)
            return
        box = mailbox.mbox(copy.name, create=False)
        try:
            yield from box
        finally:
            box.close()
