"""Built-in and made scorers of classifiers: which of two classes is positive, and where scikit-learn refuses to choose."""
import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import numpy as np
from imblearn import metrics as imbalanced
from recorder import record
from sklearn import metrics
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("ignore")
random = np.random.RandomState(0)
X = random.normal(size=(40, 2)).round(2)
binary = (X[:, 0] + random.normal(size=40) > 0).astype(int)
three = np.where(X[:, 1] > 0.5, 2, binary)
weight = random.randint(0, 4, 40).astype(float)
LABELS = {"0, 1": [0, 1], "-1, 1": [-1, 1], "1, 2": [1, 2], "0, 2": [0, 2], "-1, 0": [-1, 0], "strings": ["no", "yes"],
          "booleans": [False, True], "three numbers": [0, 1, 2], "three strings": ["a", "b", "c"]}
NAMES = ["accuracy", "balanced_accuracy", "matthews_corrcoef", "roc_auc", "roc_auc_ovr", "roc_auc_ovo_weighted", "average_precision",
         "neg_log_loss", "neg_brier_score", "precision", "recall_macro", "f1", "f1_micro", "jaccard", "jaccard_weighted"]
MADE = [("accuracy_score", "predict"), ("precision_score", "predict"), ("recall_score", "predict"), ("f1_score", "predict"),
        ("jaccard_score", "predict"), ("roc_auc_score", "predict_proba"), ("average_precision_score", "predict_proba"),
        ("average_precision_score", "decision_function"), ("brier_score_loss", "predict_proba"), ("accuracy_score", "decision_function"),
        ("geometric_mean_score", "predict"), ("sensitivity_score", "predict"), ("specificity_score", "predict")]


def value(score):
    try:
        return float(score())
    except (ValueError, TypeError):
        return "refused"


cases = []
for name, labels in LABELS.items():
    y = np.array(labels)[three if len(labels) == 3 else binary]
    model = LogisticRegression(C=0.3).fit(X, y)
    scorers = {key: [value(lambda w=w: metrics.get_scorer(key)(model, X, y, sample_weight=w)) for w in (None, weight)] for key in NAMES}
    made = []
    for function, method in MADE:
        metric = getattr(metrics, function, None) or getattr(imbalanced, function)
        for positive in [None, *labels] if len(labels) == 2 else [None]:
            given = {} if positive is None or function in ("accuracy_score", "roc_auc_score") else {"pos_label": positive}
            answer = value(lambda: metrics.make_scorer(metric, response_method=method, **given)(model, X, y))
            if function == "geometric_mean_score" and answer == "refused":
                continue  # scikit-learn misses the label 1, which the metric does not use
            made.append([function, method, positive if given else None, answer])
    cases.append({"name": name, "y": y, "predict": model.predict(X), "proba": model.predict_proba(X).round(15),
                  "decision": model.decision_function(X), "classes": labels, "scorers": scorers, "made": made})
record("metrics/scorers", cases, sampleWeight=weight)
