"""Records what scikit-learn's metrics answer: parity/fixtures/metrics/*.json."""
import math
import pathlib
import sys
import warnings

import numpy as np
from sklearn import metrics

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from recorder import camel, record, write  # noqa: E402

warnings.filterwarnings("ignore")


class Recorder:
    def __init__(self, inputs):
        self.inputs, self.cases = inputs, []

    def call(self, name, *args, **options):
        """Calls the metric on named inputs; options whose value is the name of an input are looked up too."""
        given = {k: self.inputs[v] if isinstance(v, str) and v in self.inputs else v for k, v in options.items()}
        answer = getattr(metrics, name)(*[self.inputs[arg] for arg in args], **given)
        self.cases.append(
            {
                "function": camel(name),
                "arguments": list(args),
                "options": {camel(k): v for k, v in options.items()},
                "expected": answer,
            }
        )

    def write(self, name):
        write(f"data/metrics-{name}", self.inputs)
        record(f"metrics/{name}", self.cases)


def labels_cases():
    r = np.random.RandomState(0)
    n = 60
    words = np.array(["ant", "bee", "cat", "dog"])
    three = r.randint(0, 3, n)
    inputs = {
        "words_true": words[three],
        "words_pred": words[np.where(r.uniform(size=n) < 0.6, three, r.randint(0, 4, n))],
        "bits_true": r.randint(0, 2, n),
        "bits_pred": r.randint(0, 2, n),
        "signs_true": r.choice([-1, 1], n),
        "signs_pred": r.choice([-1, 1], n),
        "flags_true": r.randint(0, 2, n).astype(bool),
        "flags_pred": r.randint(0, 2, n).astype(bool),
        "numbers_true": r.choice([3, 7, 20, 5000], n),
        "numbers_pred": r.choice([3, 7, 20, 5000, -2], n),
        "ones": np.ones(n, int),
        "zeros": np.zeros(n, int),
        "weights": r.uniform(0, 2, n) * (r.uniform(size=n) < 0.9),
        "counts": r.randint(0, 4, n),
    }
    rec = Recorder(inputs)
    pairs = [("words", ["cat", "bee"], ["bee"]), ("bits", [1, 0], [1]), ("signs", [1, -1], [1]),
             ("flags", [True, False], [True]), ("numbers", [20, 3, 99], [7])]
    for kind, order, _ in pairs:
        t, p = f"{kind}_true", f"{kind}_pred"
        binary = kind in ("bits", "signs", "flags")
        for w in ({}, {"sample_weight": "weights"}, {"sample_weight": "counts"}):
            rec.call("accuracy_score", t, p, **w)
            rec.call("accuracy_score", t, p, normalize=False, **w)
            rec.call("zero_one_loss", t, p, **w)
            rec.call("zero_one_loss", t, p, normalize=False, **w)
            rec.call("hamming_loss", t, p, **w)
            rec.call("balanced_accuracy_score", t, p, **w)
            rec.call("balanced_accuracy_score", t, p, adjusted=True, **w)
            rec.call("matthews_corrcoef", t, p, **w)
            for k in (None, "linear", "quadratic"):
                rec.call("cohen_kappa_score", t, p, weights=k, **w)
            for normalize in (None, "true", "pred", "all"):
                rec.call("confusion_matrix", t, p, normalize=normalize, **w)
                rec.call("confusion_matrix", t, p, labels=order, normalize=normalize, **w)
            for f in ("precision_score", "recall_score", "f1_score", "jaccard_score"):
                for average in ("micro", "macro", "weighted", None):
                    rec.call(f, t, p, average=average, **w)
                    rec.call(f, t, p, average=average, labels=order, **w)
                    rec.call(f, t, p, average=average, zero_division=1, **w)
                if binary:
                    rec.call(f, t, p, **w)
                    rec.call(f, t, p, pos_label=order[1], **w)
            rec.call("precision_recall_fscore_support", t, p, zero_division=math.nan, **w)
            rec.call("precision_recall_fscore_support", t, p, average="macro", zero_division=math.nan, **w)
            for beta in (0.0, 0.5, 2.0):
                rec.call("fbeta_score", t, p, beta=beta, average="macro", **w)
                rec.call("precision_recall_fscore_support", t, p, beta=beta, average="weighted", **w)
            rec.call("classification_report", t, p, digits=3, **w) if kind != "flags" else None
            rec.call("classification_report", t, p, labels=order, **w) if kind != "flags" else None
            rec.call("classification_report", t, p, output_dict=True, **w) if kind != "flags" else None
            rec.call("classification_report", t, p, labels=order[:2], target_names=["first", "second"], output_dict=True, **w)
    for t, p in (("ones", "ones"), ("ones", "zeros"), ("zeros", "ones"), ("zeros", "zeros"), ("bits_true", "zeros")):
        for f in ("precision_score", "recall_score", "f1_score", "jaccard_score"):
            rec.call(f, t, p)
            rec.call(f, t, p, zero_division=1)
        rec.call("matthews_corrcoef", t, p)
        rec.call("cohen_kappa_score", t, p)
        rec.call("balanced_accuracy_score", t, p)
        rec.call("confusion_matrix", t, p, labels=[0, 1])
        # As text scikit-learn prints "60.0" for a count of 60 where nothing is right; the numbers are compared.
        rec.call("classification_report", t, p, output_dict=True)
    rec.call("cohen_kappa_score", "ones", "ones", replace_undefined_by=0.5)
    rec.write("labels")


def scores_cases():
    r = np.random.RandomState(1)
    n = 80
    proba = r.dirichlet([1, 1, 1], n).round(2)
    proba[:, 2] = 1 - proba[:, 0] - proba[:, 1]
    proba = np.clip(proba, 0, 1)
    binary = r.randint(0, 2, n)
    inputs = {
        "bits": binary,
        "signs": 2 * binary - 1,
        "flags": binary.astype(bool),
        "ham": np.array(["ham", "spam"])[binary],
        "sevens": np.where(binary == 1, 7, 3),
        "scores": r.normal(size=n) + binary,
        "ties": (r.normal(size=n) + binary).round(0),
        "p": r.uniform(size=n).round(3),
        "p_exact": r.choice([0.0, 0.25, 0.5, 1.0], n),
        "p2": np.stack([1 - (q := r.uniform(size=n).round(2)), q], 1),
        "three": r.randint(0, 3, n),
        "words": np.array(["a", "b", "c"])[r.randint(0, 3, n)],
        "two_of_three": r.randint(0, 2, n),
        "proba": proba,
        "constant": np.zeros(n),
        "ones": np.ones(n, int),
        "weights": r.uniform(0, 2, n) * (r.uniform(size=n) < 0.8),
    }
    rec = Recorder(inputs)
    for w in ({}, {"sample_weight": "weights"}):
        for y, pos in (("bits", {}), ("signs", {}), ("flags", {}), ("ham", {"pos_label": "spam"}), ("sevens", {"pos_label": 7}), ("bits", {"pos_label": 0})):
            for s in ("scores", "ties", "constant"):
                rec.call("roc_curve", y, s, **pos, **w)
                rec.call("roc_curve", y, s, drop_intermediate=False, **pos, **w)
                rec.call("precision_recall_curve", y, s, **pos, **w)
                rec.call("precision_recall_curve", y, s, drop_intermediate=True, **pos, **w)
                rec.call("average_precision_score", y, s, **pos, **w)
                rec.call("roc_auc_score", y, s, **w)
                for m in (0.05, 0.3, 0.5, 1.0):
                    rec.call("roc_auc_score", y, s, max_fpr=m, **w)
            for s in ("p", "p_exact"):
                rec.call("brier_score_loss", y, s, **pos, **w)
                rec.call("brier_score_loss", y, s, scale_by_half=False, **pos, **w)
                rec.call("log_loss", y, s, **w)
        for y in ("three", "words"):
            for average in ("macro", "weighted", "micro", None):
                rec.call("roc_auc_score", y, "proba", multi_class="ovr", average=average, **w)
                rec.call("average_precision_score", y, "proba", average=average, **w)
            rec.call("log_loss", y, "proba", **w)
            rec.call("log_loss", y, "proba", normalize=False, **w)
            rec.call("brier_score_loss", y, "proba", **w)
            rec.call("brier_score_loss", y, "proba", scale_by_half=True, **w)
        rec.call("log_loss", "bits", "p2", **w)
        rec.call("log_loss", "two_of_three", "proba", labels=[0, 1, 2], **w)
        rec.call("log_loss", "ones", "p", labels=[0, 1], **w)
    for y in ("three", "words"):
        for average in ("macro", "weighted"):
            rec.call("roc_auc_score", y, "proba", multi_class="ovo", average=average)
    rec.call("roc_auc_score", "two_of_three", "proba", multi_class="ovo", labels=[0, 1, 2])
    rec.call("roc_auc_score", "ones", "p")
    rec.call("roc_curve", "ones", "p", pos_label=1)
    rec.call("roc_curve", "ones", "p", pos_label=0)
    rec.write("scores")


def regression_cases():
    r = np.random.RandomState(2)
    n = 200
    y = r.normal(size=n) * 3
    inputs = {
        "y": y,
        "guess": y + r.normal(size=n),
        "constant": np.full(n, 2.5),
        "rounded": y.round(0),
        "rounded_guess": (y + r.normal(size=n)).round(0),
        "Y": r.normal(size=(n, 3)),
        "Y_guess": r.normal(size=(n, 3)),
        "weights": r.uniform(0, 2, n) * (r.uniform(size=n) < 0.9),
        "counts": r.randint(0, 3, n),
    }
    rec = Recorder(inputs)
    errors = ("mean_squared_error", "root_mean_squared_error", "mean_absolute_error", "median_absolute_error", "mean_absolute_percentage_error")
    shares = ("r2_score", "explained_variance_score")
    for w in ({}, {"sample_weight": "weights"}, {"sample_weight": "counts"}):
        for f in errors + shares:
            for t, p in (("y", "guess"), ("rounded", "rounded_guess"), ("constant", "y"), ("y", "constant"), ("constant", "constant")):
                rec.call(f, t, p, **w)
            for m in ("raw_values", "uniform_average", [0.5, 0.3, 0.2]):
                rec.call(f, "Y", "Y_guess", multioutput=m, **w)
        for f in shares:
            rec.call(f, "Y", "Y_guess", multioutput="variance_weighted", **w)
            rec.call(f, "y", "constant", force_finite=False, **w)
            rec.call(f, "constant", "y", force_finite=False, **w)
    rec.call("max_error", "y", "guess")
    rec.write("regression")


labels_cases()
scores_cases()
regression_cases()
