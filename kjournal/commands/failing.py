"""How a command that cannot go on says so: a sentence for what is not our fault, a report file for what is."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys

import kjournal
from kjournal.commands.opening import Stop
from kjournal.words import _

FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
DISK = ("SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
FAILING = {
    errno.EIO,
    errno.ENXIO,
    errno.ENODEV,
    errno.EBUSY,
    errno.ETIMEDOUT,
    getattr(errno, "ESTALE", errno.EIO),
}
IN_THE_WAY = {errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENOTEMPTY, errno.ELOOP}
AT_ITS_LIMIT = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN}
LOCKED_AWAY = {errno.EACCES, errno.EPERM, errno.EROFS}


def explain(error: Exception) -> tuple[str, int]:
    """One sentence that says what to do, and the exit code."""
    if isinstance(error, Stop):
        return str(error), error.code
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_FULL" or (isinstance(error, OSError) and error.errno in FULL):
        return _("the disk is full{where}; the last feeds and pages stay").format(where=_where(error)), 1
    if name.startswith(DISK):
        return _("the disk refuses the index: {reason}; the last feeds and pages stay").format(
            reason=error
        ), 1
    if isinstance(error, OSError) and error.errno in LOCKED_AWAY:
        sentence = _("the system does not allow it{where}: {reason}")
        return sentence.format(where=_where(error), reason=error.strerror), 1
    if isinstance(error, OSError) and error.errno in FAILING:
        sentence = _("the disk or the network folder fails{where}: {reason}; the last feeds and pages stay")
        return sentence.format(where=_where(error), reason=error.strerror), 1
    if isinstance(error, OSError) and error.errno in IN_THE_WAY:
        sentence = _(
            "something else stands where a file or folder of ours belongs{where}: {reason}; move it away"
        )
        return sentence.format(where=_where(error), reason=error.strerror), 1
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in AT_ITS_LIMIT):
        reason = getattr(error, "strerror", None) or os.strerror(errno.ENOMEM)
        sentence = _(
            "the system is at its limit: {reason}; end other programs, or raise the limit, and try again"
        )
        return sentence.format(reason=reason), 1
    return _report(error), 3


def _where(error: Exception) -> str:
    name = getattr(error, "filename", None) or (_("the index") if isinstance(error, sqlite3.Error) else "")
    return f" ({name})" if name else ""


def _report(error: Exception) -> str:
    """Our own failure: the traceback goes into a file."""
    import tempfile
    import traceback

    text = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="kjournal-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.write(f"kjournal {kjournal.__version__}, Python {sys.version}, {sys.platform}\n\n{text}")
    except OSError:
        return text
    sentence = _("this is our mistake, not yours: {error}. Please send us {path}")
    return sentence.format(error=str(error) or type(error).__name__, path=file.name)
