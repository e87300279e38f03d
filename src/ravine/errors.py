"""What went wrong, in one sentence: where, what was expected, what was found, what to do next."""

from typing import Any

from ravine.words import say


class RavineError(ValueError):
    """Input that can't be used. `key` names its text in the catalogue, `values` are put in.

    The text is made when it is read, in the language of that moment.
    """

    def __init__(self, key: str, /, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return say(self.key, **self.values)


class DataError(RavineError):
    """A file, a table or an array whose contents can't be used."""


class ShapeError(RavineError):
    """An array of the wrong shape."""


class SettingError(RavineError):
    """An argument or option that can't be used: lr = -1, a gradient scale nobody knows."""
