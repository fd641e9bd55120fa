"""Prediction by forests, trees and boosting; see tasks/forests.mjs."""
import time

from task import generate_data, sk, task


def prediction(name, module, estimator, rows, width=None):
    @task(name, "clf_5k_20", "clf_25k_20")
    def run(data, size, n_jobs):
        import numpy as np
        D = generate_data.load(data)
        X, y = D["X"], D["y"]
        train = min(20_000, X.shape[0])
        test = np.resize(X, (rows[size], X.shape[1]))
        model = sk(module, estimator, jobs=estimator == "RandomForestClassifier", random_state=0)(n_jobs)
        model = model.fit(X[:train], y[:train])
        step = width or rows[size]

        def once():
            t0 = time.perf_counter()
            answers = [model.predict(test[at:at + step]) for at in range(0, rows[size], step)]
            return 0.0, time.perf_counter() - t0, float(sum(labels.sum() for labels in answers))
        return rows[size], X.shape[1], once


prediction("forest_predict_1m", "ensemble", "RandomForestClassifier", {"small": 100_000, "large": 1_000_000})
prediction("forest_predict_one_row", "ensemble", "RandomForestClassifier", {"small": 50, "large": 200}, width=1)
prediction("tree_predict", "tree", "DecisionTreeClassifier", {"small": 2000, "large": 50_000})
prediction("boosting_predict", "ensemble", "GradientBoostingClassifier", {"small": 2000, "large": 50_000})
