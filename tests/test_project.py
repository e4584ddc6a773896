"""What the project's own files say of each other."""

import re
import subprocess
import tomllib

import pytest

import analysis
from analysis import paths

PROJECT = tomllib.loads((paths.KIT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TRACKED = (
    subprocess.run(["git", "ls-files", "-z"], cwd=paths.KIT, capture_output=True, check=False).stdout.decode().split("\0")[:-1]
)


def _read(name):
    return (paths.KIT / name).read_text(encoding="utf-8")


def test_conda_installs_what_pip_does():
    listed = re.findall(r"^      - (.+)$", _read("environment.yml"), re.MULTILINE)
    assert sorted(listed) == sorted([*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"], "-e ."])
    assert f"python{PROJECT['requires-python']}" in _read("environment.yml")


def test_the_lock_pins_every_dependency_with_hashes_and_names_no_address():
    lock = _read("requirements.lock")
    pinned = re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE)
    wanted = {
        re.match(r"[A-Za-z0-9-]+", line)[0].lower() for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]
    }
    assert wanted <= set(pinned)
    assert len(re.findall(r"--hash=sha256:", lock)) >= len(pinned)
    assert "://" not in lock
    assert "index" not in "".join(re.findall(r"^-.*$", lock, re.MULTILINE))


def test_the_version_is_the_same_everywhere():
    assert PROJECT["version"] == analysis.__version__
    assert f"version: {analysis.__version__}\n" in _read("CITATION.cff")
    assert re.search(r"^## (.+)$", _read("CHANGELOG.md"), re.MULTILINE)[1] == analysis.__version__


def test_nothing_is_a_symbolic_link_and_no_name_is_trouble_on_windows():
    if not TRACKED:
        pytest.skip("not a git checkout")
    assert [name for name in TRACKED if (paths.KIT / name).is_symlink()] == []
    assert [name for name in TRACKED if re.search(r'[<>:"|?*\\]|[ .]$', name)] == []
    assert len({name.lower() for name in TRACKED}) == len(TRACKED)


def test_files_are_read_and_written_in_an_encoding_that_is_named():
    code = [path for folder in ("src", "tests", "benchmarks") for path in (paths.KIT / folder).rglob("*.py")]
    unnamed = re.compile(r"\.(?:read|write)_text\((?!.*encoding)")
    assert [path.name for path in code if unnamed.search(path.read_text(encoding="utf-8"))] == []
