"""Patterns that nobody writes, of which a text of any length can be made: shared by the tests and benchmarks/hostile.py."""

PATTERNS = {
    "spaces": "  ", "no-break spaces": "\u00a0", "ZWNJ": "\u200c", "direction marks": "\u200f", "kashida": "ـ",
    "opening guillemets": "«", "closing guillemets": "»", "guillemets": "«صلح» ", "straight marks": '"', "single marks": "'",
    "inner quotations": "«گفت “", "brackets": "([{", "colons": ":", "commas": "، ", "full stops": ". ", "dots": ".",
    "hyphens": "-", "percent signs": "٪", "line feeds": "\n", "CRLF": "\r\n", "line separators": "\u2028",
    "می": "می ", "می joined": "می\u200c", "ها joined": "ها", "و": "و ", "که": "که ", "از": "از ", "را": "را ",
    "digits": "۱۲۳", "numbers": "۵ ", "fractions": "1/", "dates": "۱۴۰۳/۰۲/۱۵ ", "combining marks": "\u064e",
    "a letter": "ا", "letters": "ا ", "a word": "کتاب ", "Latin": "a.", "e-mail": "a+", "addresses": "http://", "handles": "@",
    "emoji": "😀", "beyond 16 bits": "𝔘", "Han": "漢", "said": "گفت: ", "said that": "گفت که ", "he said that": "او گفت که ",
    "he added": "وی افزود ", "he said, quoted": "او گفت: «صلح» ", "open quotations": "«گفت ", "according to": "به گفته ",
    "reports": "به گزارش ", "pronouns": "او ", "this body": "این سازمان ", "names": "علی رضایی ", "an office": "وزیر دفاع ایران ",
    "condemned": "محکوم کرد ", "must": "باید ", "supported": "ایران از ساحلستان حمایت کرد ", "lines": "علی رضایی گفت: صلح.\n",
    "turns": "علی: صلح\n", "headings": "** ت\n", "null-like": "\ufeff\u00ad", "markup": "<script>", "commands": "\\input{x} ",
}  # fmt: skip


def text(name, size):
    """A text of so many characters, a short sentence and then the pattern."""
    pattern = PATTERNS[name]
    return "باران آمد. " + pattern * (size // len(pattern))
