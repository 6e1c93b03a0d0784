"""Which language a text is in, told from its script and, for Latin script, its commonest words."""

import re
from collections import Counter

UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d\u0e00-\u0e7f]")
"""Characters of scripts written without blanks between words: kana, Han, Thai."""
_KANA = re.compile("[\u3040-\u30ff\uff66-\uff9d]")
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
SAMPLE = 4000
"""Code points that are looked at."""


def language_of(text: str) -> str:
    """BCP 47 primary tag of most of the text; `und` when too little of it tells."""
    sample = text[:SAMPLE]
    letters = sum(character.isalpha() for character in sample)
    if not letters:
        return "und"
    unspaced = len(UNSPACED.findall(sample))
    if unspaced * 3 > letters:
        if len(_SCRIPTS["th"].findall(sample)) * 2 > unspaced:
            return "th"
        return "ja" if _KANA.search(sample) else "zh"
    if len(_HANGUL.findall(sample)) * 3 > letters:
        return "ko"
    for language, script in _SCRIPTS.items():
        if len(script.findall(sample)) * 2 > letters:
            return language
    return _latin(sample)


def _latin(sample: str) -> str:
    counts = Counter(re.findall(r"[^\W\d_]+", sample.casefold()))
    shares = {language: sum(counts[word] for word in words) for language, words in _WORDS.items()}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] * 20 >= sum(counts.values()) and shares[best] >= 2 else "und"
