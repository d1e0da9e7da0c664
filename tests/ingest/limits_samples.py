"""Readers that misbehave; alone in a module, for a worker imports it."""

from __future__ import annotations

import os
from pathlib import Path


def endless(data: bytes, name: str) -> str:
    while data:
        pass
    return name


def deadly(data: bytes, name: str) -> str:
    os.abort()


def greedy(data: bytes, name: str) -> str:
    return (data * (1 << 30)).decode()


def writing(data: bytes, name: str) -> str:
    Path(data.decode()).write_bytes(b"0" * 100)
    return name
