"""English words for numbers, as Word's lists have them: twenty-one, twenty-first, 21st."""

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_IRREGULAR = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_MARKS = {1: "st", 2: "nd", 3: "rd"}
_END = 1000


def cardinal(number: int) -> str:
    """101 -> one hundred one; figures from a thousand on."""
    if number >= _END:
        return str(number)
    if number >= 100:
        rest = f" {cardinal(number % 100)}" if number % 100 else ""
        return f"{_ONES[number // 100]} hundred{rest}"
    if number >= 20:
        return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    return _ONES[number]


def ordinal(number: int) -> str:
    """121 -> one hundred twenty-first."""
    words = cardinal(number)
    start = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[start:]
    plain = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return words[:start] + _IRREGULAR.get(last, plain)


def ordinal_mark(number: int) -> str:
    """1 -> st, 12 -> th."""
    return "th" if number // 10 % 10 == 1 else _MARKS.get(number % 10, "th")
