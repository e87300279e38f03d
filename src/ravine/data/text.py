"""Text that holds a table: its encoding, its separator, and where its rows and cells are.

The grammar is RFC 4180's and nothing looser: a cell that begins with a quotation mark ends with one,
marks inside it are doubled, and no other cell holds any. So whether a byte is inside a quoted cell is
the parity of the marks before it, and a whole file is checked in a few NumPy passes.
"""

import re
from functools import cached_property
from itertools import pairwise

import numpy as np

from ravine.errors import DataError, SettingError

Array = np.ndarray

SEPARATORS = (",", "\t", ";", "|")
_QUOTE, _NEWLINE, _RETURN = b'"\n\r'
_SAMPLE = 1 << 20  # bytes: enough of a file to tell its separator
_LOOKS_LIKE_A_NUMBER = re.compile(r"\s*[-+]?[\d.,]*\d[\d.,]*(e[-+]?\d+)?\s*", re.IGNORECASE | re.ASCII)
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


def decode(raw: bytes, file: str, encoding: str | None = None) -> bytes:
    """The same text in UTF-8, without a byte order mark, a line feed at the end of each row but the last.

    Raises:
        SettingError: when Python knows no such encoding.
        DataError: when the bytes aren't text in that encoding.
    """
    try:
        text = raw.decode(encoding or "utf-8").removeprefix("\ufeff").encode()
    except UnicodeError as fault:
        raise _not_text(raw, getattr(fault, "start", 0), file, encoding) from fault
    except (LookupError, TypeError, ValueError) as fault:
        raise SettingError("files-encoding-name", got=encoding) from fault
    if b"\0" in text:
        raise _not_text(raw, raw.find(b"\0"), file, encoding)
    return _line_feeds(text).rstrip(b"\n")


def find_separator(text: bytes, decimal: str) -> str:
    """The separator of the first line that most rows agree with, and that leaves most cells numbers.

    A decimal comma separates nothing, unless cells that hold one are quoted.
    """
    sample = text if len(text) <= _SAMPLE else text[:_SAMPLE].rpartition(b"\n")[0] or text[:_SAMPLE]
    outlines = [Outline(sample, separator) for separator in SEPARATORS]
    possible = [
        outline
        for outline in outlines
        if outline.cells[0] > 1 and (outline.separator != decimal or outline.quotes_separators)
    ]
    if possible:
        return max(possible, key=_plausibility).separator
    return ";" if decimal == "," else ","


class Outline:
    """Where the rows and cells of `text` are.

    cells (m,) counts each row's cells, lines (m,) is the line of the file that each row begins on.
    """

    def __init__(self, text: bytes, separator: str) -> None:
        self.separator = separator
        self._text = text
        self._buffer = np.frombuffer(text, np.uint8)
        self._quotes = np.flatnonzero(self._buffer == _QUOTE)
        self._newlines = np.flatnonzero(self._buffer == _NEWLINE)
        separators = np.flatnonzero(self._buffer == ord(separator))
        self._separators = _outside(self._quotes, separators)
        self.quotes_separators = len(self._separators) < len(separators)
        self.ends = np.append(_outside(self._quotes, self._newlines), len(text))
        self.cells = np.diff(np.searchsorted(self._separators, self.ends), prepend=0) + 1

    @cached_property
    def lines(self) -> Array:
        """The line that each row begins on, counting those inside quoted cells; the first is 1."""
        return self.line(np.append(0, self.ends[:-1] + 1))

    def line(self, position: Array) -> Array:
        """The line that holds the byte at `position`."""
        return np.searchsorted(self._newlines, position) + 1

    def row(self, i: int) -> list[str]:
        """The cells of row `i` as the file means them, without their quotation marks."""
        start, end = (self.ends[i - 1] + 1 if i else 0), self.ends[i]
        first = np.searchsorted(self._separators, start)
        cuts = [start - 1, *self._separators[first : first + self.cells[i] - 1], end]
        cells = [self._text[a + 1 : b].decode(errors="replace") for a, b in pairwise(cuts)]
        return [cell[1:-1].replace('""', '"') if cell.startswith('"') else cell for cell in cells]

    def check_quotes(self, file: str) -> None:
        """Every quoted cell is quoted from its first to its last character.

        Raises:
            DataError: for the first one that isn't.
        """
        opening, closing = self._quotes[::2], self._quotes[1::2]
        allowed = np.array([ord(self.separator), _NEWLINE, _QUOTE])
        # At either end of the file "clip" finds the mark itself, which is allowed, as it should be.
        before = np.isin(self._buffer.take(opening - 1, mode="clip"), allowed)
        after = np.isin(self._buffer.take(closing + 1, mode="clip"), allowed)
        if before.all() and after.all():
            if len(opening) > len(closing):
                raise DataError("files-quote-unclosed", file=file, line=self.line(opening[-1]))
            return
        late, junk = _first_false(before), _first_false(after)
        if junk < late and self.line(opening[junk]) < self.line(closing[junk]):
            raise DataError("files-quote-unclosed", file=file, line=self.line(opening[junk]))
        raise DataError("files-quote-inside", file=file, line=self.line(opening[min(late, junk)]))

    def check_cells(self, file: str) -> None:
        """Every row has as many cells as the first.

        Raises:
            DataError: for the first one that hasn't.
        """
        expected = self.cells[0]
        odd = _first_false(self.cells == expected)
        if odd == len(self.cells):
            return
        where = {"file": file, "line": self.lines[odd]}
        if self.ends[odd] == self.ends[odd - 1] + 1:
            raise DataError("files-row-blank", **where)
        raise DataError("files-row-cells", **where, cells=self.cells[odd], expected=expected)


def _plausibility(outline: Outline) -> tuple[float, float, int]:
    rows = [outline.row(i)[:50] for i in range(1, min(len(outline.cells), 20))]
    cells = [cell for row in rows for cell in row if cell]
    numbers = sum(_LOOKS_LIKE_A_NUMBER.fullmatch(cell) is not None for cell in cells)
    agreeing = np.mean(outline.cells == outline.cells[0])
    return float(agreeing), numbers / max(len(cells), 1), int(outline.cells[0])


def _outside(quotes: Array, positions: Array) -> Array:
    """Those of the positions that are in no quoted cell."""
    return positions[np.searchsorted(quotes, positions) % 2 == 0] if len(quotes) else positions


def _first_false(flags: Array) -> int:
    return len(flags) if flags.all() else int(flags.argmin())


def _line_feeds(text: bytes) -> bytes:
    """Rows that end in CR LF or CR end in LF; what is quoted stays as it is."""
    if b"\r" not in text:
        return text
    buffer = np.frombuffer(text + b"\0", np.uint8).copy()
    returns = _outside(np.flatnonzero(buffer == _QUOTE), np.flatnonzero(buffer == _RETURN))
    paired = buffer[returns + 1] == _NEWLINE
    buffer[returns] = _NEWLINE
    return np.delete(buffer, returns[paired])[:-1].tobytes()


def _not_text(raw: bytes, at: int, file: str, encoding: str | None) -> DataError:
    """What to say of the byte that fits no character, with the encodings in which all of them do."""
    at = min(max(at, 0), len(raw) - 1)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        candidates = ("utf-32", "utf-16")
    else:
        wide = raw.count(0) * 4 >= len(raw)  # separators, digits and line ends have a zero byte in UTF-16
        candidates = ("utf-16-le", "utf-16-be") if wide else ("utf-8", "cp949", "cp1252")
    fitting = [name for name in candidates if name != encoding and _is_text(raw, name)]
    if not fitting:
        return DataError("files-binary", file=file)
    return DataError(
        "files-encoding",
        file=file,
        line=raw.count(b"\n", 0, at) + 1,
        encoding=encoding or "UTF-8",
        byte=f"0x{raw[at]:02X}",
        position=at + 1,
        options=", ".join(f"--encoding {name}" for name in fitting),
    )


def _is_text(raw: bytes, encoding: str) -> bool:
    try:
        text = raw.decode(encoding)
    except UnicodeError:
        return False
    return not _NOT_IN_TEXT.search(text) and any(mark in text for mark in ("\n", *SEPARATORS))


__all__ = ["SEPARATORS", "Outline", "decode", "find_separator"]
