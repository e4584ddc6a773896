"""Open the student notebooks in JupyterLab: python start.py, after python install.py."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = HERE / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

if __name__ == "__main__":
    if not PYTHON.is_file():
        sys.exit("Nothing is installed yet. Run first: python install.py")
    made = {"GOFTMAN_OUT": str(HERE), "GOFTMAN_CACHE": str(HERE / "cache")}  # what is made stays in this folder
    lab = [PYTHON, "-m", "jupyterlab", str(HERE / "notebooks"), *sys.argv[1:]]
    sys.exit(subprocess.run(lab, env={**os.environ, **made}, check=False).returncode)
