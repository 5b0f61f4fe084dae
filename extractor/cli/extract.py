"""`extractor extract`: files in, records out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import ExitCode, InputError, MissingDependency
from ..options import Options
from ..records import Issue
from .limits import limits_option
from .progress import progress
from .shared import model_option, ocr_option, quiet_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..options import EngineName
    from ..records import Project


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    projects: list[Project] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    read: int = 0
    partial: int = 0
    """Of those read, how many were read in part."""
    failed: int = 0
    missing: int = 0
    """Of those that failed, how many for want of an extra or a program."""

    @property
    def exit_code(self) -> ExitCode:
        """OK if every input was read whole, PARTIAL if some were or in part; if none was, FAILED or what was wanting."""
        if not self.failed and not self.partial:
            return ExitCode.OK
        if self.read:
            return ExitCode.PARTIAL
        return ExitCode.MISSING_DEPENDENCY if self.missing == self.failed else ExitCode.FAILED


@click.command("extract", context_settings={"show_default": True})
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Result; its ending chooses the form: .jsonl, .csv,"
              " .xlsx, .parquet, .sqlite. Without it JSON Lines go to standard output.")  # fmt: skip
@model_option
@ocr_option
@limits_option
@quiet_option
def command(
    inputs: tuple[Path, ...],
    output: Path | None,
    model: str | None,
    ocr: EngineName,
    limits: dict[str, Any],
    quiet: bool,
) -> int:
    """Turn INPUTS (text dumps, PDF, Word, Excel, HTML, scans) into one record for each 绩效目标表."""
    if output is not None:
        from ..export import check_output  # noqa: PLC0415

        check_output(output)
    tally = Tally()
    for path in _progress(inputs, quiet):
        _one(path, Options(model=model, ocr=ocr, **limits), tally)
    _write(tally, output)
    if not quiet:
        _summary(tally, output)
    return tally.exit_code


def _progress(inputs: tuple[Path, ...], quiet: bool) -> Iterator[Path]:
    """The inputs, with a bar where someone is looking."""
    with progress(len(inputs), quiet) as advance:
        for path in inputs:
            yield path
            advance()


def _one(path: Path, options: Options, tally: Tally) -> None:
    from ..pipeline import extract  # noqa: PLC0415

    try:
        found = extract(path, options)
    except (InputError, MissingDependency) as error:
        tally.failed += 1
        tally.missing += isinstance(error, MissingDependency)
        tally.issues.append(Issue(code=error.code, severity="error", message=str(error)))
        click.echo(f"extractor: {error}", err=True)
        return
    tally.read += 1
    tally.partial += any(issue.severity == "warning" for issue in found.issues)
    tally.projects += found.projects
    tally.issues += found.issues
    for issue in found.issues:
        click.echo(f"extractor: {issue.message}", err=True)


def _write(tally: Tally, output: Path | None) -> None:
    if output is None:
        for project in tally.projects:
            click.echo(project.to_json())
    elif tally.read:
        from ..export import write  # noqa: PLC0415

        write(tally.projects, output, issues=tally.issues)


def _summary(tally: Tally, output: Path | None) -> None:
    """A few lines on standard error: how much, how sure, and where it went."""
    indicators = [indicator for project in tally.projects for indicator in project.indicators]
    repairs = sum(len(project.repairs) for project in tally.projects)
    issues = [issue for project in tally.projects for issue in project.issues]
    warnings = sum(issue.severity != "info" for issue in issues)
    doubtful = sum(indicator.confidence < 0.9 for indicator in indicators)
    click.echo(
        f"{len(tally.projects)} tables, {len(indicators)} indicators ({doubtful} doubtful), {repairs} repairs, "
        f"{warnings} warnings and {len(issues) - warnings} notes; {tally.read} files read, {tally.failed} failed",
        err=True,
    )
    if output is not None and tally.read:
        click.echo(f"written to {output}", err=True)
