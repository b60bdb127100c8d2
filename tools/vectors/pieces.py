"""Text → words → pieces, as the program does it at run time.

The program's own normalisation folds more (numerals, spellings, markup); what matters here is that the
frequent words come out the same.
"""

import re
import unicodedata
from collections.abc import Iterable

CONTINUED = "##"

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")

WHOLE_CONTRACTIONS = {
    "ain't": "is not", "aint": "is not", "arent": "are not", "can't": "can not", "cannot": "can not",
    "cant": "can not", "couldnt": "could not", "didnt": "did not", "doesnt": "does not", "dont": "do not",
    "hadnt": "had not", "hasnt": "has not", "havent": "have not", "hes": "he is", "hows": "how is",
    "i'm": "i am", "im": "i am", "isnt": "is not", "ive": "i have", "let's": "let us", "shan't": "shall not",
    "shes": "she is", "shouldnt": "should not", "thats": "that is", "theres": "there is",
    "theyre": "they are", "theyve": "they have", "wasnt": "was not", "werent": "were not",
    "whats": "what is", "wheres": "where is", "whos": "who is", "won't": "will not", "wont": "will not",
    "wouldnt": "would not", "youre": "you are", "youve": "you have",
}  # fmt: skip
ENDINGS = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
BEFORE_IS = {"what", "who", "where", "when", "why", "how", "it", "that", "there", "here", "he", "she", "this"}


def words(text: str) -> list[str]:
    """The words of a text: lower case, no accents, contractions written out, nothing but letters and digits."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    text = "".join(char for char in text if not unicodedata.combining(char))
    found: list[str] = []
    for word in WORD.findall(THOUSANDS.sub("", text)):
        found += expand(word)
    return found


def expand(word: str) -> list[str]:
    """Writes a contraction out, and drops the ending of a possessive."""
    if word in WHOLE_CONTRACTIONS:
        return WHOLE_CONTRACTIONS[word].split()
    if word.endswith("n't"):
        return [word.removesuffix("n't"), "not"]
    stem, apostrophe, ending = word.partition("'")
    if not apostrophe:
        return [word]
    if ending == "s":
        return [stem, "is"] if stem in BEFORE_IS else [stem]
    return [stem, ENDINGS[ending]] if ending in ENDINGS else [word.replace("'", "")]


class Pieces:
    """A list of pieces, and the greedy split of words into them."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self.pieces = sorted(pieces)
        self.number = {piece: number for number, piece in enumerate(self.pieces)}

    def split(self, word: str) -> list[int]:
        """The numbers of a word's pieces: at each place the longest that fits; none if the word cannot be split."""
        numbers: list[int] = []
        start = 0
        while start < len(word):
            mark = CONTINUED if start else ""
            for end in range(len(word), start, -1):
                number = self.number.get(mark + word[start:end])
                if number is not None:
                    break
            else:
                return []
            numbers.append(number)
            start = end
        return numbers

    def of_text(self, text: str) -> list[int]:
        """The numbers of the pieces of all words of a text, in order."""
        return [number for word in words(text) for number in self.split(word)]
