"""The site: documents, executed notebooks and the reference as pages that open from disk, without a network."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from . import notebooks, output, paths, students
from .errors import UserError

DOCUMENTS = ("CONTRIBUTING.md", "CHANGELOG.md", "CITATION.cff", "docs", "data/TABLES.md", "data/codebook",
             "data/practice/README.md", "data/practice/CODING.md", "data/practice/DESIGN.md")  # fmt: skip
MOVED = {"README.md": "index.md", "figures": "figures/index.md", "data/codebook": "data/codebook/index.md"}
LINK = re.compile(rf"\]\(((?:\.\./)*)({'|'.join(MOVED)})(?=[#)])")
CONTENTS = """
```{{toctree}}
:hidden:
:caption: {}
:glob:

{}
```
"""
PARTS = {
    "Notebooks": "notebooks/* figures/index",
    "Documents": "docs/method docs/* data/TABLES data/practice/README data/practice/* data/codebook/index CONTRIBUTING CHANGELOG",
}
WIDGET = "application/vnd.jupyter.widget-view+json"
NOTE = "*Interactive: open this notebook in JupyterLab (`goftman lab`) to use it.*"


def build(out, *, run=notebooks.run, say=print):
    """Make the site in a folder.

    out: the folder; its first page is index.html. What was there stays, unless goftman made it (see `analysis.output.write`).
    run: what executes the notebooks; say: called with a line for each. Raises UserError where documents or Sphinx are missing,
    and where a link leads nowhere or a page would fetch something; nothing is written then.
    """
    if not (paths.DOCS / "conf.py").is_file():
        raise UserError("the site is made of a checkout of goftman: an installed package has no documents")
    if not find_spec("myst_nb"):
        raise UserError("the site needs Sphinx and myst-nb: pip install -e '.[site]'")
    with tempfile.TemporaryDirectory() as folder:
        source, pages = Path(folder) / "source", Path(folder) / "pages"
        documents(source)
        for name, seconds in run({"GOFTMAN_OUT": str(source), "GOFTMAN_CORPUS": str(paths.PRACTICE)}, keep=source / "notebooks"):
            say(f"{name}  {seconds:.1f} s")
        for listed in ("figures", "data/codebook"):
            _list(source / listed)
        for path in (source / "notebooks").glob("*.ipynb"):
            path.write_text(still(path.read_text(encoding="utf-8")), encoding="utf-8")
        render(source, pages)
        if found := faults(pages):
            raise UserError("; ".join(found))
        made = sorted(path for path in pages.rglob("*") if path.is_file())
        output.write(out, {path.relative_to(pages).as_posix(): path.read_bytes() for path in made})


def documents(source):
    """Lay the documents out in a folder as they lie in the kit, so that their links hold; the README becomes index.md."""
    for name in DOCUMENTS:
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (paths.KIT / name).is_dir():
            shutil.copytree(paths.KIT / name, target, ignore=shutil.ignore_patterns("_*", "*.py"))
        else:
            shutil.copyfile(paths.KIT / name, target)
    contents = "".join(CONTENTS.format(caption, pages.replace(" ", "\n")) for caption, pages in PARTS.items())
    (source / "index.md").write_text((paths.KIT / "README.md").read_text(encoding="utf-8") + contents, encoding="utf-8")
    for path in source.rglob("*.md"):
        path.write_text(moved(path.read_text(encoding="utf-8")), encoding="utf-8")


def moved(text):
    """A document whose links lead to the pages of the site: to the first page for the README, to a list for a folder.

    >>> moved("see [it](../README.md#accuracy), [figures](figures)")
    'see [it](../index.md#accuracy), [figures](figures/index.md)'
    """
    return LINK.sub(lambda link: f"]({link[1]}{MOVED[link[2]]}", text)


def still(notebook):
    """A notebook, as the text of its file, for a page.

    Widgets, which need a kernel, become a note, solutions are folded, and where the kit lies on this machine is left out.
    """
    import nbformat

    here = json.dumps(f"{paths.KIT}{os.sep}", ensure_ascii=False)[1:-1]
    notebook = nbformat.reads(notebook.replace(here, ""), as_version=4)
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        for shown in cell.get("outputs", []):
            if WIDGET in shown.get("data", {}):
                shown.data = {"text/markdown": NOTE}
        if students.SOLUTION in students.tags(cell):
            cell.metadata["tags"] = [*students.tags(cell), "hide-cell"]
    return nbformat.writes(notebook)


def render(source, pages):
    """Render a folder of documents into a folder of pages; raises UserError where Sphinx finds a fault, which it names."""
    options = ["--quiet", "--fail-on-warning", "--conf-dir", str(paths.DOCS), "--doctree-dir", str(source.parent / "trees")]
    if subprocess.run([sys.executable, "-m", "sphinx", *options, str(source), str(pages)], check=False).returncode:
        raise UserError("the site was not made: mend what Sphinx names above")


def faults(pages):
    """What is wrong in a folder of pages, a line each: links that lead to no file or place, and what would be fetched."""
    read = {path.resolve(): Page(path) for path in sorted(pages.rglob("*.html"))}
    return [
        f"{path.relative_to(pages.resolve())}: {fault}"
        for path, page in read.items()
        for target in page.targets
        if (fault := _fault(path, target, read))
    ] + [f"{path.relative_to(pages.resolve())}: fetches {target}" for path, page in read.items() for target in page.fetched]


class Page(HTMLParser):
    """What an HTML file refers to: targets, links and files beside it; fetched, what needs a network; places, its ids."""

    def __init__(self, path):
        super().__init__()
        self.targets, self.fetched, self.places = [], [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.places.add(attributes.get("id"))
        target = attributes.get("href") or attributes.get("src")
        if target and not urlsplit(target).scheme and not target.startswith("//"):
            self.targets.append(target)
        elif target and tag != "a" and not target.startswith("data:"):
            self.fetched.append(target)


def _fault(path, target, read):
    """Why a target of a page leads nowhere; "" where it leads somewhere."""
    parts = urlsplit(target)
    file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not file.is_file():
        return f"no file {target}"
    there = read.get(file)
    return f"no place {target}" if there and parts.fragment and unquote(parts.fragment) not in there.places else ""


def _list(folder):
    """A page of the files of a folder: a picture is shown, and every file may be had."""
    groups = {}
    for path in sorted(path for path in folder.iterdir() if path.name not in ("index.html", output.LEDGER)):
        groups.setdefault(path.stem, []).append(path)
    shown = [
        (f"## {stem}\n\n![{stem}]({stem}.png)\n\n" if (folder / f"{stem}.png").is_file() else "- ")
        + ", ".join(f"[{path.name}]({path.name})" for path in files)
        for stem, files in groups.items()
    ]
    (folder / "index.md").write_text(f"# {folder.name.capitalize()}\n\n" + "\n\n".join(shown) + "\n", encoding="utf-8")
