"""Faults made on purpose: shared by the tests and benchmarks/faults.py."""

import os
import resource
import signal
import sys
import time
import warnings

STEPS = frozenset("open os.rename os.mkdir os.remove os.rmdir os.truncate shutil.rmtree".split())  # audit events


def _forked(work):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # to fork where threads are: they hold nothing that is used here
        pid = os.fork()
    if pid:
        return pid
    try:
        signal.alarm(120)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        work()
        os._exit(0)
    except BaseException as error:
        os._exit(1 if type(error).__name__ == "UserError" else 2)


def _died(pid):
    _, status = os.waitpid(pid, 0)
    if not os.WIFSIGNALED(status):
        assert os.WEXITSTATUS(status) == 0, "the work itself failed"
        return False
    assert os.WTERMSIG(status) == signal.SIGKILL
    return True


def killed_at(work, folder, step):
    """Do some work in another process, killed before its step-th deed on files below a folder; whether it came so far."""
    home, done = os.fspath(folder), 0

    def die(event, arguments):
        nonlocal done
        if event in STEPS and isinstance(arguments[0], str | os.PathLike) and os.fspath(arguments[0]).startswith(home):
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)

    def watched():
        sys.addaudithook(die)
        work()

    return _died(_forked(watched))


def killed_after(work, seconds):
    """Do some work in another process, killed after so many seconds; whether it was still at it."""
    pid = _forked(work)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    return _died(pid)


def on_a_full_disk(work, room):
    """Do some work in another process that can write no file of more bytes than `room`: it is done, refused or crashed."""

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        work()

    _, status = os.waitpid(_forked(limited), 0)
    return ("done", "refused", "crashed")[os.WEXITSTATUS(status)] if os.WIFEXITED(status) else "crashed"


def at_once(work, times=2):
    """Do some work in several processes at once; whether all ended well."""
    statuses = [os.waitpid(pid, 0)[1] for pid in [_forked(work) for _ in range(times)]]
    return not any(statuses)
