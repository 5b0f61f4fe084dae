"""The command `extractor`: one file a command, loaded when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NoReturn

import click

from ..errors import ExitCode, ExtractorError

_COMMANDS = {
    "batch": "turn a folder into an archive, resumable at any moment",
    "doctor": "say which OCR engines, languages and models are there",
    "evaluate": "score a model on held-out forms or on gold records",
    "export": "write an archive's records to a file",
    "extract": "turn files into records",
    "inspect": "draw what was seen on a page over its picture",
    "label": "label the rows of files for a person to correct",
    "models": "list, show and verify models",
    "report": "write an archive's figures and plots as one HTML file",
    "review": "see what is in doubt beside its print, and correct it",
    "schema": "print the JSON Schema of the records",
    "status": "say what became of a batch's inputs",
    "train": "train a model from labelled documents",
}


class _Lazy(click.Group):
    """A group that imports a command's module only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f".{cmd_name}", __name__).command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="extractor")
def cli() -> None:
    """Turn 绩效目标表 (budget performance-target tables) into records that can be traced to the print."""


def main() -> NoReturn:
    """Run the command; every error that is raised on purpose becomes one line and a truthful exit status."""
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(_say("interrupted", ExitCode.INTERRUPTED))
    except KeyboardInterrupt:
        sys.exit(_say("interrupted", ExitCode.INTERRUPTED))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ExtractorError as error:
        sys.exit(_say(str(error), error.exit_code))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ExitCode.OK)
    sys.exit(status if isinstance(status, int) else ExitCode.OK)


def _say(message: str, code: ExitCode) -> int:
    click.echo(f"extractor: {message}", err=True)
    return int(code)
