import os

from task import sk, supervised


def lightgbm(n_jobs):
    from lightgbm import LGBMClassifier
    threads = os.environ.get("OMP_NUM_THREADS")
    jobs = {"n_jobs": int(threads)} if threads else {}
    return LGBMClassifier(n_estimators=100, random_state=0, verbose=-1, **jobs)


supervised("hist_gradient_boosting", "clf_5k_20", "clf_500k_20",
           sk("ensemble", "HistGradientBoostingClassifier", random_state=0, early_stopping=False))
supervised("lightgbm", "clf_5k_20", "clf_500k_20", lightgbm)
