from task import sk, supervised


supervised("linear_regression", "reg_5k_20", "reg_500k_50", sk("linear_model", "LinearRegression"), regression=True)
supervised("ridge", "reg_5k_20", "reg_500k_50", sk("linear_model", "Ridge", alpha=1.0), regression=True)
supervised("logistic_binary", "clf_5k_20", "clf_500k_20", sk("linear_model", "LogisticRegression", max_iter=1000))
supervised("logistic_multinomial", "mc_5k_20", "mc_125k_20", sk("linear_model", "LogisticRegression", max_iter=1000))
supervised("decision_tree", "clf_5k_20", "clf_62k_20", sk("tree", "DecisionTreeClassifier", random_state=0))
supervised("decision_tree_reg", "reg_5k_20", "reg_500k_50", sk("tree", "DecisionTreeRegressor", random_state=0), regression=True,
           rows={"small": 4000, "large": 20000})
supervised("decision_tree_median", "reg_5k_20", "reg_500k_50",
           sk("tree", "DecisionTreeRegressor", criterion="absolute_error", max_depth=6, random_state=0), regression=True,
           rows={"small": 4000, "large": 20000})
supervised("random_forest_clf", "clf_5k_20", "clf_25k_20", sk("ensemble", "RandomForestClassifier", jobs=True, random_state=0))
supervised("random_forest_reg", "reg_1k_20", "reg_5k_20", sk("ensemble", "RandomForestRegressor", jobs=True, random_state=0),
           regression=True)
supervised("gradient_boosting", "clf_1k_20", "clf_10k_20", sk("ensemble", "GradientBoostingClassifier", random_state=0))
supervised("adaboost", "clf_5k_20", "clf_62k_20", sk("ensemble", "AdaBoostClassifier", random_state=0))
supervised("knn_brute_d50", "clf_25k_50", "clf_25k_50", sk("neighbors", "KNeighborsClassifier", jobs=True, algorithm="brute"),
           rows={"small": 4000, "large": 20000})
supervised("knn_kdtree_d3", "mc_5k_3", "mc_250k_3", sk("neighbors", "KNeighborsClassifier", jobs=True, algorithm="kd_tree"))
