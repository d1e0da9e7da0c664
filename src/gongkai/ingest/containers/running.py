"""What is said of running heads and feet, from whatever container they were left out."""

from __future__ import annotations

from collections.abc import Sequence

_SHOWN = 40


def about_running(texts: Sequence[str]) -> list[str]:
    """Say in Chinese what was left out as running heads."""
    short = [text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……" for text in texts]
    return [f"页眉或页脚“{text}”没有读入" for text in dict.fromkeys(short)]
