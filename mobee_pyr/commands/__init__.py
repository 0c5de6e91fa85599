"""The command ``mobee``: everything one does with a site from a shell. Each command is imported when it is called."""

import warnings
from importlib import import_module

import click

COMMANDS = {
    "init": ("setting_up", "Make a new site."),
    "serve": ("serving", "Serve a site."),
    "demo": ("demonstration", "Fill a demonstration site."),
    "network": ("networks", "Add networks."),
    "user": ("users", "Add people, give them passwords and roles."),
    "import": ("imports", "Bring in organisations, missions or a whole network from a file."),
    "export": ("exports", "Write a network into a file that another site reads."),
    "search": ("searching", "Search as the bourse does."),
    "workflow": ("workflows", "Check and draw workflows."),
    "index": ("index", "Rebuild the search index, or look at it."),
    "evolve": ("evolution", "Bring the tree up to date with the program."),
    "check": ("checking", "Walk the tree and list what is inconsistent."),
    "backup": ("backups", "Copy a site into one file, while it is served."),
    "restore": ("backups", "Make a site from a backup."),
    "pack": ("packing", "Drop from the disk what was deleted."),
    "convert": ("conversion", "Move the tree to PostgreSQL, or back."),
    "acl": ("access", "Show who may do what with a node."),
    "why": ("access", "Say why somebody may or may not do something."),
    "mail": ("mail", "Tell what became of the mails that were sent."),
    "jobs": ("jobs", "Do what is due: reminders, dates, deadlines."),
}
"""Name → (module, what the list of commands says)."""


class Commands(click.Group):
    """Knows its commands by name and imports only the one that is called, so that ``mobee --help`` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)  # Pyramid 2.1 still imports it
        module = import_module(f"mobee_pyr.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_")
        return command

    def invoke(self, ctx: click.Context) -> object:
        """What the system refuses (a full disk, somebody else's folder) is told in words too."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise click.ClickException(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, meaning) for name, (_module, meaning) in COMMANDS.items()])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mobee", prog_name="mobee")
def cli() -> None:
    """mobee: networks in which organisations ask for means and companies and volunteers answer.

    Every command works on the site kept in one folder: --data DIR, else the environment variable MOBEE_DATA, else ./var.

    Exit codes: 0 done, 1 a fault was found or the command was refused, 2 it was called wrongly.
    """
