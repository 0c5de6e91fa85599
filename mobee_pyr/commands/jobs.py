"""``mobee jobs``: does what is due, for sites whose server is stopped or whose tree is kept by a database server."""

import click

from mobee_pyr import jobs, moves, settings
from mobee_pyr.alerts import herald, mass
from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.content.node import now
from mobee_pyr.importing import following
from mobee_pyr.mail import bounces, delivery
from mobee_pyr.mail.post import Post
from mobee_pyr.search import Index
from mobee_pyr.slices import Slices


@click.group()
def jobs_() -> None:
    """Do what is due: moves to a new workflow, reminders, dates, deadlines, feeds."""


@jobs_.command()
@data_option
def run(folder: DataFolder) -> None:
    """Do now what is due. The server does the same every hour, by itself."""
    try:
        mobee = settings.read(folder.settings)
        post = delivery.post(mobee)
    except settings.SettingsRefused as error:
        raise click.ClickException(f"{folder.ini}: {error}") from error
    with folder.changing() as work:
        while work(lambda site: moves.go_on(site, post)):
            pass
        sent = work(lambda site: jobs.run(site, post, now(), mobee.reminder_days))
        following.run(work, post, now())
    with folder.database() as db:
        told = _told(Slices(db), Index(folder.index), post)
    with folder.changing() as work:
        post.reporting(lambda outcomes: work(lambda site: bounces.note(site, outcomes, now())))
        post.deliver()
    click.echo(f"{sent} reminder{'s' if sent != 1 else ''} sent, {told} letter{'s' if told != 1 else ''} about what is new.")


def _told(slices: Slices, index: Index, post: Post) -> int:
    """What the server's herald does every ten seconds, and every hour; the index has followed by now."""
    return mass.go_out(slices, post, now()) + herald.published(slices, index, post, now()) + herald.rounds(slices, index, post, now())
