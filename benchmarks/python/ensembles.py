from task import sk, supervised


supervised("bagging", "clf_5k_20", "clf_25k_20", sk("ensemble", "BaggingClassifier", jobs=True, random_state=0))
