"""A function from the reader's own file, and which line of it raised what."""

import inspect
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from ravine.errors import DataError, SettingError


def read_function(where: str) -> Callable[..., Any]:
    """The function that "mine.py:gradient" names; "mine.py" alone names `gradient`.

    The file is run as an import would run it: it is the reader's own code, and was named to be run.

    Raises:
        DataError: when the file can't be read or run.
        SettingError: when it has no such function.
    """
    path, name = (where, "gradient") if where.endswith(".py") else where.rpartition(":")[::2]
    if not path.endswith(".py") or not name.isidentifier():
        raise SettingError("check-where", got=where)
    file = Path(path)
    if not file.is_file():
        raise DataError("check-file-missing", file=path)
    module = _run(file)
    if not callable(found := getattr(module, name, None)):
        own = [key for key, value in vars(module).items() if inspect.isfunction(value)]
        raise SettingError("check-no-function", file=file.name, name=name, known=", ".join(own) or "none")
    return found


def line_of(fault: BaseException, code: CodeType | str | None) -> int:
    """Which line of the file that `code` is from was being run when `fault` was raised; 0 if none."""
    file = code.co_filename if isinstance(code, CodeType) else code
    if isinstance(fault, SyntaxError) and fault.filename == file:
        return fault.lineno or 0
    lines = [line or 0 for frame, line in traceback.walk_tb(fault.__traceback__) if _file(frame) == file]
    return lines[-1] if lines else 0


def sentence(fault: BaseException) -> str:
    """What was raised, on one line: ValueError: shapes (3,) and (2,) not aligned."""
    message = fault.msg if isinstance(fault, SyntaxError) else str(fault)
    lines = message.strip().splitlines()
    return f"{type(fault).__name__}{f': {lines[0][:300]}' if lines else ''}"


def _file(frame: Any) -> str:
    return frame.f_code.co_filename


def _run(file: Path) -> ModuleType:
    name = f"_ravine_reader_{file.stem}"
    spec = spec_from_file_location(name, file.absolute())
    if spec is None or spec.loader is None:
        raise DataError("check-file-missing", file=str(file))
    sys.modules[name] = module = module_from_spec(spec)  # where its classes will say they are from
    try:
        with _imports_from(file.absolute().parent):
            spec.loader.exec_module(module)
    except (Exception, SystemExit) as fault:
        del sys.modules[name]
        line = line_of(fault, str(file.absolute()))
        raise DataError("check-file-raises", file=file.name, line=line, fault=sentence(fault)) from fault
    return module


@contextmanager
def _imports_from(folder: Path) -> Iterator[None]:
    """Within the block, files of `folder` can be imported, and nothing is written beside them."""
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        sys.dont_write_bytecode = before
