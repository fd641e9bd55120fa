"""Clusters. On one thread, so that sums have one order."""
import os

os.environ["OMP_NUM_THREADS"] = "1"

import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import numpy as np
from recorder import params, record, shipped
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.datasets import make_blobs

warnings.filterwarnings("ignore")


def noise(n, d, seed):
    return np.random.RandomState(seed).normal(size=(n, d)).round(3)


SETS = {
    "iris": shipped("iris", "species")[0],
    "wine": shipped("wine", "cultivar")[0][::2],
    "blobs": make_blobs(150, 3, centers=6, random_state=4)[0].round(3),
    "noise": noise(90, 5, 0),
    "line": noise(80, 1, 1),
    "wide": noise(40, 20, 2),
    "repeated": np.repeat(noise(15, 3, 3), 4, axis=0),
    "scales": noise(70, 3, 5) * [1, 1e3, 1e-3] + [0, 1e4, 0],
    "skewed": np.random.RandomState(6).exponential(size=(100, 2)).round(3) ** 3,
    "far": noise(60, 2, 7) + 1e6,
    "whole": np.random.RandomState(8).randint(0, 5, size=(60, 3)).astype(float),
    "two": np.array([[0.0, 1.0], [2.0, 3.0]]),
}
weights = lambda n, seed: np.random.RandomState(seed).uniform(size=n).round(3)
whole = lambda n: (np.arange(n) % 4).astype(float)
SETTINGS = [
    ({"n_clusters": 3}, None),
    ({"n_clusters": 8, "random_state": 1}, whole),
    ({"n_clusters": 5, "init": "random", "random_state": 2}, lambda n: weights(n, 3)),
    ({"n_clusters": 4, "algorithm": "elkan", "n_init": 3, "random_state": 3}, None),
    ({"n_clusters": 6, "init": "random", "n_init": 2, "max_iter": 2, "algorithm": "elkan"}, None),
    ({"n_clusters": 1}, lambda n: weights(n, 9)),
    ({"n_clusters": 7, "tol": 0.05, "random_state": 11}, None),
    ({"n_clusters": 9, "tol": 0, "n_init": 4, "random_state": 12}, None),
    ({"n_clusters": 3, "init": "first"}, None),
]


def describe(name, X, model, given, weight):
    fresh = (X[:7] * 1.25 - 0.5).round(3)
    return {
        "data": name,
        "params": params(**given),
        "sampleWeight": weight,
        "labels": model.labels_,
        "centers": model.cluster_centers_,
        "inertia": model.inertia_,
        "nIter": model.n_iter_,
        "fresh": fresh,
        "predicted": model.predict(fresh),
        "transformed": model.transform(fresh),
        "score": model.score(fresh),
    }


def clusters():
    cases = []
    for name, X in SETS.items():
        for settings, weigh in SETTINGS:
            given = {"random_state": 0, **settings}
            if given["n_clusters"] > len(X):
                continue
            if given.get("init") == "first":
                given["init"] = X[: given["n_clusters"]].tolist()
            weight = None if weigh is None else weigh(len(X))
            if name == "whole" and given.get("algorithm") == "elkan":
                continue  # between equal distances the bounds' own rounding decides
            model = KMeans(**given).fit(X, sample_weight=weight)
            cases.append(describe(name, X, model, given, weight))
    return cases


record("cluster/k-means", clusters(), sets=SETS, threads=1)


def seedings():
    """Many clusters: rows that are each other's nearest are equally good candidates but for rounding."""
    cases = []
    for name, X in SETS.items():
        for seed, share, weigh in ((0, 0.7, None), (1, 0.4, None), (2, 0.55, whole), (3, 0.8, None)):
            distinct = len(np.unique(X, axis=0))
            given = {"n_clusters": max(2, int(share * distinct)), "random_state": seed}
            weight = None if weigh is None else weigh(len(X)) + 1
            model = KMeans(**given).fit(X, sample_weight=weight)
            cases.append({"data": name, "params": params(**given), "sampleWeight": weight, "labels": model.labels_})
    return cases


record("cluster/k-means-seedings", seedings(), sets=SETS, threads=1)


def empty():
    """More clusters than different rows, or nearly: which of equally far rows the empty ones get is argpartition's choice."""
    cases = []
    for seed in range(14):
        random = np.random.RandomState(seed)
        n, d = [30, 61, 120, 255, 300][seed % 5], 1 + seed % 4
        X = random.randint(0, 4, size=(n, d)).astype(float) if seed % 2 else random.normal(size=(n // 2, d)).round(1)[random.randint(0, n // 2, n)]
        distinct = len(np.unique(X, axis=0))
        given = {"n_clusters": min(n, distinct + [0, 3, 12][seed % 3]), "random_state": seed}
        weight = whole(n) + 1 if seed % 4 == 3 else None
        model = KMeans(**given).fit(X, sample_weight=weight)
        cases.append({"X": X, "params": params(**given), "sampleWeight": weight, "labels": model.labels_, "centers": model.cluster_centers_})
    return cases


record("cluster/k-means-empty", empty(), threads=1)

BATCHES = [
    ({"n_clusters": 3}, None),
    ({"n_clusters": 6, "batch_size": 16, "random_state": 1}, whole),
    ({"n_clusters": 4, "init": "random", "batch_size": 20, "init_size": 12, "random_state": 2}, lambda n: weights(n, 3)),
    ({"n_clusters": 5, "batch_size": 10, "max_no_improvement": None, "max_iter": 3, "reassignment_ratio": 0.3}, None),
    ({"n_clusters": 2, "batch_size": 15, "tol": 0.01, "n_init": 2, "random_state": 5}, None),
    ({"n_clusters": 3, "init": "first", "max_no_improvement": 2, "batch_size": 30}, lambda n: weights(n, 4)),
]


def batches():
    cases = []
    for name, X in SETS.items():
        for settings, weigh in BATCHES:
            given = {"random_state": 0, **settings}
            if given["n_clusters"] > len(X):
                continue
            if given.get("init") == "first":
                given["init"] = X[: given["n_clusters"]].tolist()
            weight = None if weigh is None else weigh(len(X))
            model = MiniBatchKMeans(**given).fit(X, sample_weight=weight)
            cases.append({**describe(name, X, model, given, weight), "nSteps": model.n_steps_})
    return cases


record("cluster/mini-batch-k-means", batches(), sets=SETS, threads=1)
