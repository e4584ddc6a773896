"""JupyterLab in a real browser: a notebook is opened, run, reloaded, and its kernel restarted, as by a reader."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from itertools import count

import nbformat
import pytest

PATIENCE = 180  # seconds that a step may take on a busy machine; each ends as soon as what it waits for is there
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}  # without it, JupyterLab asks which
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},  # cells out of sight are drawn too
}


@contextlib.contextmanager
def jupyterlab(folder):
    """JupyterLab on a free port with a token of its own, quiet, with nobody's settings; gives the address and the token.

    folder: where it keeps its notebooks, settings and log. The environment, PYTHONPATH too, is that of the tests.
    """
    for name, setting in SETTINGS.items():
        (folder / "settings" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "settings" / f"{name}.jupyterlab-settings").write_text(json.dumps(setting), encoding="utf-8")
    (folder / "notebooks").mkdir()
    own = {"CONFIG_DIR": "config", "DATA_DIR": "data", "RUNTIME_DIR": "runtime"}
    own = {f"JUPYTER_{name}": str(folder / place) for name, place in own.items()}
    own |= {f"JUPYTERLAB_{name.upper()}_DIR": str(folder / name) for name in ("settings", "workspaces")}
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0", "--expose-app-in-browser"]
    command = [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={folder / 'notebooks'}"]
    with (folder / "log.txt").open("wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=os.environ | own)
    try:
        yield _said(server, folder)
    finally:
        server.terminate()  # it ends its kernels
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _said(server, folder):
    """What the server says of itself in its runtime file, once it is there: address and token."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        for path in (folder / "runtime").glob("jpserver-*.json"):
            with contextlib.suppress(ValueError):  # it is still being written
                said = json.loads(path.read_text(encoding="utf-8"))
                return f"http://127.0.0.1:{said['port']}", said["token"]
        time.sleep(0.05)
    raise RuntimeError(f"JupyterLab did not start: {(folder / 'log.txt').read_text(encoding='utf-8')[-2000:]}")


@contextlib.contextmanager
def chromium():
    """Chromium, without a window; where it or Playwright is missing, tests skip."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no browser tests: the package playwright is not installed")
    if not CHROMIUM:
        pytest.skip("no browser tests: chromium is not installed (on Debian: apt-get install chromium)")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=PATIENCE * 1000)
        yield browser
        browser.close()


class Notebook:
    """A notebook of some code cells, open in JupyterLab and run from top to bottom.

    page: Playwright's page, for what a reader does and sees. foreign: the addresses beyond this machine that were asked for.
    """

    numbers = count()

    def __init__(self, browser, lab, folder, cells, **options):
        (self.address, token), self.name = lab, f"{next(self.numbers)}.ipynb"
        content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata=KERNEL)
        nbformat.write(content, folder / self.name)
        self.context = browser.new_context(**{"viewport": {"width": 1400, "height": 1200}, "accept_downloads": True} | options)
        self.context.set_default_timeout(PATIENCE * 1000)
        self.foreign, self.page = [], self.context.new_page()
        self.page.on("request", lambda request: self._note(request.url))
        self.page.goto(f"{self.address}/lab/workspaces/{self.name[:-6]}/tree/{self.name}?token={token}")
        self._opened()
        self.run()

    def run(self):
        """Run all cells, and wait for their end and a kernel at rest; a cell that fails fails the test."""
        self._ask("() => jupyterapp.commands.execute('notebook:run-all-cells')")
        self._ask("() => window.kernelAtRest()")
        errors = self.page.evaluate(ERRORS)
        assert not errors, errors

    def restart(self):
        """Restart the kernel: what it knew is forgotten; the page stays as it is."""
        self._ask("() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
        self._ask("() => window.kernelAtRest()")

    def reload(self):
        """Load the page anew, without saving the notebook: its cells are there, their results are not; its kernel lives on."""
        self.page.reload()
        self._opened()

    def _opened(self):
        self.page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.sessionContext")
        self.page.evaluate(AT_REST)
        self._ask("() => jupyterapp.shell.currentWidget.revealed")
        self._ask("() => jupyterapp.shell.currentWidget.sessionContext.ready")
        self._ask("() => window.kernelAtRest()")

    def _ask(self, expression):
        """What a promise of the page gives, within PATIENCE: a page that never answers fails the test."""
        late = f"new Promise((_, late) => setTimeout(() => late(new Error('waited {PATIENCE} s')), {PATIENCE * 1000}))"
        return self.page.evaluate(f"() => Promise.race([({expression})(), {late}])")

    def _note(self, url):
        if not url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:", "about:")):
            self.foreign.append(url)


AT_REST = """() => { window.kernelAtRest = async () => {
    const kernel = () => jupyterapp.shell.currentWidget.sessionContext.session?.kernel;
    while (kernel()?.status !== 'idle') await new Promise(soon => setTimeout(soon, 20));
    await kernel().requestKernelInfo();  // what the kernel said before has arrived
} }"""
ERRORS = """() => jupyterapp.shell.currentWidget.content.widgets.flatMap(cell => cell.model.toJSON().outputs ?? [])
    .filter(output => output.output_type === 'error').map(output => `${output.ename}: ${output.evalue}`)"""
