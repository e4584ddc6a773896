"""What each figure was made of: its notebook and parameters, and fingerprints of corpus, codebook, code and packages.

PROVENANCE.json, beside the figures, holds no time and no path of this computer: the same figures give the same file.
"""

import ast
import hashlib
import json
import platform
import re
import sys
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from . import codebook, language, output, page, paths
from .reading import article_files, article_folder

FILE = "PROVENANCE.json"
TABLES = ("articles.csv", "actors.csv", "concepts.csv", "corrections.csv")  # of a corpus; and those in coding/
SAVED = re.compile(r'plots\.save\(.*?FIGURES / "([^"]+)"', re.DOTALL)


def record(folder, corpus, notebook, environment):
    """Add what the figures of a notebook that has just run were made of to the PROVENANCE.json of a folder of figures.

    notebook: its path; environment: that in which it ran, which sets size and labels.
    """
    known, now = read(folder), snapshot(corpus)
    digest = hashlib.sha256(_json(now)).hexdigest()[:12]
    look = {"size": environment.get(page.VARIABLE) or "page", "labels": environment.get(language.VARIABLE) or "fa"}
    for name, said in described(notebook).items():
        known["figures"][name] = said | look | {"made_from": digest}
    known["snapshots"][digest] = now
    used = {figure["made_from"] for figure in known["figures"].values()}
    known["snapshots"] = {key: value for key, value in known["snapshots"].items() if key in used}
    output.write(folder, {FILE: _json(known)})


def read(folder):
    """The PROVENANCE.json of a folder, {"figures": {name: …}, "snapshots": {digest: …}}; without one, empty."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        found = json.loads((Path(folder) / FILE).read_text(encoding="utf-8"))
        return {"figures": dict(found["figures"]), "snapshots": dict(found["snapshots"])}
    return {"figures": {}, "snapshots": {}}


def _json(value):
    return (json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


# --- fingerprints -----------------------------------------------------------------------------------------------------


def snapshot(corpus):
    """Fingerprints of all that a figure depends on: {"articles", "tables", "codebook", "code", "packages"}, each {name: …}."""
    corpus = Path(corpus)
    listed = [corpus / name for name in TABLES] + sorted((corpus / "coding").glob("*.csv"))
    articles, home, own = map(Path, article_files(corpus).values()), article_folder(corpus), corpus / "codebook"
    return {
        "articles": {path.relative_to(home).as_posix(): _sha256(path) for path in articles},
        "tables": {path.relative_to(corpus).as_posix(): _sha256(path) for path in listed if path.is_file()},
        "codebook": {f"{name}.csv": _sha256(codebook.file_of(name, own)) for name in codebook.FILES},
        "code": {"analysis": _source()} | {path.name: _sha256(path) for path in paths.NOTEBOOKS.glob("*.ipynb")},
        "packages": _packages(),
    }


def _sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _source():
    """One fingerprint of the package's source tree."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256("\n".join(f"{path.name} {_sha256(path)}" for path in modules).encode()).hexdigest()


def _packages():
    """Versions of the packages that goftman asks for, of Python, and the kind of computer."""
    with suppress(metadata.PackageNotFoundError):
        wanted = [line for line in metadata.requires("goftman") or () if "extra ==" not in line]
        names = [re.match(r"[\w.-]+", line)[0] for line in wanted]
        versions = {name: metadata.version(name) for name in names}
        return versions | {"python": platform.python_version(), "platform": f"{sys.platform} {platform.machine()}"}
    return {}


# --- what a notebook says of its figures ------------------------------------------------------------------------------


def described(notebook):
    """{figure: {"notebook", "question", "caption", "parameters"}} of a notebook, as its cells say.

    The question is its first line; the caption is the heading of the section in which the figure is saved; parameters are the
    names in capitals of its cell of inputs, as they are written there.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    texts = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    question = texts[0][1].splitlines()[0].lstrip("# ")
    inputs = next((text for kind, text in texts if kind == "code"), "")
    about = {"notebook": notebook.stem, "question": question, "parameters": _parameters(inputs)}
    found, section = {}, question
    for kind, text in texts:
        if kind == "markdown":
            section = [section, *re.findall(r"^##+ (.+)$", text, re.MULTILINE)][-1]
        elif saved := SAVED.search(text):
            found[saved[1]] = about | {"caption": section}
    return found


def _parameters(source):
    lines = [node for node in ast.parse(source).body if isinstance(node, ast.Assign)]
    named = {ast.unparse(node.targets[0]): ast.unparse(node.value) for node in lines}
    return {name: value for name, value in named.items() if name.isupper() or name.startswith("(")}
