"""Fractional order keys: strings that sort in the order of the things they belong to.

Between any two keys there is room for another, so moving one record changes one record. A key is an integer
part, whose first letter tells its length (so that appending stays short), and a fraction that never ends in
the zero digit. The scheme is the one described by David Greenspan in "Implementing Fractional Indexing" (2020).
"""

from collections.abc import Iterable

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FIRST = "a0"
LONGEST = 24
_LOWEST = "A" + "0" * 26
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}


def key_between(low: str | None, high: str | None) -> str:
    """A key that sorts after `low` and before `high`; `None` stands for the open end.

    Raises ValueError where `low` is not before `high` or either is not a key.
    """
    if low is not None and high is not None and low >= high:
        raise ValueError(f"no order key lies between {low!r} and {high!r}")
    if low is None:
        return FIRST if high is None else _before(high)
    whole, fraction = _split(low)
    if high is None:
        raised = _step(whole, up=True)
        return whole + _midpoint(fraction, None) if raised is None else raised
    high_whole, high_fraction = _split(high)
    if whole == high_whole:
        return whole + _midpoint(fraction, high_fraction)
    raised = _step(whole, up=True)
    if raised is not None and raised < high:
        return raised
    return whole + _midpoint(fraction, None)


def keys_between(low: str | None, high: str | None, count: int) -> list[str]:
    """`count` rising keys between `low` and `high`, as short as halving allows."""
    if count <= 0:
        return []
    if high is None:
        keys: list[str] = []
        for _each in range(count):
            low = key_between(low, None)
            keys.append(low)
        return keys
    middle = key_between(low, high)
    left = (count - 1) // 2
    return [*keys_between(low, middle, left), middle, *keys_between(middle, high, count - 1 - left)]


def too_long(keys: Iterable[str]) -> bool:
    """Whether a key has grown so long that the whole sequence should be numbered afresh."""
    return any(len(key) > LONGEST for key in keys)


def is_key(text: str) -> bool:
    """Whether the text is a well-formed order key."""
    try:
        _whole, fraction = _split(text)
    except ValueError:
        return False
    # Nothing could ever be put before the lowest integer part alone.
    return text != _LOWEST and all(letter in _VALUE for letter in text) and not fraction.endswith("0")


def _before(high: str) -> str:
    whole, fraction = _split(high)
    if fraction:
        return whole if whole != _LOWEST else whole + _midpoint("", fraction)
    lowered = _step(whole, up=False)
    if lowered is None:
        raise ValueError(f"no order key lies before {high!r}")
    return lowered + _midpoint("", None) if lowered == _LOWEST else lowered


def _whole_length(head: str) -> int:
    if "a" <= head <= "z":
        return ord(head) - ord("a") + 2
    if "A" <= head <= "Z":
        return ord("Z") - ord(head) + 2
    raise ValueError(f"an order key cannot begin with {head!r}")


def _split(key: str) -> tuple[str, str]:
    if not key:
        raise ValueError("an order key cannot be empty")
    length = _whole_length(key[0])
    if len(key) < length:
        raise ValueError(f"the order key {key!r} is too short")
    return key[:length], key[length:]


def _step(whole: str, *, up: bool) -> str | None:
    """The next integer part up or down, or None past the end of the range."""
    head, digits = whole[0], [_VALUE[digit] for digit in whole[1:]]
    edge, fresh, change = (61, 0, 1) if up else (0, 61, -1)
    position = len(digits) - 1
    while position >= 0 and digits[position] == edge:
        digits[position] = fresh
        position -= 1
    if position >= 0:
        digits[position] += change
        return head + "".join(DIGITS[digit] for digit in digits)
    return _next_length(head, up=up)


def _next_length(head: str, *, up: bool) -> str | None:
    if head == ("z" if up else "A"):
        return None
    if head == ("Z" if up else "a"):
        return "a0" if up else "Zz"
    neighbour = chr(ord(head) + (1 if up else -1))
    return neighbour + ("0" if up else "z") * (_whole_length(neighbour) - 1)


def _midpoint(low: str, high: str | None) -> str:
    """A fraction strictly between two fractions; `high` None stands for one."""
    if high is not None:
        shared = 0
        while shared < len(high) and (low[shared] if shared < len(low) else "0") == high[shared]:
            shared += 1
        if shared:
            return high[:shared] + _midpoint(low[shared:], high[shared:])
    first = _VALUE[low[0]] if low else 0
    last = _VALUE[high[0]] if high is not None else len(DIGITS)
    if last - first > 1:
        return DIGITS[(first + last + 1) // 2]
    if high is not None and len(high) > 1:
        return high[:1]
    return DIGITS[first] + _midpoint(low[1:], None)
