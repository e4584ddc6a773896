"""A pack for a class in a room without internet: kit, practice corpus, student notebooks and wheels, installed by one command.

Wheels are downloaded when the pack is made, by pip, from wherever it takes its packages on this machine, in the versions of
requirements.lock and checked against its hashes.
"""

import contextlib
import re
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from itertools import product
from pathlib import Path
from typing import NamedTuple

from . import paths, students
from .errors import UserError

ROOT = "goftman-class"  # the folder that a pack opens to
TEMPLATES = Path(__file__).parent / "classroom"  # what stands at the top of a pack: install.py and its like
PYTHONS = ("3.12", "3.13")
ENTRY = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\\n]+?))? \\\n(?P<hashes>(?: {4}--hash=\S+(?: \\)?\n)+)"
    r" {4}# via(?P<via>(?: \S.*\n)|\n(?: {4}# {3}.*\n)+)",
    re.MULTILINE,
)


class Platform(NamedTuple):
    """A kind of machine; tags: what its wheels may be called, for pip; markers: how Python describes itself there."""

    tags: tuple
    markers: dict


_POSIX = {"os_name": "posix"}
PLATFORMS = {
    "win_amd64": Platform(
        ("win_amd64",), {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"}
    ),
    "macosx_arm64": Platform(
        ("macosx_14_0_arm64",),
        _POSIX | {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
    ),
    "macosx_x86_64": Platform(
        ("macosx_14_0_x86_64",),
        _POSIX | {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "x86_64"},
    ),
    "manylinux_x86_64": Platform(
        (*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)), "manylinux2014_x86_64", "manylinux1_x86_64"),
        _POSIX | {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    ),
}


class Pin(NamedTuple):
    """A package of requirements.lock; via: the packages that want it, in small letters, goftman itself among them."""

    name: str
    version: str
    marker: str
    hashes: tuple
    via: frozenset

    def __str__(self):
        return f"{self.name}=={self.version}" + f" ; {self.marker}" * bool(self.marker)


def locked(text):
    """The packages of a lock file, in its order.

    >>> str(locked("six==1.17.0 ; os_name == 'nt' \\\\\\n    --hash=sha256:00\\n    # via arrow\\n")[0])
    "six==1.17.0 ; os_name == 'nt'"
    """
    found = []
    for entry in ENTRY.finditer(text):
        hashes = tuple(re.findall(r"--hash=(\S+)", entry["hashes"]))
        via = frozenset(re.findall(r"^(?:\s*#\s*|\s*)([\w.-]+)", entry["via"], re.MULTILINE))
        found.append(Pin(entry["name"], entry["version"], entry["marker"] or "", hashes, via))
    return found


def needed(pins, wanted, platform, python):
    """Of some pins those that the packages `wanted` need, directly or by others, on a platform under a Python such as 3.12.

    pins: as `locked` gives them; wanted: names.

    >>> pins = locked("colorama==0.4.6 ; sys_platform == 'win32' \\\\\\n    --hash=sha256:00\\n    # via click\\n")
    >>> [len(needed(pins, ["click"], platform, "3.12")) for platform in ("win_amd64", "macosx_arm64")]
    [1, 0]
    """
    from packaging.markers import Marker

    here = PLATFORMS[platform].markers | {
        "python_version": python, "python_full_version": f"{python}.0",
        "implementation_name": "cpython", "platform_python_implementation": "CPython",
    }  # fmt: skip
    fit = [pin for pin in pins if not pin.marker or Marker(pin.marker).evaluate(here)]
    reached, new = set(), {name.lower() for name in wanted}
    while new:
        reached |= new
        new = {pin.name for pin in fit if pin.via & reached} - reached
    return [pin for pin in fit if pin.name in reached]


def make(path, *, platforms=tuple(PLATFORMS), pythons=("3.12",), say=print):
    """Make a pack, a zip archive, at `path`; returns {(platform, Python): [packages for which there is no wheel]}.

    platforms: names of PLATFORMS; pythons: of PYTHONS; say: is given a line for each step. Raises UserError outside a checkout of
    goftman, for other platforms and Pythons, where something else lies at `path`, and where pip cannot download.
    """
    path = Path(path)
    _refuse(path, platforms, pythons)
    missing = {}
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / ROOT
        shutil.copytree(TEMPLATES, top, ignore=shutil.ignore_patterns("__pycache__"))
        _kit(top)
        say(f"{len(list((top / 'notebooks').glob('*.ipynb')))} student notebooks, the practice corpus and the kit")
        pins, pip = locked((paths.KIT / "requirements.lock").read_text(encoding="utf-8")), _pip(Path(folder) / "pip")
        (top / "packages").mkdir()
        for platform, python in product(platforms, pythons):
            want = needed(pins, _dependencies(), platform, python)
            missing[platform, python] = _wheels(pip, want, platform, python, top / "wheels")
            _list(top / "packages" / f"{platform}-{python}.txt", want, missing[platform, python])
            say(_told(platform, python, want, missing[platform, python]))
        _zip(top, path)
    return missing


def _refuse(path, platforms, pythons):
    if not (paths.KIT / "pyproject.toml").is_file():
        raise UserError(f"{paths.KIT} is no checkout of goftman, of which alone a pack is made: clone it and use make class")
    if path.exists() and not _is_pack(path):
        raise UserError(f"{path} is no class pack: move it away, or write to another file")
    for name, known in [*((name, PLATFORMS) for name in platforms), *((name, PYTHONS) for name in pythons)]:
        if name not in known:
            raise UserError(f"no pack can be made for {name}; there are {', '.join(known)}")


def _is_pack(path):
    with contextlib.suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        return f"{ROOT}/install.py" in archive.namelist()
    return False


def _dependencies():
    """The packages that goftman itself names, without its extras."""
    import tomllib

    project = tomllib.loads((paths.KIT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [re.match(r"[\w.-]+", line)[0] for line in project["dependencies"]]


def _kit(top):
    """Student notebooks and practice corpus to read, and the kit as a wheel, in which there are no solutions either."""
    students.write(top / "notebooks")
    stage = top.parent / "kit"
    stage.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "src", "data"):
        copy = shutil.copytree if (paths.KIT / name).is_dir() else shutil.copy
        copy(paths.KIT / name, stage / name)
    for plan in students.answers(stage / "data" / "practice"):
        plan.unlink()
    shutil.copytree(top / "notebooks", stage / "notebooks")
    shutil.copytree(stage / "data" / "practice", top / "practice")
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(top / "wheels")], cwd=stage)


def _pip(folder):
    """A command that runs pip: that of a new environment, since the kit's own has none."""
    venv.create(folder, with_pip=True)
    return [str(folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"), "-m", "pip"]


def _wheels(pip, pins, platform, python, folder):
    """Download the wheels of some pins; returns the names of those that have none there and cannot be made from their source."""
    missing, tags = [], [part for tag in PLATFORMS[platform].tags for part in ("--platform", tag)]
    while True:
        required = _required(folder.parent / "wanted.txt", [pin for pin in pins if pin.name not in missing])
        options = ["--no-deps", "--only-binary=:all:", "--python-version", python, *tags, "-d", str(folder)]
        done = _run([*pip, "download", "--quiet", *options, *required], fails=True)
        if not done:
            break
        lost = re.search(r"No matching distribution found for ([\w.-]+)==", done)
        if not lost or lost[1] in missing:
            raise UserError(f"pip cannot download the packages: {done.strip().splitlines()[-1]}")
        missing.append(lost[1])
    return [name for name in missing if not _made(pip, next(pin for pin in pins if pin.name == name), folder)]


def _made(pip, pin, folder):
    """Make a wheel of a package that comes as source alone; only one in pure Python is good on other machines."""
    if list(folder.glob(f"{pin.name.replace('-', '_')}-{pin.version}-*-none-any.whl")):
        return True
    required, made = _required(folder.parent / "wanted.txt", [pin]), folder.parent / "made"
    failed = _run([*pip, "wheel", "--quiet", "--no-deps", "-w", str(made), *required], fails=True)
    pure = [] if failed else list(made.glob("*-none-any.whl"))
    for wheel in pure:
        shutil.move(wheel, folder / wheel.name)
    shutil.rmtree(made, ignore_errors=True)
    return bool(pure)


def _required(file, pins):
    """The options that tell pip to take these pins, and what they must be to the byte."""
    lines = [" ".join([f"{pin.name}=={pin.version}", *(f"--hash={sha}" for sha in pin.hashes)]) for pin in pins]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ["--require-hashes", "-r", str(file)]


def _list(file, pins, missing):
    """What install.py installs on a platform: goftman and the pins, but for those that have no wheel there."""
    lines = ["goftman", *(f"{pin.name}=={pin.version}" for pin in pins if pin.name not in missing)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _told(platform, python, pins, missing):
    without = f"; without a wheel: {', '.join(missing)}" if missing else ""
    return f"{platform}, Python {python}: {len(pins) - len(missing)} of {len(pins)} packages{without}"


def _run(command, cwd=None, fails=False):
    """Run a command; returns what it says of its failure, or nothing. Without `fails`, raises UserError then."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if not done.returncode:
        return ""
    if not fails:
        raise UserError(f"{' '.join(command[1:4])} failed: {done.stderr.strip().splitlines()[-1]}")
    return done.stderr


def _zip(top, path):
    """Put a folder into an archive, which replaces the one at `path` when it is whole; wheels are compressed already."""
    half = path.with_name(f".{path.name}.half")
    with zipfile.ZipFile(half, "w") as archive:
        for file in sorted(top.rglob("*")):
            how = zipfile.ZIP_STORED if file.suffix == ".whl" else zipfile.ZIP_DEFLATED
            if file.is_file() and file.name != "wanted.txt":
                archive.write(file, Path(ROOT) / file.relative_to(top), how)
    half.replace(path)
