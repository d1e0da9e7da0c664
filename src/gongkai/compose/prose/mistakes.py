"""What can be wrong with one expression, before it is known where the expression stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

A = TypeVar("A")
T = TypeVar("T")


class Mistake(NamedTuple):
    """What is wrong and what to do, in Chinese."""

    problem: str
    remedy: str


class ExpressionError(Exception):
    """One expression cannot be said; `mistakes` are all the reasons found."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.mistakes: tuple[Mistake, ...] = (Mistake(problem, remedy),)
        super().__init__(problem, remedy)

    @classmethod
    def of_many(cls, mistakes: Iterable[Mistake]) -> ExpressionError:
        """Join mistakes, each said once."""
        unique = tuple(dict.fromkeys(mistakes))
        error = cls(*unique[0])
        error.mistakes = unique
        return error


def for_each(step: Callable[[A], T], items: Iterable[A]) -> list[T]:
    """Do the step for every item, also after one has failed, so that all mistakes are known.

    Raises:
        ExpressionError: with the mistakes of all the items that failed.
    """
    results: list[T] = []
    mistakes: list[Mistake] = []
    for item in items:
        try:
            results.append(step(item))
        except ExpressionError as error:
            mistakes += error.mistakes
    if mistakes:
        raise ExpressionError.of_many(mistakes)
    return results
