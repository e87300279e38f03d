"""What theory of either kind has in common: it tells itself in words, in a terminal and in a notebook."""

from typing import Any

from ravine.typeset import as_html, as_text
from ravine.words import speaking


class Told:
    """Theory that `report` lays out as sections."""

    def text(self, lang: str | None = None) -> str:
        """The numbers in words and tables."""
        with speaking(lang):
            return as_text(self._sections())

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return as_html(self._sections())

    def _sections(self) -> Any:
        from ravine.report.theories import theory_sections  # lies above this file, as a convenience may

        return theory_sections(self)  # type: ignore[arg-type]
