"""Measures a pair of files on the repository's development sets: does the right question lead the ranking?

The words are a plain BM25 with a crude stemmer, so that the figures tell vectors from vectors; what they
are worth in the program, `footnote eval` tells.
"""

import argparse
import json
import math
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from encoder import Encoder, unit
from pieces import Pieces, words

Encode = Callable[[list[str]], np.ndarray]


@dataclass
class Table:
    """Entries with their phrasings, and questions with the entries that answer them."""

    name: str
    phrasings: list[str]
    entry_of: np.ndarray
    questions: list[str]
    right: list[set[int]]


def table_of(name: str, entries: dict[str, list[str]], asked: list[tuple[str, set[str]]]) -> Table:
    """Numbers the entries; questions that no entry answers are left out."""
    number = {entry: i for i, entry in enumerate(entries)}
    asked = [(question, right) for question, right in asked if right]
    return Table(
        name,
        [phrasing for phrasings in entries.values() for phrasing in phrasings],
        np.array([number[entry] for entry, phrasings in entries.items() for _ in phrasings]),
        [question for question, _ in asked],
        [{number[entry] for entry in right} for _, right in asked],
    )


def numbered_sentences(markdown: str) -> Iterator[tuple[tuple[int, int], str, str]]:
    """(section, paragraph), number and text of each sentence of an article."""
    section = paragraph = 0
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", markdown):
        if block.startswith("## "):
            section, paragraph = section + 1, 0
        elif not block.startswith("#") and block.strip():
            paragraph += 1
            plain = " ".join(re.sub(r"^\s*(?:[-*]|\d+\.) |[*`]", "", block).split())
            for number, sentence in enumerate(re.split(r"(?<=[.!?])[\"”]?\s+(?=[A-Z“\"‘0-9])", plain), 1):
                yield (section, paragraph), f"{section}.{paragraph}.{number}", sentence


def cited(cite: dict[str, str], article: list[tuple[tuple[int, int], str, str]]) -> set[str]:
    """The numbers of the sentences that a quotation touches."""
    plain = [" ".join(re.sub(r"[*`]", "", part).split()) for part in cite["quote"].split("…")]
    at = tuple(int(part) for part in cite["at"].split(".")[:2])
    place = [(number, text) for where, number, text in article if where == at]
    hits = [i for i, (_, text) in enumerate(place) for part in plain if part and (part in text or text in part)]
    return {place[i][0] for i in range(min(hits), max(hits) + 1)} if hits else set()


def curated(name: str, knowledge: Path, article: Path | None, *datasets: Path) -> Table:
    """A knowledge file with datasets whose labels are sentences of the article; without it, paragraphs count."""
    table = tomllib.loads(knowledge.read_text())
    sentences = list(numbered_sentences(article.read_text())) if article else []
    holds = {}
    for fact in table["fact"]:
        cites = fact.get("cite", [])
        cites = cites if isinstance(cites, list) else [cites]
        holds[fact["id"]] = set().union(*(cited(cite, sentences) if article else {cite["at"]} for cite in cites))
    answers = {q["id"]: set().union(*(holds[fact] for fact in q["facts"])) for q in table["question"]}
    asked = []
    for row in (json.loads(line) for dataset in datasets for line in dataset.read_text().splitlines()):
        gold = {label if article else label.rpartition(".")[0] for label in row.get("gold", [])}
        asked.append((row["q"], {entry for entry, held in answers.items() if held & gold}))
    return table_of(name, {q["id"]: q["ask"] for q in table["question"]}, asked)


def asked_of(name: str, tests: Path) -> list[Path]:
    """The development sets about a text; of those with decisive differences, the controls are answerable."""
    return [path for path in sorted(tests.glob(f"**/{name}/dev.jsonl")) if "chatter" not in path.parts]


def tables(root: Path) -> Iterator[Table]:
    """Every table of the repository that has a development set."""
    tests, examples = root / "tests/answers", root / "knowledge/examples"
    yield curated("paris-talks", root / "knowledge/paris-talks.toml", None, *asked_of("paris-talks", tests))
    for name in ("brackenhold", "alder-street"):
        folder = examples / name
        yield curated(name, folder / f"{name}.toml", folder / f"{name}.md", *asked_of(name, tests))
    for folder in sorted((tests / "newcomers").iterdir()):
        for kind in ("table", "expanded"):
            knowledge = folder / kind / f"{folder.name}.toml"
            text = folder / "table" / f"{folder.name}.md"
            yield curated(f"{folder.name} {kind}", knowledge, text, *asked_of(folder.name, tests))
    everyday = tests / "everyday-requests"
    asked = [json.loads(line) for line in (everyday / "questions.jsonl").read_text().splitlines()]
    for most in (3, 5, 10):
        entries: dict[str, list[str]] = {}
        for line in (everyday / "phrasings.tsv").read_text().splitlines():
            entry, phrasing = line.split("\t")
            entries.setdefault(entry, []).append(phrasing)
        entries = {entry: phrasings[:most] for entry, phrasings in entries.items()}
        yield table_of(f"everyday {most}", entries, [(row["ask"], {row["expect"]} & set(entries)) for row in asked])


def stems(text: str) -> list[str]:
    """Words without their commonest endings."""
    return [re.sub(r"(?<=\w{3})(?:ing|ed|es|s|e|ly)$", "", word) for word in words(text)]


def of_entries(scores: np.ndarray, entry_of: np.ndarray) -> np.ndarray:
    """The best phrasing's score of each entry."""
    best = np.full((len(scores), entry_of.max() + 1), -np.inf)
    np.maximum.at(best.T, entry_of, scores.T)
    return best


def by_words(table: Table) -> np.ndarray:
    """BM25 of the questions against the phrasings and against the entries, each as a share of the most there is."""
    whole: list[list[str]] = [[] for _ in range(table.entry_of.max() + 1)]
    phrasings = [stems(phrasing) for phrasing in table.phrasings]
    for entry, phrasing in zip(table.entry_of, phrasings, strict=True):
        whole[entry] += phrasing
    rarity = Counter(word for entry in whole for word in set(entry))
    weight = {word: math.log(1 + (len(whole) - n + 0.5) / (n + 0.5)) for word, n in rarity.items()}
    unknown = math.log(1 + len(whole))

    def bm25(documents: list[list[str]], flatness: float) -> np.ndarray:
        mean = sum(map(len, documents)) / len(documents)
        scores = np.zeros((len(table.questions), len(documents)))
        counted = [Counter(document) for document in documents]
        for row, question in enumerate(table.questions):
            asked = set(stems(question))
            most = sum(weight.get(word, unknown) for word in asked) or 1.0
            for column, count in enumerate(counted):
                norm = 1.2 * (1 - flatness + flatness * len(documents[column]) / mean)
                met = sum(weight[w] * count[w] * 2.2 / (count[w] + norm) for w in asked if w in count)
                scores[row, column] = met / most
        return scores

    return (of_entries(bm25(phrasings, 0.75), table.entry_of) + bm25(whole, 0.5)) / 2


def by_meaning(table: Table, encode: Encode) -> np.ndarray:
    """The mean of the cosines to each entry's best phrasing and to its centroid."""
    phrasings, questions = unit(encode(table.phrasings)), unit(encode(table.questions))
    centroids = np.zeros((table.entry_of.max() + 1, phrasings.shape[1]))
    np.add.at(centroids, table.entry_of, phrasings)
    return (of_entries(questions @ phrasings.T, table.entry_of) + questions @ unit(centroids).T) / 2


def hits(scores: np.ndarray, right: list[set[int]]) -> tuple[float, float]:
    """The shares of questions whose first entry is right, and of those with a right one among the first three."""
    order = np.argsort(-scores, axis=1, kind="stable")
    first = [order[i, 0] in r for i, r in enumerate(right)]
    three = [bool(set(order[i, :3].tolist()) & r) for i, r in enumerate(right)]
    return float(np.mean(first)), float(np.mean(three))


def sums(folder: Path) -> Encode:
    """Encodes by the two files of a folder."""
    pieces = Pieces((folder / "pieces.txt").read_text().split())
    rows = np.fromfile(folder / "vectors.i8", np.int8).reshape(len(pieces.pieces), -1).astype(np.float64)
    return lambda of: np.array([rows[pieces.of_text(text)].sum(axis=0) for text in of])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--weights", type=float, nargs="*", default=[0.2, 0.5, 1.0])
    parser.add_argument("--encoder", action="store_true", help="measure the encoder itself, too")
    parser.add_argument("vectors", type=Path, nargs="*", help="folders with pieces.txt and vectors.i8")
    arguments = parser.parse_args()
    folders = arguments.vectors or [arguments.root / "src/matcher/meaning"]
    for folder in folders:
        report(list(tables(arguments.root)), sums(folder), str(folder), arguments.weights)
    if arguments.encoder:
        report(list(tables(arguments.root)), Encoder(threads=1).encode, "the encoder", arguments.weights)


def report(of: list[Table], encode: Encode, title: str, weights: list[float]) -> None:
    """Prints hit@1 and hit@3 in percent per table: words, vectors, and words with vectors at each weight."""
    print(f"{title}\n{'':24}{'words':>12}{'vectors':>12}" + "".join(f"{f'w = {w}':>12}" for w in weights))
    rows = []
    for table in of:
        found, meant = by_words(table), by_meaning(table, encode)
        row = [hits(s, table.right) for s in (found, meant, *(found + w * meant for w in weights))]
        rows.append(row)
        print(f"{table.name:24}" + "".join(f"{100 * a:6.1f}/{100 * b:5.1f}" for a, b in row))
    means = np.mean(rows, axis=0)
    print(f"{'mean':24}" + "".join(f"{100 * a:6.1f}/{100 * b:5.1f}" for a, b in means))


if __name__ == "__main__":
    main()
