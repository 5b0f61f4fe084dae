"""Every error that the package raises on purpose, and the exit codes of the command.

The tree::

    ExtractorError
    ├── InputError             the input cannot be used; the message names the file and the next step
    │   ├── InputNotFound      no such file
    │   ├── InputNotAllowed    no permission to read it
    │   ├── InputNotAFile      a directory, a device, a socket
    │   ├── InputEmpty         nothing in it
    │   ├── UnsupportedInput   bytes of a kind that no reader knows
    │   ├── DamagedInput       the right kind, but broken
    │   ├── EncryptedInput     needs a password
    │   ├── PageNotFound       it has no page of that number
    │   └── LimitExceeded      larger than a limit of `Options` allows
    ├── OutputError            the result cannot be written
    ├── ModelError             a model is missing, damaged or not trusted
    ├── TrainingError          the training data cannot be used
    │   └── ModelWorse         the model that was trained is worse than the one it would replace
    ├── BatchError             a batch cannot be run: no worker starts, no cluster answers
    └── MissingDependency      an extra is not installed, or a program is not there
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command's exit status says. The numbers are stable."""

    OK = 0
    FAILURE = 1
    USAGE = 2
    PARTIAL = 3
    """Some inputs gave records, some could not be read, or were read in part."""
    FAILED = 4
    """No input could be read."""
    OUTPUT = 5
    """The result could not be written."""
    MISSING_DEPENDENCY = 6
    MODEL = 7
    INTERRUPTED = 130


class ExtractorError(Exception):
    """Base of all errors raised on purpose. `code` is stable, `exit_code` is what the command returns."""

    code = "error"
    exit_code = ExitCode.FAILURE


class InputError(ExtractorError):
    """The input cannot be used."""

    code = "input"
    exit_code = ExitCode.FAILED


class InputNotFound(InputError):
    """There is no file of that name."""

    code = "input-not-found"


class InputNotAllowed(InputError):
    """The file may not be read by this user."""

    code = "input-not-allowed"


class InputNotAFile(InputError):
    """The name is that of a directory or a device."""

    code = "input-not-a-file"


class InputEmpty(InputError):
    """The file has no content."""

    code = "input-empty"


class UnsupportedInput(InputError):
    """The bytes are of a kind that no reader knows."""

    code = "input-unsupported"


class DamagedInput(InputError):
    """The file is of a known kind, but broken."""

    code = "input-damaged"


class EncryptedInput(InputError):
    """The file needs a password."""

    code = "input-encrypted"


class PageNotFound(InputError):
    """The input has no page of that number; the message says how many there are."""

    code = "page-not-found"


class LimitExceeded(InputError):
    """The input is larger than a limit in `Options` allows; the message names the option."""

    code = "limit-exceeded"


class OutputError(ExtractorError):
    """The result cannot be written; nothing was left half-written."""

    code = "output"
    exit_code = ExitCode.OUTPUT


class ModelError(ExtractorError):
    """A model is missing, damaged, or of a kind that is never loaded (a pickle)."""

    code = "model"
    exit_code = ExitCode.MODEL


class TrainingError(ExtractorError):
    """The training data cannot be used."""

    code = "training"


class ModelWorse(TrainingError):
    """A model that was trained is worse on known forms than the one it would replace; it was not written."""

    code = "model-worse"
    exit_code = ExitCode.MODEL


class BatchError(ExtractorError):
    """A batch cannot be run at all: no worker starts, or no cluster answers. What was committed stays."""

    code = "batch"


class MissingDependency(ExtractorError):
    """An optional package or program is not installed; the message says how to install it."""

    code = "missing-dependency"
    exit_code = ExitCode.MISSING_DEPENDENCY
