"""Jalali months and days on an axis: where they stand, which are named, and how."""

import jdatetime

from .errors import UserError
from .rtl import digits

# Which dates an axis names, from all to few; the first rule that leaves few enough is taken.
TICK_RULES = (
    lambda date: True,
    lambda date: date.day in (1, 6, 11, 16, 21, 26),
    lambda date: date.day in (1, 11, 21),
    lambda date: date.day == 1,
    lambda date: date.day == 1 and date.month % 2 == 1,
    lambda date: date.day == 1 and date.month % 3 == 1,
    lambda date: date.day == 1 and date.month % 6 == 1,
    lambda date: date.day == date.month == 1,
    lambda date: date.day == date.month == 1 and date.year % 5 == 0,
    lambda date: date.day == date.month == 1 and date.year % 20 == 0,
)


def place(text, column, monthly):
    """Where a Jalali date of a column stands on the axis, in months or in days.

    >>> place("1403-01", "month", True) - place("1402-12", "month", True)
    1
    """
    try:
        year, month, *day = map(int, str(text).split("-"))
        date = jdatetime.date(year, month, *(day or [1]))
    except (TypeError, ValueError) as error:
        raise UserError(
            f"column '{column}' has {text!r}, which is no Jalali month or day: write 1403-02 or 1403-02-15"
        ) from error
    return year * 12 + month - 1 if monthly else date.toordinal()


def _date(place, monthly):
    return jdatetime.date(place // 12, place % 12 + 1, 1) if monthly else jdatetime.date.fromordinal(place)


def ticks(first, last, most, monthly, lang):
    """{place: name} of the dates that an axis from `first` to `last` shows, about `most` of them."""
    places = {_date(place, monthly): place for place in range(first, last + 1)}
    choices = [list(filter(rule, places)) for rule in TICK_RULES]
    dates = next((choice for choice in choices if 0 < len(choice) <= most), list(places)[:1])
    return {places[date]: digits(name, lang) for date, name in zip(dates, _names(dates, monthly, lang), strict=True)}


def _names(dates, monthly, lang):
    """A line each for day, month and year, of which the later ones are left out while they stay the same."""
    months = jdatetime.date.j_months_fa if lang == "fa" else jdatetime.date.j_months_en
    if len(dates) > 1 and all(date.day == date.month == 1 for date in dates):
        return [str(date.year) for date in dates]
    whole = monthly or (len(dates) > 1 and all(date.day == 1 for date in dates))  # whole months
    parts = [(date.day, months[date.month - 1], date.year)[whole:] for date in dates]
    return ["\n".join(_changed(before, part)) for before, part in zip([(), *parts], parts, strict=False)]


def _changed(before, parts):
    """The first part, and of the others those from which on they are no longer the same as before."""
    return [str(part) for place, part in enumerate(parts) if place == 0 or parts[place:] != before[place:]]
