"""Seconds that questions take; needs nothing but Python, for it also runs where another library is measured."""

import time
from statistics import median


def cold_and_warm(questions):
    """{question: [seconds of the first time, median seconds of the next five]}; questions: {name: function}."""
    times = {name: [seconds(ask) for _ in range(6)] for name, ask in questions.items()}
    return {name: [cold, median(warm)] for name, (cold, *warm) in times.items()}


def seconds(ask):
    """How long a call takes."""
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started
