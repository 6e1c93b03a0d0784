"""Which language a text is in, told from its script and, for Latin script, its commonest words."""

import re
from collections import Counter

UNSPACED_RANGES = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"  # kana, Han
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
)
"""Characters of scripts written without blanks between words, as the inside of a regular expression's brackets."""
UNSPACED = re.compile(f"[{UNSPACED_RANGES}]")
_KANA = re.compile("[\u3040-\u30ff\uff66-\uff9d]")
_HAN = re.compile("[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_SCRIPTS = {
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
}
_COMMON = {
    "en": "the of and to in is that for it with as are be this on not or by from we have which an at their can",
    "de": "der die und das ist nicht mit von den des ein eine auf für sich dem im zu es werden wird auch als",
    "fr": "le la les et des est une dans pour que qui pas sur avec du au ce sont plus par ne se il elle nous",
    "es": "el la los las de y que en un una es por con no para se del al como más su lo pero sus este",
    "it": "il lo gli e di che in un una è per con non si del della sono come più anche dei alla questo",
    "pt": "o a os as de e que em um uma é por com não para se do da ao como mais seu mas dos das",
    "nl": "de het een en van is dat niet op te zijn met voor aan er ook maar bij worden wordt door naar",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
SAMPLE, STRETCHES = 4000, 8
"""Code points that are looked at, and from how many places of a long text."""


def language_of(text: str) -> str:
    """BCP 47 primary tag of most of the text; `und` when too little of it tells."""
    sample = _sample(text)
    letters = sum(character.isalpha() for character in sample)
    if not letters:
        return "und"
    unspaced = len(UNSPACED.findall(sample))
    if unspaced * 3 > letters:
        return _unspaced(sample, unspaced)
    if len(_HANGUL.findall(sample)) * 3 > letters:
        return "ko"
    for language, script in _SCRIPTS.items():
        if len(script.findall(sample)) * 2 > letters:
            return language
    tag = _latin(sample)
    # A list of foreign names in a Japanese text leaves it Japanese.
    return _unspaced(sample, unspaced) if tag == "und" and unspaced * 10 > letters else tag


def _unspaced(sample: str, characters: int) -> str:
    if len(_SCRIPTS["th"].findall(sample)) * 2 > characters:
        return "th"
    # Chinese borrows a kana now and then; Japanese prose has one in every few characters.
    if len(_KANA.findall(sample)) * 20 > characters:
        return "ja"
    return "zh" if _HAN.search(sample) else "und"


def _sample(text: str) -> str:
    """The text, or as much from evenly spread places, so that a foreign cover page does not decide."""
    if len(text) <= SAMPLE:
        return text
    length = SAMPLE // STRETCHES
    step = (len(text) - length) // (STRETCHES - 1)
    return " ".join(text[at * step : at * step + length] for at in range(STRETCHES))


def _latin(sample: str) -> str:
    counts = Counter(re.findall(r"[^\W\d_]+", sample.casefold()))
    shares = {language: sum(counts[word] for word in words) for language, words in _WORDS.items()}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] * 20 >= sum(counts.values()) and shares[best] >= 2 else "und"
