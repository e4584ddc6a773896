"""Spans of one text, (start, end), that stand for the same: those that overlap enough."""


def overlap(one, other):
    """Characters in both spans over characters in either (Jaccard); 0 where they only touch.

    >>> overlap((0, 10), (5, 10))
    0.5
    """
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(common, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def matched(coded, found, least):
    """Pairs of places of two lists of spans that match one to one, best first, where they overlap by at least so much.

    >>> matched([(0, 10), (20, 30)], [(21, 30), (0, 4)], 0.8)
    [(1, 0)]
    """
    return sorted((group[0], group[1]) for group in grouped([coded, found], least=least) if len(group) == 2)


def grouped(spans, *, least, alike=None):
    """What several coders marked, with what is meant to be the same put together, best overlap first.

    spans: a list of spans for each coder. least: the overlap from which two may be the same; they must share a character.
    alike: gives for (coder, place, coder, place) how much two units are alike otherwise, which decides between equal overlaps.

    Returns one dict {coder: place in its list} a group, in the order of the text. Each unit is in one, and no coder has two in
    the same.

    >>> grouped([[(0, 10)], [(0, 9), (20, 30)], [(1, 10)]], least=0.3)
    [{0: 0, 1: 0, 2: 0}, {1: 1}]
    """
    of = {(coder, place): {coder: place} for coder, ones in enumerate(spans) for place in range(len(ones))}
    for one, other in _pairs(spans, least, alike or (lambda *_: 0)):
        if of[one].keys().isdisjoint(of[other]):
            of[one] |= of[other]
            of |= dict.fromkeys(of[other].items(), of[one])
    groups = {id(group): dict(sorted(group.items())) for group in of.values()}.values()
    return sorted(groups, key=lambda group: [(*spans[coder][place], coder, place) for coder, place in group.items()])


def _pairs(spans, least, alike):
    """Pairs of units, (coder, place), that overlap enough, best first."""
    units = sorted((start, end, coder, place) for coder, ones in enumerate(spans) for place, (start, end) in enumerate(ones))
    found = []
    for rank, (start, end, coder, place) in enumerate(units):
        for begin, finish, another, there in units[rank + 1 :]:
            if begin >= end:
                break
            share = overlap((start, end), (begin, finish))
            if another != coder and share >= least and share > 0:
                one, other = sorted([(coder, place), (another, there)])
                found.append((-share, -alike(*one, *other), one, other))
    return [pair[2:] for pair in sorted(found)]
