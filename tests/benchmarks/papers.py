"""Generated papers whose texts look like those of a list: words, topics, people, dates, links.

    python tests/benchmarks/papers.py [COUNT]

prints how many words COUNT (default 20000) papers hold, how many different ones, and the measured
exponent of Heaps' law (natural English: 0.5 to 0.6).
"""

from __future__ import annotations

import datetime
import random
import sys
import time
from collections.abc import Iterator
from itertools import accumulate, pairwise

from vocabulary import Vocabulary, growth, heaps

from paperbrowse.paper import ArxivId, Paper

SEED = 4
BEGIN, DAYS = datetime.date(2023, 7, 1), 1096

_TOPICS = """
Image Classification;Object Detection;Semantic Segmentation;Image Retrieval;Large Language Models;
Diffusion Models;Medical Imaging;Reinforcement Learning;Graph Neural Networks;Video Understanding;
Self-Supervised Learning;Federated Learning;Adversarial Robustness;Vision Transformers;3D Vision;
Point Clouds;Remote Sensing;Face Recognition;Pose Estimation;Visual Question Answering;
Speech Recognition;Machine Translation;Time Series;Anomaly Detection;Domain Adaptation;
Continual Learning;Few-Shot Learning;Knowledge Distillation;Neural Architecture Search;
Recommender Systems;Autonomous Driving;Robotics;Optical Flow;Image Generation;Super-Resolution;
Explainable AI;Causal Inference;Privacy;Quantum Machine Learning;Agents"""
_GIVEN = """
Wei;Yann;Maria;Jan;Anna;Li;Hiroshi;Priya;Ahmed;Olga;Chen;Lucas;Sofía;Min-Jun;Fatima;David;Elena;Xin;
Yu;José;Laura;Thomas;Ravi;Mei;Ivan;Sara;Noah;Emma;Jürgen;Chloé;Kai;Amir;Lin;Paul;Nina;Omar;Hao;Zoë;
Peter;Grace;Samuel;Julia;Ken;Ana;Björn;Leila;Marco;Tuan;Ines;Viktor"""
_FAMILY = """
Wang;Zhang;Li;Chen;Liu;Yang;Huang;Zhao;Kim;Lee;Park;Nguyen;Tran;Kumar;Sharma;Gupta;Singh;Tanaka;
Suzuki;Müller;Schmidt;Fischer;Dubois;Martin;García;López;Rossi;Bianchi;Silva;Santos;Ivanov;Petrov;
Kowalski;Novák;Johansson;Nielsen;Smith;Johnson;Brown;Miller;Cohen;Levy;Hassan;Ali;Okafor;Mensah;
Yılmaz;Demir;Haddad;Karimi;O'Brien;Hernández"""
_VENUES = """
CVPR;CVPR;CVPR;ICCV;ECCV;NeurIPS;NeurIPS;ICML;ICLR;ICLR;AAAI;IJCAI;WACV;BMVC;MICCAI;ACL;EMNLP;
ICRA;KDD;ACM MM;ISBI;ICASSP"""
_CATEGORIES = ("cs.CV", "cs.LG", "cs.CL", "eess.IV", "stat.ML", "math.OC", "math-ph", "hep-th")
_JOURNALS = ("IEEE Access", "Pattern Recognition Letters", "Phys. Rev. D")

# What a word of a text is: one of the most frequent, any, one of the topic's, one of the paper's
# own subject, or the first of two that often stand together.
_ANY, _TOPIC, _OWN, _PAIR, _COMMON = range(5)
_ABSTRACT = list(accumulate((0.35, 0.11, 0.08, 0.04, 0.42)))
_TITLE = list(accumulate((0.20, 0.20, 0.30, 0.10, 0.20)))


def papers(count: int, seed: int = SEED) -> Iterator[Paper]:
    """``count`` papers in the order of their arXiv numbers, spread evenly over three years."""
    author = _Author(seed)
    month, number = (0, 0), 0
    for place in range(count):
        published = BEGIN + datetime.timedelta(days=place * DAYS // count)
        number = number + 1 if month == (published.year, published.month) else 1
        month = (published.year, published.month)
        yield author.paper(published, f"{published:%y%m}.{number:05}")


def text(paper: Paper) -> str:
    """What of a paper counts for Heaps' law."""
    return f"{paper.title}. {paper.abstract}"


class _Author:
    """Writes papers, one after another."""

    def __init__(self, seed: int) -> None:
        self._rng = rng = random.Random(seed)
        self._vocabulary = vocabulary = Vocabulary(rng)
        self._common = rng.choices(vocabulary.common, vocabulary.common_counts, k=8192)
        self._topics, self._venues = _names(_TOPICS), _names(_VENUES)
        self._given, self._family = _names(_GIVEN), _names(_FAMILY)
        self._favourites = [_some(vocabulary, 400) for _ in self._topics]
        words = vocabulary.word
        self._pairs = [
            rng.sample(vocabulary.pairs, 60) + [(words(a), words(b)) for a, b in pairwise(own[:81])]
            for own in self._favourites
        ]
        self._topic_weights = list(
            accumulate(1 / (place + 3) for place in range(len(self._topics)))
        )
        self._people: list[str] = []

    def paper(self, published: datetime.date, number: str) -> Paper:
        rng = self._rng
        topic, second = rng.choices(range(len(self._topics)), cum_weights=self._topic_weights, k=2)
        topics = (topic, second) if rng.random() < 0.3 else (topic,)
        favourites = self._favourites[topic]
        own = [favourites[_near(rng, len(favourites))] for _ in range(5)]
        own += [self._vocabulary.rank() * rng.randint(1, 4) for _ in range(4)]
        version = rng.choices((1, 2, 3, 4), (55, 28, 12, 5))[0]
        later = 0 if version == 1 else int(rng.expovariate(1 / 70)) + 1
        return Paper(
            title=self._title(topic, own),
            arxiv=ArxivId(number, version),
            published=published,
            updated=published + datetime.timedelta(days=later),
            authors=self._authors(),
            abstract=self._abstract(topic, own),
            comment=self._comment(published.year) if rng.random() < 0.6 else "",
            code=self._code() if rng.random() < 0.5 else "",
            topics=tuple(self._topics[place] for place in dict.fromkeys(topics)),
            categories=tuple(dict.fromkeys(_CATEGORIES[place % 8] for place in topics)),
            journal=f"{_JOURNALS[topic % 3]} {later} ({published.year})" if version == 3 else "",
        )

    def _words(self, count: int, kinds: list[float], topic: int, own: list[int]) -> list[str]:
        rng, word, rank = self._rng, self._vocabulary.word, self._vocabulary.rank
        common, favourites, pairs = self._common, self._favourites[topic], self._pairs[topic]
        found: list[str] = []
        for kind in rng.choices(range(5), cum_weights=kinds, k=count):
            if kind == _COMMON:
                found.append(common[int(rng.random() * 8192)])
            elif kind == _ANY:
                found.append(word(rank()))
            elif kind == _TOPIC:
                found.append(word(favourites[_near(rng, len(favourites))]))
            elif kind == _OWN:
                found.append(word(own[int(rng.random() * len(own))]))
            else:
                found += pairs[_near(rng, len(pairs))]
        return found

    def _title(self, topic: int, own: list[int]) -> str:
        count = min(15, max(4, round(self._rng.gauss(8.2, 2.3))))
        words = self._words(count, _TITLE, topic, own)
        title = " ".join(word if len(word) < 4 else word[0].upper() + word[1:] for word in words)
        return title[0].upper() + title[1:] if self._rng.random() < 0.7 else f"{words[-1]}: {title}"

    def _abstract(self, topic: int, own: list[int]) -> str:
        rng = self._rng
        count = min(280, max(50, round(rng.gauss(143, 35))))
        words = self._words(count, _ABSTRACT, topic, own)
        sentences = []
        start = 0
        while start < len(words):
            end = start + rng.randint(14, 28)
            sentence = " ".join(words[start:end])
            chance = rng.random()
            if chance < 0.12:
                sentence += f" by {rng.random() * 100:.1f}\\%"
            elif chance < 0.14:
                sentence += f" where ${rng.choice('kndm')} \\leq {rng.randint(1, 64)}$"
            sentences.append(sentence[0].upper() + sentence[1:] + ".")
            start = end
        return " ".join(sentences)

    def _authors(self) -> tuple[str, ...]:
        """Three to six; who has written much is likely to have written this too."""
        rng = self._rng
        found = []
        for _ in range(rng.randint(3, 6)):
            if not self._people or rng.random() < 0.3:
                family = rng.choice(self._family)
                if rng.random() < 0.5:
                    family = self._vocabulary.name().capitalize()
                person = f"{rng.choice(self._given)} {family}"
            else:
                person = rng.choice(self._people)
            self._people.append(person)
            found.append(person)
        return tuple(dict.fromkeys(found))

    def _comment(self, year: int) -> str:
        rng = self._rng
        pages = f"{rng.randint(4, 40)} pages"
        if rng.random() < 0.6:
            pages += f", {rng.randint(2, 14)} figures"
        chance = rng.random()
        if chance < 0.45:
            how = rng.choice(("Accepted at", "Accepted to", "Accepted by", "To appear in"))
            accepted = f"{how} {rng.choice(self._venues)} {year + rng.randint(0, 1)}"
            return f"{accepted}, {pages}" if rng.random() < 0.6 else accepted
        if chance < 0.6:
            return f"{pages}. Code: {self._code()}"
        if chance < 0.7:
            return rng.choice(("Preprint", "Under review", "Work in progress", "Technical report"))
        return pages

    def _code(self) -> str:
        user, repository = self._vocabulary.name(), self._vocabulary.name().capitalize()
        host = self._rng.choices(("github.com", "gitlab.com", "huggingface.co"), (90, 4, 6))[0]
        return f"https://{host}/{user}/{repository}"


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";")]


def _some(vocabulary: Vocabulary, count: int) -> list[int]:
    """Different ranks drawn by the law."""
    found: dict[int, None] = {}
    while len(found) < count:
        found[vocabulary.rank()] = None
    return list(found)


def _near(rng: random.Random, end: int) -> int:
    """A place below ``end``, small ones more likely."""
    u = rng.random()
    return int(end * u * u * u)


def main() -> None:
    """Print the size and the growth of the vocabulary."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    begun = time.perf_counter()
    for _ in papers(count):
        pass
    seconds = time.perf_counter() - begun
    points = growth(text(paper) for paper in papers(count))
    tokens, vocabulary = points[-1]
    print(
        f"{count} papers (seed {SEED}, {seconds:.1f} s): {tokens} words, {vocabulary} different,"
        f" Heaps exponent {heaps(points):.3f}"
    )


if __name__ == "__main__":
    main()
