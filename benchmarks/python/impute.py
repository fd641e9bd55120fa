from task import sk, transformer


def _iterative(n_jobs):
    from sklearn.experimental import enable_iterative_imputer  # noqa: F401
    from sklearn.impute import IterativeImputer
    return IterativeImputer(random_state=0)


transformer("simple_imputer_median", "miss_1k_10", "miss_500k_20", sk("impute", "SimpleImputer", strategy="median"))
transformer("iterative_imputer", "miss_1k_10", "miss_20k_20", _iterative)
transformer("knn_imputer", "miss_1k_10", "miss_5k_20", sk("impute", "KNNImputer"))
