"""The built wheel holds all that the program needs."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_wheel_runs_the_lab_from_anywhere(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(build, check=True)
    (wheel,) = tmp_path.glob("ravine-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = {Path(name) for name in archive.namelist()}
        archive.extractall(tmp_path / "unpacked")
    source = ROOT / "src"
    for pattern in ("*.py", "*.ftl", "*.toml", "py.typed"):
        for file in source.rglob(pattern):
            assert file.relative_to(source) in inside
    # -P and the folder first on the path: the wheel's own files, not this checkout's
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'unpacked')!r}); from ravine.cli import main; "
    code += "import ravine; assert 'unpacked' in ravine.__file__; sys.exit(main(['lab', '--lang', 'ko']))"
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, check=True)
    assert "Epoch    1/10 W: 1.400, Cost: 0.746666" in done.stdout.decode("utf-8")
    assert len(list((tmp_path / "ravine-lab-03").glob("*.png"))) == 7
