"""A notebook in a real browser: what the other tests of the browser stand on."""

import pytest


def test_what_a_kernel_knew_survives_a_reload_of_the_page_but_not_a_restart(open_notebook):
    import analysis

    notebook = open_notebook(
        ["import analysis\nseen = globals().setdefault('seen', [])\nseen.append(1)", "print(len(seen), analysis.__file__)"]
    )
    shown = lambda: notebook.page.locator(".jp-OutputArea-output").last.inner_text().split()  # noqa: E731
    assert shown() == ["1", analysis.__file__]  # it is this very package
    notebook.reload()
    notebook.run()
    assert shown()[0] == "2"
    notebook.restart()
    notebook.run()
    assert shown()[0] == "1"
    assert not notebook.foreign


def test_a_cell_that_fails_fails_the_test(open_notebook):
    with pytest.raises(AssertionError, match="no such thing"):
        open_notebook(["raise ValueError('no such thing')"])
