"""Generators of data sets.

Run: python parity/record/datasets.py
"""
import pathlib
import sys

from sklearn import datasets

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from recorder import params, record  # noqa: E402

CENTERS = [[0, 1.5, -2], [4, 4, 4], [-3.25, 0, 9]]
SETTINGS = {
    "make_blobs": [
        {},
        {"n_samples": 17, "centers": 4, "n_features": 3, "random_state": 42},
        {"n_samples": [5, 0, 9], "cluster_std": [0.5, 1, 2.5], "random_state": 7},
        {"n_samples": 20, "centers": CENTERS, "cluster_std": 0.3, "shuffle": False},
        {"n_samples": [3, 4, 2], "centers": CENTERS, "random_state": 3},
        {"n_samples": 11, "center_box": (2, 2.5), "cluster_std": [0, 0.1, 0.2], "random_state": 5},
    ],
    "make_moons": [
        {},
        {"n_samples": 33, "noise": 0.2, "random_state": 42},
        {"n_samples": (7, 12), "shuffle": False},
        {"n_samples": (1, 2), "noise": 0.0, "shuffle": False},
        {"n_samples": (0, 6), "random_state": 2},
    ],
    "make_circles": [
        {},
        {"n_samples": 33, "noise": 0.1, "factor": 0.35, "random_state": 42},
        {"n_samples": (7, 12), "shuffle": False, "factor": 0},
        {"n_samples": (0, 5), "random_state": 2},
    ],
    "make_friedman1": [{}, {"n_samples": 30, "n_features": 5, "noise": 1.5, "random_state": 42}],
    "make_classification": [
        {},
        {"n_samples": 40, "n_features": 6, "n_informative": 3, "n_redundant": 2, "n_repeated": 1, "n_classes": 3, "random_state": 42},
        {"n_samples": 41, "n_features": 8, "n_informative": 4, "n_redundant": 0, "weights": [0.7], "flip_y": 0.3, "shuffle": False},
        {"n_samples": 30, "n_features": 5, "n_informative": 2, "n_redundant": 1, "n_classes": 4, "n_clusters_per_class": 1, "weights": [0.1, 0.2, 0.3, 0.4], "hypercube": False, "class_sep": 2.5, "random_state": 9},
        {"n_samples": 25, "n_features": 6, "shift": None, "scale": None, "random_state": 11},
        {"n_samples": 25, "n_features": 4, "n_redundant": 1, "shift": [1, 2.5, -3, 0], "scale": [2, 1, 0.5, 10], "flip_y": 0, "random_state": 12},
        {"n_samples": 12, "n_features": 40, "n_informative": 35, "n_redundant": 3, "n_repeated": 2, "n_classes": 5, "random_state": 4},
        {"n_samples": 9, "n_features": 3, "n_informative": 1, "n_redundant": 1, "n_classes": 1, "n_clusters_per_class": 2, "flip_y": 1, "random_state": 6},
        {"n_samples": 50, "n_features": 12, "n_informative": 10, "n_redundant": 2, "n_classes": 8, "n_clusters_per_class": 3, "class_sep": 0.5, "random_state": 1},
    ],
    "make_regression": [
        {"n_samples": 30, "n_features": 12},
        {"n_samples": 20, "n_features": 4, "n_informative": 2, "coef": True, "bias": 3.5, "noise": 2, "random_state": 42},
        {"n_samples": 15, "n_features": 5, "n_targets": 3, "coef": True, "noise": 0.5, "shuffle": False, "random_state": 5},
        {"n_samples": 15, "n_features": 6, "n_informative": 3, "effective_rank": 2, "coef": True, "random_state": 8},
        {"n_samples": 6, "n_features": 9, "n_targets": 2, "effective_rank": 3, "tail_strength": 0.1, "noise": 0.01, "random_state": 8},
        {"n_samples": 5, "n_features": 3, "n_informative": 0, "random_state": 1},
    ],
    "make_low_rank_matrix": [
        {"n_samples": 12, "n_features": 7, "effective_rank": 3},
        {"n_samples": 5, "n_features": 9, "effective_rank": 2, "tail_strength": 0, "random_state": 42},
        {"n_samples": 6, "n_features": 6, "effective_rank": 1, "tail_strength": 1, "random_state": 3},
    ],
}

if __name__ == "__main__":
    cases = []
    for function, settings in SETTINGS.items():
        for given in settings:
            given = {"random_state": 0} | given
            if function == "make_blobs":
                X, y, centers = datasets.make_blobs(**given, return_centers=True)
                answer = {"X": X, "y": y, "centers": centers}
            elif function == "make_low_rank_matrix":
                answer = {"X": datasets.make_low_rank_matrix(**given)}
            else:
                parts = getattr(datasets, function)(**given)
                answer = dict(zip(("X", "y", "coef"), parts))
            cases.append({"function": function, "params": params(**given), **answer})
    record("datasets/generators", cases)
