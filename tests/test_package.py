"""The package's front door: names, what they load, how the house is held together."""

import ast
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import ravine

SOURCE = Path(ravine.__file__)
HEAVY = {"torch", "matplotlib", "duckdb", "dask", "sklearn", "starlette", "pandas", "polars", "pyarrow"}


def loaded_after(code: str) -> set[str]:
    """Which heavy packages a fresh process has loaded after running `code`."""
    code = f"import sys\n{code}\nprint('\\n', *sorted({HEAVY} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("name", ravine.__all__)
def test_every_public_name_is_there_and_is_no_files_name(name: str) -> None:
    assert getattr(ravine, name).__doc__
    assert name in dir(ravine)
    assert not (SOURCE.parent / f"{name}.py").exists()
    assert not (SOURCE.parent / name).exists()


def test_type_checkers_see_the_same_names() -> None:
    for node in ast.parse(SOURCE.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.If):
            seen = {
                alias.name: statement.module.removeprefix("ravine.")
                for statement in node.body
                if isinstance(statement, ast.ImportFrom) and statement.module
                for alias in statement.names
            }
            assert seen == ravine._HOMES
            return
    pytest.fail("no TYPE_CHECKING block")


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = ravine.no_such_name  # type: ignore[attr-defined]


def test_importing_it_loads_nothing_heavy() -> None:
    assert loaded_after("import ravine; [getattr(ravine, name) for name in ravine.__all__]") == set()


def test_help_loads_nothing_heavy() -> None:
    assert loaded_after("from ravine.cli import main; main(['--help']); main(['run', '--help'])") == set()


def test_a_run_by_hand_loads_no_torch() -> None:
    code = "import ravine as rv; print(rv.descend([1, 2], [1, 2], optimizer=rv.SGD(0.1), epochs=3))"
    assert loaded_after(code) == set()


def _imported(tree: ast.AST) -> set[str]:
    """The packages that a file imports, anywhere in it."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [
        node.module if isinstance(node, ast.ImportFrom) else one.name for node in found for one in node.names
    ]
    return {str(name).split(".")[0] for name in names}


def test_only_one_file_imports_torch() -> None:
    importing = [
        file.name
        for file in SOURCE.parent.rglob("*.py")
        if "torch" in _imported(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert importing == ["autograd.py"]


def test_the_version_is_that_of_the_installed_package() -> None:
    assert ravine.__version__ == version("ravine")
