import { test } from "vitest";
import { Ridge } from "../linear-model/ridge.js";
import { BalancedBaggingClassifier } from "./balanced-bagging-classifier.js";
import { BalancedRandomForestClassifier } from "./balanced-random-forest-classifier.js";
import { EasyEnsembleClassifier } from "./easy-ensemble-classifier.js";

test("members of another kind and misspelt settings do not compile", () => {
  if (Math.random() > 2) {
    // @ts-expect-error a regressor is no classifier
    new BalancedBaggingClassifier({ estimator: new Ridge() });
    // @ts-expect-error a misspelt hyper-parameter
    new BalancedBaggingClassifier({ samplingStrateg: "all" });
    // @ts-expect-error a classifier is no sampler
    new BalancedBaggingClassifier({ sampler: new EasyEnsembleClassifier() });
    // @ts-expect-error samples are removed, not added: no class can be meant by "minority"
    new BalancedRandomForestClassifier({ samplingStrategy: "minority" });
    // @ts-expect-error a misspelt hyper-parameter
    new BalancedRandomForestClassifier({ replacment: false });
    // @ts-expect-error a criterion of regression
    new BalancedRandomForestClassifier({ criterion: "squared_error" });
    // @ts-expect-error trees of a forest are not to be chosen
    new BalancedRandomForestClassifier({ estimator: null });
    // @ts-expect-error easy ensembles always see all features
    new EasyEnsembleClassifier({ maxFeatures: 2 });
  }
});
