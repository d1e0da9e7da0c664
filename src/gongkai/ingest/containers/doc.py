"""Legacy DOC and ODF documents, converted by LibreOffice where it is installed."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.errors import InputError

_PROGRAMS = ("soffice", "libreoffice")
_REMEDY = "请用 Word 或 WPS 打开，另存为 DOCX 后再读取"
_SECONDS = 10.0
_MEMORY = 3 << 30
_FILE_SIZE = 128 << 20


def converted(data: bytes, name: str, to: str = "docx", seconds: float = _SECONDS) -> bytes:
    """Return a legacy document (DOC, RTF, Word XML, ODT; XLS, ODS to `xlsx`) in a newer format.

    LibreOffice runs with a private profile and folder, without macros, under limits; it is
    not to be called inside a bounded worker, whose memory would be too small for it.

    Raises:
        InputError: LibreOffice is not there, takes too long, or cannot read the file.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise InputError(name, "旧格式的文档需要 LibreOffice 才能转换，这台机器没有安装", _REMEDY)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        return _run(program, data, name, to, seconds, Path(folder))


def _run(program: str, data: bytes, name: str, to: str, seconds: float, folder: Path) -> bytes:
    source = folder / f"document.{'xls' if to == 'xlsx' else 'doc'}"
    source.write_bytes(data)
    process = subprocess.Popen(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            *("--convert-to", to, "--outdir", str(folder / "out"), str(source)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(folder),
        cwd=folder,
        start_new_session=True,
    )
    try:
        _limit(process.pid)
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise InputError(name, f"转换了{seconds:g}秒还没有完成，已停止", _REMEDY) from error
    finally:
        _end(process)
    made = folder / "out" / f"document.{to}"
    if not made.is_file():
        raise InputError(name, "LibreOffice 打不开这份文档，可能已损坏或设了密码", _REMEDY)
    return made.read_bytes()


def _environment(folder: Path) -> dict[str, str]:
    """The least that LibreOffice needs; its home is the private folder."""
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ}
    return kept | {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}


def _limit(pid: int) -> None:
    """Bound memory and files of the started program; it has not begun to read yet."""
    if not hasattr(resource, "prlimit"):
        return
    for what, bound in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_FSIZE, _FILE_SIZE)):
        with contextlib.suppress(PermissionError, ProcessLookupError, ValueError):
            resource.prlimit(pid, what, (bound, bound))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and all it started: they are one session of their own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
