"""Makes pieces.txt and vectors.i8: a row for each word piece, so that the sum of a sentence's rows points
where the sentence encoder's vector points.

1. The pieces that the corpora use most are chosen from the encoder's vocabulary.
2. The encoder encodes every sentence; principal components leave the wanted number of dimensions.
3. Least squares find the rows whose sums come closest to these vectors, a rare piece staying near the
   vector that the encoder gives to it alone.
4. One scale for all rows rounds them to eight bits.
"""

import argparse
import hashlib
import random
import re
import string
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

import corpora
from encoder import Encoder, unit
from pieces import CONTINUED, Pieces, words

SEED = 20
DIMENSIONS = 64
PIECES = 19_000
# Collections of which a part is enough: they would drown the others, and twice as many sentences teach no more.
MOST_SENTENCES = {
    "self_dialogue_corpus": 40_000,
    "MedQuAD": 15_000,
    "libreoffice-help": 20_000,
    "wordnet": 80_000,
}

# How far the leading principal components are shrunk towards the others: 0 not at all, 1 to the same spread.
WHITENING = 0.25
# A piece seen in this share of all places has half the length of a rare one, before training.
FREQUENT = 3e-4
# How many sentences' worth of weight a piece's own vector has against the sentences that it occurs in.
OWN_WEIGHT = 1.0
ROUNDS, ITERATIONS = 4, 10


def log(message: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {message}", flush=True)


def sample(of: dict[str, list[str]]) -> list[str]:
    """The sentences to train on, mixed."""
    chance = random.Random(SEED)
    chosen = []
    for name, sentences in of.items():
        most = MOST_SENTENCES.get(name, len(sentences))
        chosen += chance.sample(sentences, most) if most < len(sentences) else sentences
    chance.shuffle(chosen)
    return chosen


def choose_pieces(vocabulary: dict[str, int], sentences: list[list[str]]) -> Pieces:
    """The pieces that the sentences use most; single letters and digits always, so that any word can be split."""
    known = Pieces(piece for piece in vocabulary if re.fullmatch(f"(?:{CONTINUED})?[a-z0-9]+", piece))
    used: Counter[str] = Counter()
    for word, count in Counter(word for sentence in sentences for word in sentence).items():
        for number in known.split(word):
            used[known.pieces[number]] += count
    single = {mark + char for char in string.ascii_lowercase + string.digits for mark in ("", CONTINUED)}
    rest = sorted(set(known.pieces) - single, key=lambda piece: (-used[piece], vocabulary[piece]))
    return Pieces(single | set(rest[: PIECES - len(single)]))


def counts(pieces: Pieces, sentences: list[list[str]]) -> sparse.csr_matrix:
    """How often each sentence (row) has each piece (column)."""
    split = {word: pieces.split(word) for word in {word for sentence in sentences for word in sentence}}
    columns: list[int] = []
    ends = [0]
    for sentence in sentences:
        for word in sentence:
            columns += split[word]
        ends.append(len(columns))
    ones = np.ones(len(columns), np.float32)
    matrix = sparse.csr_matrix((ones, columns, ends), shape=(len(sentences), len(pieces.pieces)))
    matrix.sum_duplicates()
    return matrix


@dataclass
class Projection:
    """384 dimensions → few: the principal components about the mean, the leading ones shrunk."""

    mean: np.ndarray
    components: np.ndarray

    @classmethod
    def of(cls, vectors: np.ndarray) -> "Projection":
        spread, components = np.linalg.eigh(np.cov(vectors.T))
        leading = np.argsort(-spread)[:DIMENSIONS]
        shrink = (spread[leading[0]] / spread[leading]) ** (WHITENING / 2)
        return cls(vectors.mean(axis=0), (components[:, leading] * shrink).astype(np.float32))

    def apply(self, vectors: np.ndarray) -> np.ndarray:
        return unit((vectors - self.mean) @ self.components)


def own_vectors(alone: np.ndarray, components: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Each piece as the encoder sees it alone, shorter the more frequent it is."""
    share = (seen + 0.5) / (seen + 0.5).sum()
    rows = unit((alone - alone.mean(axis=0)) @ components)
    return (rows * (FREQUENT / (FREQUENT + share))[:, None]).astype(np.float32)


def least_squares(matrix: sparse.csr_matrix, wanted: np.ndarray, start: np.ndarray) -> np.ndarray:
    """The rows E that minimise |matrix·E − wanted|² + OWN_WEIGHT·|E − start|², by conjugate gradients."""
    transposed = matrix.T.tocsr()
    diagonal = (np.asarray(matrix.multiply(matrix).sum(axis=0)).ravel() + OWN_WEIGHT)[:, None].astype(np.float32)
    rows = start.copy()
    left = transposed @ (wanted - matrix @ rows)
    scaled = left / diagonal
    direction, size = scaled, (left * scaled).sum(axis=0)
    for _ in range(ITERATIONS):
        ahead = transposed @ (matrix @ direction) + OWN_WEIGHT * direction
        step = size / np.maximum((direction * ahead).sum(axis=0), 1e-12)
        rows += step * direction
        left = left - step * ahead
        scaled = left / diagonal
        before, size = size, (left * scaled).sum(axis=0)
        direction = scaled + (size / before) * direction
    return rows


def fit(matrix: sparse.csr_matrix, wanted: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Least squares that care for direction only: each round stretches every sentence to where its sum ended."""
    sums = matrix @ own
    rows = start = own * ((sums * wanted).sum() / (sums * sums).sum())
    stretch = np.maximum(np.asarray(matrix.sum(axis=1)).ravel(), 1.0) ** -0.5
    for _ in range(ROUNDS):
        stretched = (sparse.diags(stretch.astype(np.float32)) @ matrix).tocsr()
        rows = least_squares(stretched, wanted, start)
        sums = matrix @ rows
        stretch = np.clip((sums * wanted).sum(axis=1) / np.maximum((sums * sums).sum(axis=1), 1e-6), 0.05, 5.0)
        log(f"least squares: mean cosine {(unit(sums) * wanted).sum(axis=1).mean():.4f}")
        start = rows
    return rows


def rounded(rows: np.ndarray) -> np.ndarray:
    """Eight bits at one scale; the few longest rows are cut, so that the others keep their precision."""
    scale = 127 / np.quantile(np.abs(rows).max(axis=1), 0.9995)
    return np.clip(np.rint(rows * scale), -127, 127).astype(np.int8)


def write(folder: Path, pieces: Pieces, rows: np.ndarray) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        "pieces.txt": "".join(f"{piece}\n" for piece in pieces.pieces).encode(),
        "vectors.i8": rounded(rows).tobytes(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
        log(f"{name}: {len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


def encoded(texts: list[str], encoder: Encoder, kept: Path | None) -> np.ndarray:
    """The encoder's vectors; from a file that an earlier run kept, if there is one of as many sentences."""
    if kept and kept.exists() and len(vectors := np.load(kept)) == len(texts):
        return vectors
    vectors = encoder.encode(texts)
    if kept:
        np.save(kept, vectors)
    return vectors


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes pieces.txt and vectors.i8 from a folder of corpora.")
    parser.add_argument("corpora", type=Path, help="a folder with the collections that README.md lists")
    parser.add_argument("output", type=Path, help="where the two files go")
    parser.add_argument("--threads", type=int, default=2, help="of the encoder")
    parser.add_argument("--encoded", type=Path, help="a .npy file that keeps the encoder's vectors for another run")
    arguments = parser.parse_args()

    of = corpora.read(arguments.corpora)
    for name, found in of.items():
        log(f"{name}: {min(len(found), MOST_SENTENCES.get(name, len(found)))} of {len(found)} sentences")
    texts = sample(of)
    sentences = [words(text) for text in texts]
    encoder = Encoder(arguments.threads)
    pieces = choose_pieces(encoder.vocabulary(), sentences)
    matrix = counts(pieces, sentences)
    log(f"{len(texts)} sentences, {len(pieces.pieces)} pieces; encoding")
    vectors = encoded(texts, encoder, arguments.encoded)
    projection = Projection.of(vectors)
    seen = np.asarray(matrix.sum(axis=0)).ravel()
    own = own_vectors(encoder.of_pieces(pieces.pieces), projection.components, seen)
    rows = fit(matrix, projection.apply(vectors), own)
    write(arguments.output, pieces, rows)


if __name__ == "__main__":
    main()
