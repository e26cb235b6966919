"""Which characters the bundled fonts have.

Chinese, Japanese and Korean have more characters than a program can carry. What is kept are those that the national
standards chose by frequency of use: JIS X 0208 (6,355 kanji; its level 1, 2,965 of them, in bold), GB 2312 (6,763
hanzi; its level 1, 3,755 of them, in bold), the frequent ones of Big5 that neither has, all syllables of modern Korean
(the 2,350 of KS X 1001 in bold). Python's own codecs hold these tables.
"""

from __future__ import annotations

Ranges = tuple[tuple[int, int], ...]

SCRIPTS: Ranges = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1, Extended-A, Extended-B
    (0x0250, 0x02FF),  # phonetic alphabet, modifier letters
    (0x0300, 0x036F),  # combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic and its supplement
    (0x1D00, 0x1DBF),  # phonetic extensions
    (0x1DC0, 0x1DFF),  # more combining marks
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x1F00, 0x1FFF),  # Greek Extended
    (0x2C60, 0x2C7F),  # Latin Extended-C
    (0xA720, 0xA7FF),  # Latin Extended-D
    (0xFB00, 0xFB06),  # Latin ligatures
)

SIGNS: Ranges = (
    (0x2000, 0x206F),  # punctuation and spaces
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency
    (0x20D0, 0x20FF),  # marks for symbols
    (0x2100, 0x214F),  # letterlike
    (0x2150, 0x218F),  # fractions and numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2300, 0x23FF),  # technical
    (0x2460, 0x24FF),  # enclosed letters and figures
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x26FF),  # miscellaneous symbols, ballot boxes
    (0x2700, 0x27BF),  # dingbats, check marks
    (0x27F0, 0x27FF),  # long arrows
    (0x2B00, 0x2BFF),  # more arrows and shapes
    (0xFFFC, 0xFFFD),  # object and character replacement
)

# What titles and figures are made of; the text family fills in the rest.
LARGE_TYPE: Ranges = (
    (0x0020, 0x007E),
    (0x00A0, 0x024F),
    (0x02B0, 0x036F),
    (0x0370, 0x03FF),
    (0x0400, 0x052F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x20CF),
    (0x2100, 0x214F),
    (0x2190, 0x2199),
    (0x2200, 0x22FF),
)

ARABIC: Ranges = (
    (0x0600, 0x06FF),
    (0x0750, 0x077F),  # supplement
    (0x0870, 0x08FF),  # extended
    (0x25CC, 0x25CC),  # what a mark alone stands on
    (0xFB50, 0xFDFF),  # forms that old files hold
    (0xFE70, 0xFEFE),
)

HEBREW: Ranges = ((0x0590, 0x05FF), (0x25CC, 0x25CC), (0xFB1D, 0xFB4F))
DEVANAGARI: Ranges = (
    (0x0900, 0x097F),
    (0x1CD0, 0x1CFF),
    (0x25CC, 0x25CC),
    (0xA830, 0xA839),
    (0xA8E0, 0xA8FF),
)
BENGALI: Ranges = ((0x0964, 0x0965), (0x0980, 0x09FF), (0x25CC, 0x25CC))
THAI: Ranges = ((0x0E00, 0x0E7F), (0x25CC, 0x25CC))

CJK_SIGNS: Ranges = (
    (0x3000, 0x303F),  # punctuation
    (0xFF01, 0xFFEE),  # wide and narrow forms
)
KANA: Ranges = (
    (0x3040, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3220, 0x33FF),  # enclosed and squared
)
JAMO: Ranges = ((0x1100, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2), (0x3131, 0x318E))
HANGUL: Ranges = ((0xAC00, 0xD7A3),)

CYRILLIC_EXTENDED: Ranges = ((0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F))


def code_points(ranges: Ranges) -> frozenset[int]:
    """Every code point in the ranges, which include their ends."""
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def table_rows(codec: str, first: int, last: int) -> frozenset[int]:
    """The characters in rows of a table of 94 rows and columns, as EUC codecs encode it."""
    cells = ((row, column) for row in range(first, last + 1) for column in range(1, 95))
    texts = (bytes((0xA0 + row, 0xA0 + column)).decode(codec, "ignore") for row, column in cells)
    return frozenset(ord(text) for text in texts if text)


def frequent_big5() -> frozenset[int]:
    """The 5,401 frequent characters of Big5, rows A4 to C6."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    texts = (bytes((lead, trail)).decode("big5", "ignore") for lead in range(0xA4, 0xC7) for trail in trails)
    return frozenset(ord(text) for text in texts if len(text) == 1)


JIS_1, JIS_2 = table_rows("euc_jp", 16, 47), table_rows("euc_jp", 48, 84)
GB_1, GB_2 = table_rows("gb2312", 16, 55), table_rows("gb2312", 56, 87)
KS_HANGUL = table_rows("euc_kr", 16, 40)

JAPANESE = code_points(CJK_SIGNS + KANA) | JIS_1 | JIS_2
JAPANESE_BOLD = code_points(CJK_SIGNS + KANA) | JIS_1
CHINESE = code_points(CJK_SIGNS) | GB_1 | GB_2 | (frequent_big5() - JIS_1 - JIS_2)
CHINESE_BOLD = code_points(CJK_SIGNS) | GB_1
KOREAN = code_points(CJK_SIGNS + JAMO + HANGUL)
KOREAN_BOLD = code_points(CJK_SIGNS + JAMO) | KS_HANGUL
