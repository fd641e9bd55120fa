"""SMOTE followed by cleaning, and centroids of clusters: the rows that come out.

On one thread, because the order of equal distances in scikit-learn's brute force depends on their number.
"""
import os

os.environ["OMP_NUM_THREADS"] = "1"

import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import imblearn
import numpy as np
from imblearn.combine import SMOTEENN, SMOTETomek
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import ClusterCentroids, EditedNearestNeighbours, TomekLinks
from recorder import data, params, record, shipped
from scipy import sparse

warnings.filterwarnings("ignore")
rng = np.random.RandomState(5)
NOTES = {"imbalanced-learn": imblearn.__version__, "seed": 5}


def normal(n, d, shares, shift):
    y = rng.choice(len(shares), n, p=shares)
    y[: 8 * len(shares)] = np.arange(8 * len(shares)) % len(shares)
    return np.round(rng.randn(n, d) + shift * y[:, None], 3), y


iris, species = shipped("iris", "species")
keep = np.flatnonzero((species != species[0]) | (np.arange(150) % 4 == 0))
SETS = {
    "binary": normal(70, 3, [0.8, 0.2], 1.0),
    "apart": normal(60, 2, [0.75, 0.25], 4.0),
    "three": normal(80, 4, [0.6, 0.25, 0.15], 0.8),
    "line": normal(60, 1, [0.3, 0.7], 0.7),
    "wide": normal(60, 18, [0.65, 0.35], 0.6),
    "four": normal(90, 2, [0.4, 0.3, 0.2, 0.1], 1.5),
    "close": normal(64, 5, [0.7, 0.3], 0.0),
    "many": normal(120, 2, [0.9, 0.1], 1.2),
    "grid": (rng.randint(0, 5, (70, 3)).astype(float), np.r_[np.zeros(50, int), np.ones(20, int)]),
    "iris": (iris[keep], np.asarray(species[keep], dtype=str)),
}
SETS["sparse"] = (np.where(rng.rand(*SETS["three"][0].shape) < 0.3, 0, SETS["three"][0]), SETS["three"][1])
for name, (X, y) in SETS.items():
    data(f"combine-{name}", X, y)


def plain(y):
    classes, counts = np.unique(y, return_counts=True)
    return dict(zip(classes.tolist(), counts.tolist()))


def strategies(y, over):
    yield "auto"
    yield "all"
    yield "not minority" if over else "majority"
    counts = plain(y)
    if over:
        yield {label: max(counts.values()) + i for i, label in enumerate(counts)}
    else:
        yield {label: max(1, count // 5) for label, count in counts.items()}


CASES = {
    "SMOTEENN": (SMOTEENN, [
        {},
        {"smote": {"k_neighbors": 3, "random_state": 4}},
        {"enn": {"n_neighbors": 2, "sampling_strategy": "majority"}},
        {"random_state": 9},
    ]),
    "SMOTETomek": (SMOTETomek, [
        {},
        {"smote": {"k_neighbors": 2, "random_state": 8}},
        {"tomek": {"sampling_strategy": "majority"}},
        {"random_state": 9},
    ]),
    "ClusterCentroids": (ClusterCentroids, [{"voting": "soft"}, {"random_state": 4}, {"random_state": 7}, {"voting": "hard"}]),
}
INNER = {"smote": SMOTE, "enn": EditedNearestNeighbours, "tomek": TomekLinks}
for name, (sampler, settings) in CASES.items():
    cases = []
    for dataset, (X, y) in SETS.items():
        if name == "ClusterCentroids" and dataset in ("grid", "sparse"):
            continue  # rows at equal distances of two centres, and sparse k-means: rounding decides
        for turn, strategy in enumerate(strategies(y, sampler is not ClusterCentroids)):
            given = {"sampling_strategy": strategy, "random_state": 0, **settings[turn]}
            model = sampler(**{key: INNER[key](**value) if key in INNER else value for key, value in given.items()})
            shown = params(**{key: params(**value) if key in INNER else value for key, value in given.items()})
            if isinstance(strategy, dict):
                shown["samplingStrategy"] = [[label, count] for label, count in strategy.items()]
            rows, labels = model.fit_resample(sparse.csr_matrix(X) if dataset == "sparse" else X, y)
            rows = rows.toarray() if sparse.issparse(rows) else rows
            # Sums that tell every row and its place, in place of all rows: the fixture stays small.
            cases.append({"data": f"combine-{dataset}", "params": shown, "count": len(rows), "y": labels,
                          "first": rows[:3], "last": rows[-3:], "rowSums": rows.sum(axis=1)[:: max(1, len(rows) // 20)]})
    record(f"combine/{name}", cases, **NOTES)

# Many centres lie midway between two rows: rounding decides which of them stands for the cluster.
midway = []
for seed in range(12):
    random = np.random.RandomState(70 + seed)
    X = random.normal(size=(36, [16, 18, 25, 40, 3, 1][seed % 6]))
    X = X.round(1) if seed < 6 else X.round(4)
    y = (np.arange(36) >= 30).astype(int)
    sampler = ClusterCentroids(voting="hard", sampling_strategy={0: 20}, random_state=seed)
    rows, _ = sampler.fit_resample(X, y)
    midway.append({"X": X, "y": y, "params": {"voting": "hard", "samplingStrategy": [[0, 20]], "randomState": seed}, "rows": rows})
record("combine/midway", midway, **NOTES)
