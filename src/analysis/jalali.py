"""Jalali years, months and days on an axis: where they stand, which are named, and how."""

import jdatetime

from .errors import UserError
from .language import of
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


def grain(dates):
    """What a column of Jalali dates names: year (1403), month (1403-02) or day (1403-02-15).

    >>> grain(["1403-02", "1403-03"])
    'month'
    """
    lengths = {len(str(date)) for date in dates}
    return {4: "year", 7: "month"}.get(max(lengths, default=7), "day")


def place(text, column, grain):
    """Where a Jalali date of a column stands on the axis, in years, months or days.

    >>> place("1403-01", "month", "month") - place("1402-12", "month", "month")
    1
    """
    try:
        year, *rest = map(int, str(text).split("-"))
        month, day = [*rest, 1, 1][:2]
        date = jdatetime.date(year, month, day)
    except (TypeError, ValueError) as error:
        raise UserError(
            f"column '{column}' has {text!r}, which is no Jalali year, month or day: write 1403, 1403-02 or 1403-02-15"
        ) from error
    return {"year": year, "month": year * 12 + month - 1, "day": date.toordinal()}[grain]


def span(first, last):
    """All Jalali months from the first to the last, such as 1402-12 and 1403-01; or all years, such as 1402 and 1403.

    >>> span("1402-11", "1403-01")
    ['1402-11', '1402-12', '1403-01']
    """
    unit = grain([first, last])
    ends = (place(text, unit, unit) for text in (first, last))
    names = "{0:04}" if unit == "year" else "{1:04}-{2:02}"
    return [names.format(number, number // 12, number % 12 + 1) for number in range(next(ends), next(ends) + 1)]


def _date(place, grain):
    if grain == "day":
        return jdatetime.date.fromordinal(place)
    return jdatetime.date(place, 1, 1) if grain == "year" else jdatetime.date(place // 12, place % 12 + 1, 1)


def ticks(first, last, most, grain, lang):
    """{place: name} of the dates that an axis from `first` to `last` shows, about `most` of them."""
    places = {_date(place, grain): place for place in range(first, last + 1)}
    choices = [list(filter(rule, places)) for rule in TICK_RULES]
    dates = next((choice for choice in choices if 0 < len(choice) <= most), list(places)[:1])
    return {places[date]: digits(name, lang) for date, name in zip(dates, _names(dates, grain, lang), strict=True)}


def _names(dates, grain, lang):
    """A line each for day, month and year, of which the later ones are left out while they stay the same."""
    months = of({"fa": jdatetime.date.j_months_fa, "en": jdatetime.date.j_months_en}, lang)
    if grain == "year" or (len(dates) > 1 and all(date.day == date.month == 1 for date in dates)):
        return [str(date.year) for date in dates]
    whole = grain == "month" or (len(dates) > 1 and all(date.day == 1 for date in dates))  # whole months
    parts = [(date.day, months[date.month - 1], date.year)[whole:] for date in dates]
    return ["\n".join(_changed(before, part)) for before, part in zip([(), *parts], parts, strict=False)]


def _changed(before, parts):
    """The first part, and of the others those from which on they are no longer the same as before."""
    return [str(part) for place, part in enumerate(parts) if place == 0 or parts[place:] != before[place:]]
