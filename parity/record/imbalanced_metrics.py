"""Metrics of imbalanced-learn, its report as text and as an object, and class weights."""
import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import imblearn
import numpy as np
from imblearn import metrics
from recorder import camel, params, record
from sklearn import metrics as sklearn_metrics
from sklearn.utils.class_weight import compute_class_weight, compute_sample_weight

warnings.filterwarnings("ignore")


def pair(n, classes, shares, seed, right=0.7):
    r = np.random.RandomState(seed)
    true = r.choice(len(classes), n, p=shares)
    pred = np.where(r.uniform(size=n) < right, true, r.randint(0, len(classes), n))
    return np.array(classes)[true], np.array(classes)[pred], r.randint(0, 4, n), r.uniform(size=n).round(3)


PAIRS = {
    "bits": pair(80, [0, 1], [0.9, 0.1], 0),
    "words": pair(60, ["ant", "bee", "cat"], [0.7, 0.2, 0.1], 1),
    "eighths": (np.repeat([0, 1], [8, 40]), np.array([1] * 7 + [0] + [1] * 25 + [0] * 15), np.ones(48, int), np.ones(48)),
    "numbers": pair(70, [3, 7, 20, -5], [0.5, 0.3, 0.1, 0.1], 2, 0.4),
    "one class": (np.ones(10, int), np.ones(10, int), np.arange(10), np.ones(10)),
    "missed": (np.array([0, 0, 0, 1, 1]), np.zeros(5, int), np.ones(5, int), np.array([0.5, 1, 1, 2, 0.25])),
    "never true": (np.array(["a", "a", "b"]), np.array(["a", "c", "b"]), np.ones(3, int), np.ones(3)),
    "signs": pair(50, [-1, 1], [0.2, 0.8], 3),
}
INVENTORY = {
    "sensitivity_score": {"average": "binary"},
    "specificity_score": {"average": "binary"},
    "geometric_mean_score": {"average": "multiclass"},
    "sensitivity_specificity_support": {"average": None},
}


def scores():
    cases = []
    for name, (true, pred, counts, weights) in PAIRS.items():
        labels = np.unique(np.concatenate([true, pred]))
        two = len(labels) <= 2 and not isinstance(labels[0], str)
        for function in INVENTORY:
            averages = [None, "micro", "macro", "weighted"]
            if two:
                averages.append("binary")
            if function == "geometric_mean_score":
                averages.append("multiclass")
            for average in averages:
                for extra in ({}, {"sample_weight": "counts"}, {"sample_weight": "weights"}, {"labels": labels[:2].tolist()}, {"correction": 0.01}):
                    if ("correction" in extra) != (average == "multiclass" and "correction" in extra):
                        continue
                    if average == "binary" and "labels" in extra:
                        continue
                    options = {"average": average, **extra}
                    given = dict(options)
                    if "sample_weight" in given:
                        given["sample_weight"] = counts if given["sample_weight"] == "counts" else weights
                    answer = getattr(metrics, function)(true, pred, **given)
                    cases.append({"pair": name, "function": camel(function), "options": params(**options), "expected": answer})
                    if function != "sensitivity_specificity_support" and "correction" not in extra:
                        for alpha, squared in ((0.1, True), (-0.5, False)):
                            decorate = metrics.make_index_balanced_accuracy(alpha=alpha, squared=squared)
                            answer = decorate(getattr(metrics, function))(true, pred, **given)
                            cases.append(
                                {
                                    "pair": name,
                                    "function": camel(function),
                                    "iba": {"alpha": alpha, "squared": squared},
                                    "options": params(**options),
                                    "expected": answer,
                                }
                            )
        if two:
            for function in ("accuracy_score", "f1_score", "precision_score", "jaccard_score"):
                answer = metrics.make_index_balanced_accuracy()(getattr(sklearn_metrics, function))(true, pred)
                cases.append({"pair": name, "function": camel(function), "iba": {}, "options": {}, "expected": answer})
    return cases


def reports():
    cases = []
    for name, (true, pred, counts, weights) in PAIRS.items():
        labels = np.unique(np.concatenate([true, pred]))
        for options in (
            {},
            {"digits": 3, "alpha": 0.3},
            {"sample_weight": "counts"},
            {"sample_weight": "weights", "digits": 0},
            {"labels": labels[::-1].tolist()},
            {"target_names": [f"a rather long name {k}" for k in range(len(labels))], "zero_division": 1},
        ):
            given = dict(options)
            if "sample_weight" in given:
                given["sample_weight"] = counts if given["sample_weight"] == "counts" else weights
            text = metrics.classification_report_imbalanced(true, pred, **given)
            as_dict = metrics.classification_report_imbalanced(true, pred, output_dict=True, **given)
            cases.append({"pair": name, "options": params(**options), "text": text, "dict": as_dict})
    return cases


def plain_reports():
    return [
        {"pair": name, "digits": digits, "text": sklearn_metrics.classification_report(true, pred, digits=digits)}
        for name, (true, pred, _, _) in PAIRS.items()
        for digits in (0, 1, 2, 3)
    ]


def class_weights():
    cases = []
    for name, (true, _, _, _) in PAIRS.items():
        classes = np.unique(true)
        table = {label: 0.5 + k for k, label in enumerate(classes.tolist())}
        for given in ("balanced", None, table):
            rows = np.arange(0, len(true), 2)
            cases.append(
                {
                    "pair": name,
                    "classWeight": given,
                    "byClass": compute_class_weight(given, classes=classes, y=true),
                    "bySample": compute_sample_weight(given, true),
                    "indices": rows,
                    "inSubsample": compute_sample_weight("balanced", true, indices=rows) if given == "balanced" else None,
                }
            )
    return cases


def weighted_reports():
    """Reports with weights of many digits, whose sums round, and with weights of zero."""
    r = np.random.RandomState(11)
    cases = []
    for _ in range(40):
        n, k = r.randint(1, 40), r.randint(1, 6)
        true = r.randint(0, k, n)
        pred = np.where(r.uniform(size=n) < 0.5, true, r.randint(0, k, n))
        weights = r.uniform(size=n) if r.uniform() < 0.6 else r.choice([0, 0.5, 1, 2.25], n)
        text = metrics.classification_report_imbalanced(true, pred, sample_weight=weights, digits=3)
        plain = sklearn_metrics.precision_recall_fscore_support(true, pred, sample_weight=weights)
        jaccard = sklearn_metrics.jaccard_score(true, pred, sample_weight=weights, average="micro", zero_division=0)
        cases.append({"true": true, "pred": pred, "weights": weights, "text": text, "support": plain[3], "jaccard": jaccard})
    return cases


def ordinal_errors():
    r = np.random.RandomState(12)
    cases = []
    for _ in range(30):
        n, k = r.randint(5, 200), r.randint(1, 6)
        classes = np.sort(r.choice(np.arange(-9, 50), k, replace=False))
        true = np.append(classes, classes[r.randint(0, k, n)])
        pred = np.where(r.uniform(size=n + k) < 0.5, true, classes[r.randint(0, k, n + k)])
        weights = None if r.uniform() < 0.5 else r.uniform(size=n + k)
        error = metrics.macro_averaged_mean_absolute_error(true, pred, sample_weight=weights)
        cases.append({"true": true, "pred": pred, "weights": weights, "error": error})
    return cases


pairs = {k: dict(zip(("true", "pred", "counts", "weights"), v)) for k, v in PAIRS.items()}
record("metrics/imbalanced", scores(), pairs=pairs, imbalanced_learn=imblearn.__version__)
record("metrics/imbalanced-report", reports())
record("metrics/rounded-report", plain_reports())
record("metrics/class-weight", class_weights())
record("metrics/weighted-report", weighted_reports())
record("metrics/ordinal-error", ordinal_errors())
