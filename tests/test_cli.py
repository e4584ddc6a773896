"""The command goftman writes the tables, and each mistake is one line that says what, where and what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis import __version__
from analysis.cli import commands

TEXTS = {"a": "سیل در کوهسار\nباران آمد، رود بالا آمد.\n", "b": "وزیر گفت: «صلح پایدار است.»\n"}
TABLE = "article_id,outlet\na,نوا\nb,آوا\n"
TABLE_NAMES = ("articles", "sentences", "tokens", "mentions", "statements", "stances")
FILES = ["MANIFEST.json"] + [f"{name}.{ending}" for name in TABLE_NAMES for ending in ("csv", "parquet")]


@pytest.fixture
def run(monkeypatch):
    """run(arguments…, environment) gives exit code, stdout and stderr; a traceback fails the test."""

    def run(*arguments, **environment):
        done = CliRunner().invoke(commands, [str(argument) for argument in arguments], env=environment)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


def refused(outcome, *said):
    """Whether a command ended with code 2 and one line, in which all of `said` stands."""
    code, out, err = outcome
    assert (code, out, err.count("\n")) == (2, "", 1), (code, out, err)
    assert err.startswith("goftman: ")
    for part in said:
        assert str(part) in err
    return True


# --- what works -------------------------------------------------------------------------------------------------------


def test_tables_writes_every_table_and_says_where_and_how_many(run, write_corpus, tmp_path):
    code, out, err = run("tables", write_corpus(TEXTS), "--out", tmp_path / "جدول ها")
    assert (code, err) == (0, "")
    assert out.startswith(f"{tmp_path / 'جدول ها'}: articles 2, sentences 3, tokens 19, mentions ")
    assert "statements 1," in out  # صلح پایدار است
    assert sorted(path.name for path in (tmp_path / "جدول ها").iterdir()) == sorted(FILES)


def test_without_out_the_tables_go_to_the_corpus(run, write_corpus):
    folder = write_corpus(TEXTS, {"articles.csv": TABLE})
    assert run("tables", folder)[0] == 0
    assert sorted(path.name for path in (folder / "tables").iterdir()) == sorted(FILES)
    assert (folder / "articles.csv").read_text(encoding="utf-8") == TABLE


def test_actors_may_come_from_another_folder(run, write_corpus, tmp_path):
    (tmp_path / "actors.csv").write_text("actor_id,label_fa,kind\n", encoding="utf-8")
    assert run("tables", write_corpus(TEXTS), "--out", tmp_path / "out", "--actors", tmp_path)[0] == 0


def test_what_does_not_match_is_noted_and_the_tables_are_written(run, write_corpus, tmp_path):
    folder = write_corpus(TEXTS, {"articles.csv": "article_id\na\nz\n"})
    code, _, err = run("tables", folder, "--out", tmp_path / "out")
    assert code == 0
    assert [line.split(";")[0] for line in err.splitlines()] == [
        f"note: {folder / 'articles.csv'}:3: there is no file z.txt",
        f"note: {folder / 'articles.csv'}: there is no row for b.txt",
    ]


def test_a_second_run_over_unchanged_tables_succeeds_and_over_changed_ones_is_refused(run, write_corpus, tmp_path):
    folder, out = write_corpus(TEXTS), tmp_path / "out"
    assert run("tables", folder, "--out", out)[0] == run("tables", folder, "--out", out)[0] == 0
    (folder / "articles" / "a.txt").write_text("برف آمد.", encoding="utf-8")
    assert run("tables", folder, "--out", out)[0] == 0
    (out / "tokens.csv").write_text("my own notes", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert refused(run("tables", folder, "--out", out), out / "tokens.csv", "move it away")
    assert before == {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["tables", "--help"], ["--version"]])
def test_help_and_version_succeed(run, arguments):
    code, out, _ = run(*arguments)
    assert code == 0
    assert ("Usage" in out) != (__version__ in out)


# --- mistakes ---------------------------------------------------------------------------------------------------------


def test_a_missing_folder_is_named(run, tmp_path):
    assert refused(run("tables", tmp_path / "نیست"), tmp_path / "نیست", "no such folder")


def test_a_folder_name_that_is_too_long_for_the_system_is_one_line(run, tmp_path):
    assert refused(run("tables", tmp_path / ("آ" * 300)), "too long")


@pytest.mark.parametrize("name", ["", "articles"])
def test_a_folder_without_articles_is_named(run, tmp_path, name):
    (tmp_path / name).mkdir(exist_ok=True)
    assert refused(run("tables", tmp_path), tmp_path / name, "no .txt file", "put one")


BAD = {
    "empty": b"",
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "utf-16 without mark": "باران آمد".encode("utf-16-le"),
    "latin-1": "Été à Zembla, déjà là".encode("latin-1"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_text_is_named(run, write_corpus, kind):
    folder = write_corpus(TEXTS | {"bad": BAD[kind]})
    assert refused(
        run("tables", folder), folder / "articles" / "bad.txt", "in UTF-8" if BAD[kind] else "put the article's text there"
    )


TABLES = {
    "a ragged row": ("article_id,outlet\na,نوا\nb,آوا,x\n", 3, "quotation marks"),
    "no article_id": ("id,outlet\na,نوا\n", 1, "article_id"),
    "a bad date": ("article_id,date\na,1402-13-40\n", 2, "write 1402-07-22"),
    "an article_id twice": ("article_id\na\nb\na\n", 4, "keep one row"),
}


@pytest.mark.parametrize("kind", TABLES)
def test_a_broken_articles_csv_is_named_with_its_line(run, write_corpus, kind):
    table, line, said = TABLES[kind]
    folder = write_corpus(TEXTS, {"articles.csv": table})
    assert refused(run("tables", folder), f"{folder / 'articles.csv'}:{line}: ", said)
    assert not (folder / "tables").exists()


@pytest.mark.parametrize(("name", "first"), [("actors", "actor_id,label_far,kind"), ("concepts", "concept_id,label_fa,phrase")])
@pytest.mark.parametrize("command", ["tables", "figures"])
def test_a_misspelt_column_of_a_table_is_named_as_check_names_it(run, write_corpus, tmp_path, command, name, first):
    folder = write_corpus(TEXTS, {f"{name}.csv": f"{first}\n"})
    [line] = run("check", folder)[1].splitlines()
    assert f"{name}.csv:1: the column" in line
    assert refused(run(command, folder, "--out", tmp_path / "out"), line)


def test_corrections_that_do_not_fit_are_counted_beside_the_tables(run, write_corpus, tmp_path):
    corrections = "table,action,sha256,start,end,column,value\nmentions,remove,f0,0,4,,\n"
    folder = write_corpus(TEXTS, {"corrections.csv": corrections})
    code, _, err = run("tables", folder, "--out", tmp_path / "out")
    assert (code, err) == (0, f"note: 1 of 1 corrections were not applied: run goftman check {folder}\n")


def test_an_articles_csv_in_another_encoding_is_named(run, write_corpus):
    folder = write_corpus(TEXTS, {"articles.csv": TABLE.encode("cp1256")})
    assert refused(run("tables", folder), folder / "articles.csv", "save it again as 'CSV UTF-8'")


def test_one_article_id_for_two_files_is_named_with_both(run, write_corpus):
    folder = write_corpus(TEXTS | {"sal/a": "برف آمد."})
    assert refused(run("tables", folder), folder / "articles" / "sal" / "a.txt", folder / "articles" / "a.txt", "another name")


def test_a_link_out_of_the_folder_is_named(run, write_corpus, tmp_path):
    folder = write_corpus(TEXTS)
    (tmp_path / "out.txt").write_text("برف آمد.", encoding="utf-8")
    (folder / "articles" / "link.txt").symlink_to(tmp_path / "out.txt")
    assert refused(run("tables", folder), folder / "articles" / "link.txt", "put a copy")


def test_no_right_to_read_a_file_is_named(run, write_corpus, monkeypatch):
    folder = write_corpus(TEXTS)
    read = Path.read_bytes

    def refuse(path):
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert refused(run("tables", folder), f"cannot read {folder / 'articles' / 'b.txt'}: Permission denied")


def test_no_right_to_read_a_table_is_named(run, write_corpus, monkeypatch):
    folder = write_corpus(TEXTS, {"articles.csv": TABLE})
    open_ = Path.open

    def refuse(path, *options, **more):
        if path == folder / "articles.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return open_(path, *options, **more)

    monkeypatch.setattr(Path, "open", refuse)
    assert refused(run("tables", folder), f"cannot read {folder / 'articles.csv'}: Permission denied")


def test_rights_of_the_file_system_are_respected(run, write_corpus, tmp_path):
    folder = write_corpus(TEXTS)
    (tmp_path / "closed").mkdir(mode=0o500)
    if os.access(tmp_path / "closed", os.W_OK):
        pytest.skip("rights do not bind this user or system")
    assert refused(run("tables", folder, "--out", tmp_path / "closed" / "out"), "Permission denied")
    assert refused(run("tables", folder, GOFTMAN_CACHE=str(tmp_path / "closed" / "cache")), "set GOFTMAN_CACHE")
    (folder / "articles" / "c").mkdir(mode=0)
    assert refused(run("tables", folder), folder / "articles" / "c", "Permission denied")
    (folder / "articles" / "c").rmdir()
    (folder / "articles" / "b.txt").write_text("باران", encoding="utf-8")
    (folder / "articles" / "b.txt").chmod(0)
    assert refused(run("tables", folder), folder / "articles" / "b.txt", "Permission denied")


def test_a_folder_where_nobody_may_write_is_named(run, write_corpus, tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    assert refused(run("tables", write_corpus(TEXTS), "--out", tmp_path / "file" / "out"), tmp_path / "file", "choose a folder")


def test_a_cache_that_cannot_be_used_is_named_with_its_variable(run, write_corpus, tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    outcome = run("tables", write_corpus(TEXTS), GOFTMAN_CACHE=str(tmp_path / "file" / "cache"))
    assert refused(outcome, tmp_path / "file" / "cache", "set GOFTMAN_CACHE")


def test_a_number_of_workers_that_is_none_is_named(run, write_corpus):
    assert refused(run("tables", write_corpus(TEXTS), GOFTMAN_WORKERS="abc"), "GOFTMAN_WORKERS is 'abc'", "give a number")


@pytest.mark.parametrize("name", ["نیست", "."])
def test_a_folder_of_actors_without_actors_csv_is_named(run, write_corpus, tmp_path, name):
    outcome = run("tables", write_corpus(TEXTS), "--actors", tmp_path / name)
    assert refused(outcome, tmp_path / name, "has no actors.csv")


def test_an_articles_csv_of_the_user_is_never_written_over(run, write_corpus):
    folder = write_corpus(TEXTS, {"articles.csv": TABLE})
    assert refused(run("tables", folder, "--out", folder), folder, "another folder")
    assert (folder / "articles.csv").read_text(encoding="utf-8") == TABLE


def test_an_unusable_pattern_in_the_codebook_of_the_corpus_is_named_with_its_line(run, write_corpus):
    table = "role,pattern,example,source\ndate,^{date}$,۱۴۰۰/۰۱/۰۱,x\ncredit,به گزارش (,به گزارش آوا,x\n"
    folder = write_corpus(TEXTS, {"codebook/formulae.csv": table})
    assert refused(run("tables", folder), f"{folder / 'codebook' / 'formulae.csv'}:3: ", "no regular expression")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tables", "x", "--outt", "y"], "--outt"),
        (["tables"], "CORPUS"),
        (["tables", "x", "y"], "y"),
        (["tabels"], "tabels"),
        (["tables", "x", "--out"], "--out"),
    ],
)
def test_a_mistake_in_the_command_is_one_line_that_names_the_help(run, arguments, said):
    assert refused(run(*arguments), said, "--help")


# --- check ------------------------------------------------------------------------------------------------------------


def test_check_says_that_a_clean_corpus_is_clean_and_what_it_does_not_know(run, write_corpus):
    code, out, err = run("check", write_corpus(TEXTS, {"articles.csv": TABLE}))
    assert (code, err) == (0, "")
    first, *rest = out.splitlines()
    assert first.endswith("2 articles, nothing wrong")
    assert [line.split(":")[0] for line in rest] == ["1 without title", "2 without date"]


def test_check_names_every_fault_and_ends_with_their_number(run, write_corpus):
    others = {"articles.csv": "article_id,date\na,x\nz,\n", "actors.csv": "actor_id,label_fa,kind\nx,ایکس,river\n"}
    folder = write_corpus(TEXTS | {"bad": b""}, others)
    code, out, err = run("check", folder)
    assert code == 2
    assert [line.removeprefix(f"{folder}/").split(": ")[0] for line in out.splitlines()] == [
        "articles/bad.txt is empty", "articles.csv:2", "articles.csv:3", "articles.csv", "articles.csv", "actors.csv:2",
    ]  # fmt: skip
    assert err == f"goftman: {folder}: 6 problems\n"


def test_check_without_a_corpus_is_refused(run, tmp_path):
    assert refused(run("check", tmp_path), "no .txt file")


# --- the world around -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["console script", "module"])
def test_persian_names_and_spaces_work_whatever_the_locale_says(write_corpus, tmp_path, command):
    folder = write_corpus({"خبر یک": TEXTS["a"], "خبر دو": TEXTS["b"]}, name="پیکره ی من")
    out = tmp_path / "جدول های من"
    script = Path(sys.executable).parent / "goftman"
    start = [script] if command == "console script" else [sys.executable, "-c", "from analysis.cli import main; main()"]
    if not shutil.which(start[0]):
        pytest.skip("the package is not installed")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    environment |= {"LC_ALL": "C", "PYTHONUTF8": "0", "GOFTMAN_CACHE": str(tmp_path / "انبار")}
    done = subprocess.run([*start, "tables", folder, "--out", out], env=environment, capture_output=True, check=False)
    assert done.stderr.decode("utf-8") == ""
    assert done.returncode == 0
    assert done.stdout.decode("utf-8").startswith(f"{out}: articles 2")
    assert "خبر دو" in (out / "articles.csv").read_text(encoding="utf-8")
    wrong = subprocess.run([*start, "tables", tmp_path / "نیست"], env=environment, capture_output=True, check=False)
    assert wrong.returncode == 2
    assert wrong.stderr.decode("utf-8").startswith(f"goftman: {tmp_path / 'نیست'}: ")


def test_export_writes_for_a_tool_and_import_makes_a_coding_of_what_it_gives(run, write_corpus, tmp_path):
    folder = write_corpus(TEXTS)
    code, out, err = run("export", folder, "--to", "brat", "--out", tmp_path / "out")
    assert (code, err) == (0, "")
    assert f"{tmp_path / 'out'}: " in out
    code, out, _ = run("import", folder, tmp_path / "out", "--from", "brat", "--coder", "nasrin")
    assert code == 0
    assert str(folder / "coding" / "nasrin.csv") in out
    assert (folder / "coding" / "nasrin.csv").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "--to", "word", "--out", "{out}"], "there is no format 'word'"),
        (["export", "--out", "{out}"], "Missing option '--to'"),
        (["export", "--to", "brat", "--out", "{out}", "--coder", "nobody"], "nobody.csv: there is no such file"),
        (["import", "{out}", "--from", "brat", "--coder", "nasrin"], "there is no such file or folder"),
        (["import", "{out}", "--from", "dna", "--coder", "nasrin"], "there is no reading from 'dna'"),
    ],
)
def test_a_mistake_in_exchange_is_one_line(run, write_corpus, tmp_path, arguments, said):
    folder = write_corpus(TEXTS)
    command, *rest = [argument.format(out=tmp_path / "out") for argument in arguments]
    assert refused(run(command, folder, *rest), said)
