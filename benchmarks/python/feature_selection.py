import time

from task import generate_data, sk, task, transformer

BEST = 5


def selector(name, small, large, score):
    """fit_s scores the features, predict_s takes the best; the score is the sum of the features' scores."""
    @task(name, small, large)
    def run(data, size, n_jobs):
        import functools
        from sklearn import feature_selection
        D = generate_data.load(data)
        X, y = D["X"], D["y"]
        function = getattr(feature_selection, score)
        if score.startswith("mutual"):
            function = functools.partial(function, random_state=0, n_jobs=None if n_jobs == 1 else n_jobs)

        def once():
            estimator = feature_selection.SelectKBest(function, k=BEST)
            t0 = time.perf_counter()
            estimator.fit(X, y)
            t1 = time.perf_counter()
            estimator.transform(X)
            t2 = time.perf_counter()
            return t1 - t0, t2 - t1, float(estimator.scores_.sum())
        return *X.shape, once


transformer("variance_threshold", "num_10k_20", "num_1m_20", sk("feature_selection", "VarianceThreshold", threshold=0.5))
selector("select_k_best_f_classif", "clf_2k_20", "clf_500k_20", "f_classif")
selector("mutual_info_classif", "clf_2k_20", "clf_25k_20", "mutual_info_classif")
