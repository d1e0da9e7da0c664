"""The versions of what makes the output, for the reviewer and the archive."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version

import gongkai

PACKAGES = ("jinja2", "matplotlib", "nbconvert", "nh3", "pandas", "papermill", "zhplot")


@cache  # each version is looked up in the files of an installed package
def versions() -> Mapping[str, str]:
    """Return the versions of what makes the output."""
    return {
        "gongkai": gongkai.__version__,
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }
