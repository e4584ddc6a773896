"""The command goftman. Each error that a user can make is one line, without a traceback, and exit code 2."""

import os
import subprocess
import sys
from pathlib import Path

import click

from . import __version__, language, page, paths
from .errors import UserError
from .language import LANGUAGES
from .page import PAGES


class Commands(click.Group):
    """A group of commands in which an error that a user can mend ends the program with its one line."""

    def invoke(self, context):
        try:
            return super().invoke(context)
        except UserError as error:
            message = str(error)
        except click.UsageError as error:
            message = _usage(error, context)
        except OSError as error:
            if error.filename is None:
                raise
            message = f"{error.filename}: {error.strerror}; see to it that you may use it"
        click.echo(f"goftman: {message}", err=True)
        context.exit(2)

    def parse_args(self, context, args):
        try:
            return super().parse_args(context, args)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            click.echo(f"goftman: {_usage(error, context)}", err=True)
            context.exit(2)


def _usage(error, context):
    return f"{error.format_message()} See: {(error.ctx or context).command_path} --help"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="goftman")
def commands():
    """Discourse analysis of Persian news: tables, notebooks and figures from a folder of articles."""


corpus_folder = click.argument("folder", metavar="[CORPUS]", type=click.Path(path_type=Path), required=False)


@commands.command()
@click.argument("folder", metavar="CORPUS", type=click.Path(path_type=Path))
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="Where to write; without it CORPUS/tables.")
@click.option(
    "--actors", metavar="DIR", type=click.Path(path_type=Path), help="Take actors.csv and concepts.csv from this folder."
)
def tables(folder, out, actors):
    """Write every table of a corpus as CSV and Parquet."""
    import analysis

    from .check import passed_over
    from .export import write_tables

    corpus = analysis.open(folder, actors=actors)
    written = write_tables(corpus, out or corpus.tables)
    for note in corpus.notes + passed_over(corpus):
        click.echo(f"note: {note}", err=True)
    click.echo(f"{out or corpus.tables}: " + ", ".join(f"{name} {rows:,}" for name, rows in written.items()))


@commands.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--from", "source", metavar="SOURCE", type=click.Path(path_type=Path), required=True,
    help="A .xlsx, .csv or .jsonl file with a row for each article, or a folder of .txt or .docx files.",
)  # fmt: skip
@click.option("--text", metavar="COL", help="The column of the texts; without it, what its heading says.")
@click.option("--title", metavar="COL", help="The column of the titles.")
@click.option("--outlet", metavar="COL", help="The column of the outlets.")
@click.option("--date", metavar="COL", help="The column of the dates, Jalali or Gregorian.")
def new(folder, source, **columns):
    """Make a corpus folder DIR, with suggestions for actors.csv, out of the articles that you have."""
    from . import intake

    intake.refuse_filled(folder)
    table = intake.read(source)
    columns = intake.guess(table, **columns)
    made = intake.create(folder, table, columns)
    click.echo(f"{source}: {len(table)} {'files' if source.is_dir() else 'rows'}, of which these columns are taken")
    for line in intake.told(table, columns, made):
        click.echo(line)
    click.echo(f"{intake.suggest(folder)} actors are suggested in {folder / 'actors_suggested.csv'}, for an actors.csv")
    click.echo(f"{folder}: next, goftman figures {folder}")


@commands.command()
@click.argument("folder", metavar="CORPUS", type=click.Path(path_type=Path))
@click.option("--to", metavar="FORMAT", required=True, help="inception, brat, conllu, dna or spreadsheet.")
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), required=True, help="Where to write.")
@click.option("--coder", metavar="NAME", help="What coding/NAME.csv has, in place of what the program proposes.")
@click.option("--blind", is_flag=True, help="Nothing is marked, for coders who shall not see what the program proposes.")
def export(folder, to, out, coder, blind):
    """Write a corpus for another tool: INCEpTION, brat, CoNLL-U, Discourse Network Analyzer or a spreadsheet."""
    import analysis

    from .exchange import export as write

    files = write(analysis.open(folder), out, to=to, coder=coder, blind=blind)
    click.echo(f"{out}: {len(files)} file{'s' * (len(files) > 1)}, " + ", ".join(files[:3]) + ", …" * (len(files) > 3))


@commands.command("import")
@click.argument("folder", metavar="CORPUS", type=click.Path(path_type=Path))
@click.argument("path", metavar="FILE_OR_DIR", type=click.Path(path_type=Path))
@click.option("--from", "form", metavar="FORMAT", required=True, help="inception or brat.")
@click.option("--coder", metavar="NAME", required=True, help="Whose coding it is: it becomes coding/NAME.csv.")
@click.option("--assisted", is_flag=True, help="The coder saw what the program proposes.")
def bring(folder, path, form, coder, assisted):
    """Make what was annotated in INCEpTION or brat a coding of the corpus."""
    import analysis

    from . import codings
    from .exchange import bring

    rows = bring(analysis.open(folder), path, form=form, coder=coder, assisted=assisted)
    counts = rows["what"].value_counts(sort=False)
    file = folder / "coding" / f"{coder}.csv"
    for fault in codings.faults(folder):
        if fault.startswith(f"{file}:"):
            click.echo(f"note: {fault}", err=True)
    click.echo(f"{file}: " + (", ".join(f"{kind} {n:,}" for kind, n in counts.items()) or "nothing is marked"))


@commands.command()
@corpus_folder
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="Make figures/ and tables/ in this folder.")
@click.option("--only", metavar="NAME", help="Only the notebooks whose name begins so, such as 02.")
@click.option("--size", type=click.Choice(list(PAGES)), help="160 mm (page), 85 (single column), 175 (double), or a 16:9 slide.")
@click.option("--labels", type=click.Choice(LANGUAGES), help="Labels in Persian (fa), in English (en), or in both.")
def figures(folder, out, only, size, labels):
    """Run the notebooks on a corpus and write their figures; without CORPUS, on the practice corpus."""
    import analysis

    from .check import passed_over
    from .notebooks import run

    chosen = {page.VARIABLE: size, language.VARIABLE: labels}
    environment = _environment(folder, out) | {name: value for name, value in chosen.items() if value}
    for name, seconds in run(environment, only=only or ""):
        click.echo(f"{name}  {seconds:.1f} s")
    corpus = analysis.open(folder and folder.resolve())
    for note in passed_over(corpus):
        click.echo(f"note: {note}", err=True)
    click.echo(f"figures: {out.resolve() / 'figures' if out else corpus.figures}")


@commands.command()
@corpus_folder
def verify(folder):
    """Make the figures of a corpus again, and say whose numbers no longer match and what has changed since."""
    from .verify import verify

    folder = folder or paths.corpus()
    found, changes = verify(folder, paths.output(folder) / "figures")
    for line in found + changes:
        click.echo(line)
    if found:
        raise UserError(f"{folder}: {len(found)} figure{'s' * (len(found) > 1)} or files no longer match")
    click.echo(f"{folder}: all figures match")


@commands.command(context_settings={"ignore_unknown_options": True})
@corpus_folder
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def lab(folder, options):
    """Open the notebooks in JupyterLab, on a corpus of your own or on the practice corpus; OPTIONS go to JupyterLab."""
    _run([sys.executable, "-m", "jupyterlab", str(paths.NOTEBOOKS), *options], _environment(folder))


@commands.command()
@corpus_folder
def check(folder):
    """Say what is wrong or missing in a corpus folder, with file and line."""
    import analysis

    from .check import gaps, guessed, misfits, problems, short
    from .codings import unfit

    folder = folder or paths.corpus()
    found = problems(folder) or misfits(corpus := analysis.open(folder)) + unfit(corpus)
    for line in found:
        click.echo(line)
    if found:
        raise UserError(f"{folder}: {len(found)} problem{'s' * (len(found) > 1)}")
    missing = gaps(corpus)
    click.echo(f"{folder}: {len(corpus.articles)} articles, nothing wrong")
    for line in short(folder):
        click.echo(line)
    for outlet, number in guessed(corpus).items():
        click.echo(f"{number} taken to be from {outlet}, by their text: if that is wrong, say so in articles.csv")
    if number := (corpus.articles["near_duplicate_of"] != "").sum():
        click.echo(f"{number} repeat another article; corpus.without_reprints() leaves them out")
    for column, number in missing.items():
        click.echo(f"{number} without {column}: fill it in in articles.csv, if you want to compare by it")


@commands.command()
@click.argument("folder", metavar="CORPUS", type=click.Path(path_type=Path))
@click.option("--coders", metavar="A,B", help="Whose codings; without it, all in CORPUS/coding.")
def adjudicate(folder, coders):
    """Make one coding of several: what all have alike goes to coding/agreed.csv, the rest to coding/to_decide.csv.

    There, write in the column decided whose version holds, and run this again."""
    from .adjudication import adjudicate
    from .reading import article_files

    article_files(folder)
    done = adjudicate(folder, coders=[name.strip() for name in coders.split(",")] if coders else None)
    click.echo(f"{folder / 'coding' / 'agreed.csv'}: {done['taken']} taken over, {done['decided']} decided")
    if done["left"]:
        click.echo(f"{folder / 'coding' / 'to_decide.csv'}: {done['left']} to decide: say in decided whose version holds")
    if done["stale"]:
        click.echo(f"note: decisions that fit no place to decide, and stay there: {done['stale']}", err=True)


@commands.group("class")
def classes():
    """Notebooks for students, and a pack for a room without internet."""


@classes.command("students")
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), required=True, help="Where to write.")
def student_copies(out):
    """Write the notebooks for students, with exercises to be solved."""
    from .students import write

    click.echo(f"{out}: {len(write(out))} notebooks")


@classes.command("pack")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), default="goftman-class.zip", help="The archive to write.")
@click.option(
    "--platform", "platforms", metavar="NAME", multiple=True, help="One of them alone, such as win_amd64; may be repeated."
)
@click.option("--python", "pythons", metavar="X.Y", multiple=True, default=("3.12",), help="3.12 or 3.13; may be repeated.")
def class_pack(out, platforms, pythons):
    """Pack kit, practice corpus, student notebooks and what they need, to be installed without internet."""
    from . import pack

    pack.make(out, platforms=platforms or tuple(pack.PLATFORMS), pythons=pythons, say=click.echo)
    click.echo(f"{out}: {out.stat().st_size / 1e6:,.0f} MB; unpack it, and run: python install.py")


@commands.command()
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), default="site", help="Where to write.")
def site(out):
    """Render documents, executed notebooks and the reference as pages that open from disk."""
    from .site import build

    build(out, say=click.echo)
    click.echo(f"site: {out / 'index.html'}")


@commands.command(context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def test(options):
    """Run the tests, on all cores; OPTIONS go to pytest."""
    _run([sys.executable, "-m", "pytest", "-n", "auto", *options], cwd=paths.KIT)


@commands.command()
def lint():
    """Check the style of code and notebooks."""
    _run([sys.executable, "-m", "ruff", "check", "."], cwd=paths.KIT)
    _run([sys.executable, "-m", "ruff", "format", "--check", "."], cwd=paths.KIT)


@commands.command()
def bench():
    """Measure speed and accuracy beside other libraries."""
    for script in sorted(paths.BENCHMARKS.glob("[a-z]*.py")):
        click.echo(f"== {script.stem}")
        _run([sys.executable, str(script)])


def _environment(folder=None, out=None):
    """The environment of a notebook that reads this corpus; raises UserError where there is none."""
    from .reading import article_files

    given = {"GOFTMAN_CORPUS": folder, "GOFTMAN_OUT": out}
    if folder:
        article_files(folder)
    return {name: str(path.resolve()) for name, path in given.items() if path}


def _run(command, environment=None, cwd=None):
    done = subprocess.run(command, env={**os.environ, **(environment or {})}, cwd=cwd, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main():
    """The command line, in UTF-8 whatever the locale says."""
    if sys.getfilesystemencoding() != "utf-8":  # the names of files would be read wrong
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "PYTHONUTF8": "1"})
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    commands()
