"""Install goftman beside this file, without internet: python install.py. It needs Python 3.12 or 3.13 and nothing else."""

import platform
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLATFORMS = {
    ("win32", "AMD64"): "win_amd64",
    ("darwin", "arm64"): "macosx_arm64",
    ("darwin", "x86_64"): "macosx_x86_64",
    ("linux", "x86_64"): "manylinux_x86_64",
}


def main():
    """Make the environment venv and put the packages into it."""
    version = "{}.{}".format(*sys.version_info)
    here = PLATFORMS.get((sys.platform, platform.machine()), f"{sys.platform}_{platform.machine()}")
    packages = HERE / "packages" / f"{here}-{version}.txt"
    if not packages.is_file():
        packed = ", ".join(sorted(path.stem for path in packages.parent.glob("*.txt")))
        sys.exit(f"This pack has nothing for {here} under Python {version}. It has: {packed}. Run install.py with such a Python.")
    try:
        venv.create(HERE / "venv", clear=True, with_pip=True)
    except subprocess.CalledProcessError:
        sys.exit("This Python cannot make environments: on Debian or Ubuntu, install the package python3-venv.")
    python = HERE / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wheels = ["--no-index", "--no-deps", "--find-links", str(HERE / "wheels")]
    done = subprocess.run([python, "-m", "pip", "install", "--isolated", "--quiet", *wheels, "-r", str(packages)], check=False)
    if done.returncode:
        sys.exit("The packages could not be installed; the lines above say why.")
    print("Installed. Open the notebooks with: python start.py")


if __name__ == "__main__":
    main()
