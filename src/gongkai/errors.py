"""What goes wrong because of an input, said so that a person can mend it."""

from __future__ import annotations

from pathlib import Path


class InputError(Exception):
    """Something given to us cannot be used: a file, a parameter, a reference.

    Carries where it is (`place`), what is wrong (`problem`) and what to do (`remedy`),
    all three in Chinese because the reader is the analyst. `others` holds further
    problems found in the same input, so that one pass over a file reports them all.
    """

    def __init__(
        self, place: str, problem: str, remedy: str, others: tuple[InputError, ...] = ()
    ) -> None:
        self.place = place
        self.problem = problem
        self.remedy = remedy
        self.others = others
        super().__init__(place, problem, remedy)

    def __str__(self) -> str:
        """Return `place：problem。remedy。`, one line per problem."""
        own = f"{self.place}：{self.problem}。{self.remedy}。"
        return "\n".join([own, *map(str, self.others)])

    def _render_traceback_(self) -> list[str]:
        """In a notebook show the sentence alone: IPython asks an exception for its look."""
        return str(self).split("\n")

    @classmethod
    def of_many(cls, errors: list[InputError]) -> InputError:
        """Join the problems of one input into a single error, first one in front."""
        flat = [part for error in errors for part in (error, *error.others)]
        first = flat[0]
        return cls(first.place, first.problem, first.remedy, tuple(flat[1:]))


def place_in(path: Path, line: int | None = None, address: str = "") -> str:
    """Say where in a file something stands: `data/x/2020.toml 第12行 requests/received/total`."""
    parts = [str(path)]
    if line is not None:
        parts.append(f"第{line}行")
    if address:
        parts.append(address)
    return " ".join(parts)
