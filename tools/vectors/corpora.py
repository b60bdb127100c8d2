"""Reads sentences out of the public collections that the vectors are trained on.

Each reader knows one collection in the layout in which its authors publish it, unpacked in a folder of
the collection's name. Nothing here is particular to a table of facts, and no collection of labelled
intents is read. README.md lists the collections with their licences.
"""

import csv
import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

# Longer sentences taught the rows nothing more, and cost the encoder as much time as all the others.
MOST_WORDS = 16
# Long documents repeat their subject; the first sentences tell it.
SENTENCES_OF_AN_ANSWER = 4

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'“(])")
TAG = re.compile(r"<[^>]*>")
BLOCK = re.compile(r"<(?:p|li|h[1-6]|title|desc|item|td|th|dt|dd|div)\b[^>]*>|</(?:p|li|h[1-6]|title|desc|td|div)>")
MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def sentences(text: str) -> Iterator[str]:
    """Splits running text at the ends of its sentences."""
    yield from SENTENCE_END.split(" ".join(text.split()))


def markup(text: str) -> Iterator[str]:
    """The sentences of an HTML or XML page, block by block."""
    for block in BLOCK.split(text):
        yield from sentences(html.unescape(TAG.sub(" ", block)))


def markdown(text: str) -> Iterator[str]:
    """The sentences of a Markdown page without its front matter and code."""
    text = re.sub(r"\A---.*?^---$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    text = MARKDOWN_LINK.sub(r"\1", TAG.sub("", text))
    for block in re.split(r"\n\s*\n|\n\s*(?:[-*+]|\d+\.)\s+|^#+\s+", text, flags=re.MULTILINE):
        yield from sentences(re.sub(r"[*_`#>|]", " ", block))


def lines(folder: Path, pattern: str) -> Iterator[str]:
    """The lines of all files that match, in the order of their names."""
    for text in texts(folder, pattern):
        yield from text.splitlines()


def texts(folder: Path, pattern: str) -> Iterator[str]:
    """The contents of all files that match, in the order of their names."""
    for path in sorted(folder.glob(pattern)):
        if path.is_file():
            yield path.read_text(encoding="utf-8-sig", errors="replace")


def query_wellformedness(folder: Path) -> Iterator[str]:
    for line in lines(folder, "*.tsv"):
        yield line.split("\t")[0]


def open_trivia(folder: Path) -> Iterator[str]:
    for text in texts(folder, "categories/*"):
        yield from re.findall(r"^#Q (.*?)^\^", text, flags=re.DOTALL | re.MULTILINE)


def tldr(folder: Path) -> Iterator[str]:
    for line in lines(folder, "pages/*/*.md"):
        if line.startswith(("- ", "> ")) and not re.match(r"> (?:More information|See also|Note):", line):
            yield re.sub(r"[\[\]`]", "", line[2:]).removesuffix(":")


def natural_questions(folder: Path) -> Iterator[str]:
    for line in lines(folder, "nq_open/*.jsonl"):
        yield json.loads(line).get("question", "")


def web_questions(folder: Path) -> Iterator[str]:
    for text in texts(folder, "main/*.json"):
        for question in json.loads(text):
            yield question["qText"]


def english_web_treebank(folder: Path) -> Iterator[str]:
    for line in lines(folder, "**/*.conllu"):
        if line.startswith("# text = "):
            yield line.removeprefix("# text = ")


def self_dialogues(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("corpus/*/*.csv")):
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                for column, turn in row.items():
                    if column and column.startswith("Answer.sentence") and turn:
                        yield from sentences(turn)


def cooking(folder: Path) -> Iterator[str]:
    for line in lines(folder, "cooking.stackexchange.txt"):
        yield re.sub(r"__label__\S+\s*", "", line)


def med_quad(folder: Path) -> Iterator[str]:
    for text in texts(folder, "**/*.xml"):
        for question in re.findall(r"<Question[^>]*>(.*?)</Question>", text, flags=re.DOTALL):
            yield html.unescape(question)
        for answer in re.findall(r"<Answer>(.*?)</Answer>", text, flags=re.DOTALL):
            yield from list(sentences(html.unescape(answer)))[:SENTENCES_OF_AN_ANSWER]


def piqa(folder: Path) -> Iterator[str]:
    for line in lines(folder, "data/*.jsonl"):
        row = json.loads(line)
        yield from (row["goal"], row["sol1"], row["sol2"])


def tatoeba(folder: Path) -> Iterator[str]:
    for line in lines(folder, "*.txt"):
        yield line.split("\t")[0]


def chatterbot(folder: Path) -> Iterator[str]:
    for line in lines(folder, "**/english/*.yml"):
        if match := re.match(r"\s*(?:- )?- (.*)", line):
            yield match.group(1)


def based_cooking(folder: Path) -> Iterator[str]:
    for text in texts(folder, "content/*.md"):
        yield from markdown(text)


def markdown_pages(folder: Path) -> Iterator[str]:
    for text in texts(folder, "**/*.md"):
        yield from markdown(text)


def markup_pages(folder: Path) -> Iterator[str]:
    for pattern in ("**/*.page", "**/*.html"):
        for text in texts(folder, pattern):
            yield from markup(text)


def word_net(folder: Path) -> Iterator[str]:
    """Each meaning as “word: gloss” and as its examples, so that rare words are seen, and seen explained."""
    for line in lines(folder, "data.*"):
        if line.startswith(" ") or " | " not in line:
            continue
        head, gloss = line.split(" | ", 1)
        fields = head.split()
        names = [fields[4 + 2 * i].replace("_", " ").split("(")[0] for i in range(int(fields[3], 16))]
        definition, *examples = gloss.split('"')
        for name in names:
            yield f"{name}: {definition.strip(' ;')}"
        yield from (example for example in examples if len(example) > len(" ; "))


READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    "query-wellformedness": query_wellformedness,
    "OpenTriviaQA": open_trivia,
    "tldr": tldr,
    "natural-questions": natural_questions,
    "webquestions": web_questions,
    "UD_English-EWT": english_web_treebank,
    "self_dialogue_corpus": self_dialogues,
    "cooking": cooking,
    "MedQuAD": med_quad,
    "piqa": piqa,
    "tatoeba": tatoeba,
    "chatterbot-corpus": chatterbot,
    "based.cooking": based_cooking,
    "opensource.guide": markdown_pages,
    "site-policy": markdown_pages,
    "gnome-user-docs": markup_pages,
    "libreoffice-help": markup_pages,
    "debian-handbook": markup_pages,
    "wordnet": word_net,
}


def read(folder: Path) -> dict[str, list[str]]:
    """The sentences of each collection below a folder, each sentence once in all of them."""
    seen: set[str] = set()
    corpora: dict[str, list[str]] = {}
    for name, reader in READERS.items():
        kept = []
        for found in reader(folder / name):
            sentence = " ".join(found.split())
            key = sentence.lower().strip(" .!?")
            if key in seen or not 2 <= len(sentence.split()) <= MOST_WORDS or not sentence.isascii():
                continue
            seen.add(key)
            kept.append(sentence)
        if not kept:
            raise SystemExit(f"{folder / name}: no sentences; see README.md for what belongs there")
        corpora[name] = kept
    return corpora
