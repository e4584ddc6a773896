"""The pack for a class, without downloading."""

import platform
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from analysis import pack, paths
from analysis.errors import UserError

LOCK = (paths.KIT / "requirements.lock").read_text(encoding="utf-8")
PINS = pack.locked(LOCK)


def _needed(name, python="3.12"):
    return {pin.name for pin in pack.needed(PINS, pack._dependencies(), name, python)}


def _installed(name, extras=frozenset(), seen=None):
    """What a package needs on this machine, as the packages that are installed say themselves."""
    seen = seen if seen is not None else set()
    for line in distribution(name).requires or []:
        wanted = Requirement(line)
        fits = any(wanted.marker is None or wanted.marker.evaluate({"extra": extra}) for extra in ("", *extras))
        key = (wanted.name.lower().replace("_", "-").replace(".", "-"), frozenset(wanted.extras))
        if fits and key not in seen:
            seen.add(key)
            _installed(key[0], key[1], seen)
    return {name for name, _ in seen}


def test_every_package_of_the_lock_is_read():
    assert [pin.name for pin in PINS] == re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE)
    assert all(pin.hashes and pin.via for pin in PINS)
    assert sum(len(pin.hashes) for pin in PINS) == LOCK.count("--hash=")


@pytest.mark.skipif((sys.platform, platform.machine()) != ("linux", "x86_64"), reason="the packages of Linux are compared")
def test_what_is_needed_is_what_the_installed_packages_say():
    mine = {name.replace("_", "-").replace(".", "-") for name in _needed("manylinux_x86_64", "{}.{}".format(*sys.version_info))}
    assert mine == _installed("goftman")


@pytest.mark.parametrize(
    ("name", "own", "others"),
    [("win_amd64", {"colorama", "pywinpty"}, {"appnope", "pexpect"}), ("macosx_arm64", {"appnope", "pexpect"}, {"pywinpty"}),
     ("macosx_x86_64", {"appnope"}, {"colorama"}), ("manylinux_x86_64", {"pexpect"}, {"appnope", "pywinpty"})],
)  # fmt: skip
def test_a_platform_gets_its_own_packages_and_none_that_only_developers_need(name, own, others):
    found = _needed(name)
    assert own <= found
    assert not found & (others | {"pytest", "ruff", "sphinx", "distributed", "playwright", "hatchling"})
    assert {"numpy", "pandas", "matplotlib", "jupyterlab", "hazm"} <= found


@pytest.fixture
def downloads(monkeypatch):
    """Plays pip: packages named in `none` have no wheel, those in `source` can be made from source; what was asked stays."""
    asked, none, source = [], {"flashtext", "old-one"}, {"flashtext"}

    def run(command, cwd=None, fails=False):
        asked.append(command)
        wanted = Path(command[-1]).read_text(encoding="utf-8").splitlines()
        lost = [line.split("==")[0] for line in wanted if line.split("==")[0] in none]
        if "download" in command:
            return f"ERROR: No matching distribution found for {lost[0]}==2.7" if lost else ""
        folder = Path(command[command.index("-w") + 1])
        folder.mkdir()
        kind = "py3-none-any" if lost[0] in source else "cp312-cp312-linux_x86_64"
        (folder / f"{lost[0].replace('-', '_')}-2.7-{kind}.whl").write_bytes(b"")
        return ""

    monkeypatch.setattr(pack, "_run", run)
    return asked


def test_a_package_without_a_wheel_is_made_if_pure_and_else_named(downloads, tmp_path):
    (tmp_path / "wheels").mkdir()
    pins = [pack.Pin(name, "2.7", "", ("sha256:00",), frozenset()) for name in ("numpy", "flashtext", "old-one")]
    assert pack._wheels(["pip"], pins, "win_amd64", "3.12", tmp_path / "wheels") == ["old-one"]
    assert [path.name for path in (tmp_path / "wheels").iterdir()] == ["flashtext-2.7-py3-none-any.whl"]
    assert downloads[0][downloads[0].index("--platform") + 1] == "win_amd64"
    assert all("--require-hashes" in command for command in downloads)


def test_a_download_that_fails_for_another_reason_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(pack, "_run", lambda *_, **__: "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n")
    with pytest.raises(UserError, match="cannot download the packages: ERROR: THESE PACKAGES DO NOT MATCH"):
        pack._wheels(["pip"], PINS[:1], "win_amd64", "3.12", tmp_path / "wheels")


def test_a_pack_holds_the_kit_without_any_answer(monkeypatch, tmp_path):
    pytest.importorskip("hatchling", reason="the kit's wheel is made by hatchling, which requirements.lock has")
    monkeypatch.setattr(pack, "_pip", lambda folder: [])
    monkeypatch.setattr(pack, "_wheels", lambda *_: ["argon2-cffi"])
    said = []
    missing = pack.make(tmp_path / "class.zip", platforms=["win_amd64"], say=said.append)
    assert missing == {("win_amd64", "3.12"): ["argon2-cffi"]}
    assert "without a wheel: argon2-cffi" in said[-1]
    with zipfile.ZipFile(tmp_path / "class.zip") as archive:
        archive.extractall(tmp_path)
    top = tmp_path / "goftman-class"
    assert {"install.py", "start.py", "README.txt", "notebooks", "practice", "packages", "wheels"} == {
        p.name for p in top.iterdir()
    }
    listed = (top / "packages" / "win_amd64-3.12.txt").read_text(encoding="utf-8").split()
    assert "goftman" in listed
    assert "argon2-cffi" not in {line.split("==")[0] for line in listed}
    with zipfile.ZipFile(next((top / "wheels").glob("goftman-*.whl"))) as wheel:
        wheel.extractall(tmp_path / "kit")
    kit = tmp_path / "kit" / "analysis" / "kit"
    assert (kit / "data" / "exercises.csv").is_file()
    assert len(list((kit / "data" / "practice" / "articles").iterdir())) == 36
    for folder in (top, tmp_path / "kit"):
        assert [path.name for path in folder.rglob("*") if path.name.startswith("plan") or path.name == "DESIGN.md"] == []
        for notebook in folder.rglob("*.ipynb"):
            assert '"solution"' not in notebook.read_text(encoding="utf-8")
    pack.make(tmp_path / "class.zip", platforms=["win_amd64"], say=said.append)  # a pack may be made anew


def test_a_pack_is_never_written_over_another_file(tmp_path):
    (tmp_path / "class.zip").write_bytes(b"mine")
    with pytest.raises(UserError, match="is no class pack: move it away"):
        pack.make(tmp_path / "class.zip")


@pytest.mark.parametrize("options", [{"platforms": ["amiga"]}, {"pythons": ["2.7"]}])
def test_a_platform_or_python_that_cannot_be_packed_for_is_named_with_those_that_can(options, tmp_path):
    with pytest.raises(UserError, match=r"no pack can be made for (amiga; there are win_amd64|2.7; there are 3.12, 3.13)"):
        pack.make(tmp_path / "class.zip", **options)


def test_a_pack_for_other_machines_says_for_which_it_is(tmp_path):
    shutil.copytree(pack.TEMPLATES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / "amiga-3.12.txt").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, tmp_path / "install.py"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert re.fullmatch(r"This pack has nothing for \S+ under Python 3.\d+. It has: amiga-3.12. .+\n", done.stderr)
    assert not (tmp_path / "venv").exists()


def test_to_start_what_is_not_installed_says_what_to_run(tmp_path):
    shutil.copytree(pack.TEMPLATES, tmp_path, dirs_exist_ok=True)
    done = subprocess.run([sys.executable, tmp_path / "start.py"], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stderr == "Nothing is installed yet. Run first: python install.py\n"
