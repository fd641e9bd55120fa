import {
  DecisionTreeClassifier,
  GenericUnivariateSelect,
  genericUnivariateSelectParamSpecs,
  LogisticRegression,
  RFE,
  RFECV,
  Ridge,
  rfecvParamSpecs,
  rfeParamSpecs,
  SelectFdr,
  SelectFpr,
  SelectFromModel,
  SelectFwe,
  SelectKBest,
  SelectPercentile,
  selectFdrParamSpecs,
  selectFprParamSpecs,
  selectFromModelParamSpecs,
  selectFweParamSpecs,
  selectKBestParamSpecs,
  selectPercentileParamSpecs,
  VarianceThreshold,
  varianceThresholdParamSpecs,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const SMALL_SHARE = "so small a share of so few features is none, as in scikit-learn";
const TWO_FEATURES = "an elimination needs two features, as in scikit-learn";
const NO_PVALUE = "one class has no p-values, so that no feature passes, as in scikit-learn";

// An estimator has no default.
const { estimator: _ofElimination, ...eliminationSpecs } = rfeParamSpecs;
const { estimator: _ofValidation, ...validationSpecs } = rfecvParamSpecs;
const { estimator: _ofSelection, ...fromModelSpecs } = selectFromModelParamSpecs;

export const cases: readonly ConformanceCase[] = [
  {
    title: "VarianceThreshold()",
    takesMissing: true,
    make: () => new VarianceThreshold(),
    specs: varianceThresholdParamSpecs,
    construct: (params) => new VarianceThreshold(params),
  },
  {
    title: "VarianceThreshold(threshold: 1.2)",
    takesMissing: true,
    make: () => new VarianceThreshold({ threshold: 1.2 }),
  },
  {
    title: "SelectKBest()",
    make: () => new SelectKBest(),
    specs: selectKBestParamSpecs,
    construct: (params) => new SelectKBest(params),
  },
  {
    title: 'SelectKBest(scoreFunc: "chi2", k: 2)',
    positive: true,
    make: () => new SelectKBest({ scoreFunc: "chi2", k: 2 }),
  },
  {
    title: 'SelectKBest(scoreFunc: "mutual_info_classif", k: 2)',
    make: () => new SelectKBest({ scoreFunc: "mutual_info_classif", k: 2 }),
  },
  {
    title: "SelectPercentile()",
    exceptions: {
      "fits one feature": SMALL_SHARE,
      "fits duplicate features": SMALL_SHARE,
      "one class is fitted or refused as invalid input": SMALL_SHARE,
    },
    make: () => new SelectPercentile(),
    specs: selectPercentileParamSpecs,
    construct: (params) => new SelectPercentile(params),
  },
  {
    title: 'SelectPercentile(scoreFunc: "f_regression", percentile: 50)',
    exceptions: { "fits one feature": SMALL_SHARE },
    make: () => new SelectPercentile({ scoreFunc: "f_regression", percentile: 50 }),
  },
  {
    title: "SelectFpr()",
    exceptions: { "one class is fitted or refused as invalid input": NO_PVALUE },
    make: () => new SelectFpr(),
    specs: selectFprParamSpecs,
    construct: (params) => new SelectFpr(params),
  },
  {
    title: "SelectFdr()",
    exceptions: { "one class is fitted or refused as invalid input": NO_PVALUE },
    make: () => new SelectFdr(),
    specs: selectFdrParamSpecs,
    construct: (params) => new SelectFdr(params),
  },
  {
    title: "SelectFwe(alpha: 0.001)",
    exceptions: { "one class is fitted or refused as invalid input": NO_PVALUE },
    make: () => new SelectFwe({ alpha: 0.001 }),
    specs: selectFweParamSpecs,
    construct: (params) => new SelectFwe(params),
  },
  {
    title: 'GenericUnivariateSelect(mode: "k_best", param: 1)',
    make: () => new GenericUnivariateSelect({ mode: "k_best", param: 1 }),
    specs: genericUnivariateSelectParamSpecs,
    construct: (params) => new GenericUnivariateSelect(params),
  },
  {
    title: "RFE(Ridge)",
    exceptions: { "fits one feature": TWO_FEATURES },
    make: () => new RFE(new Ridge()),
    specs: eliminationSpecs,
    construct: (options) => new RFE(new Ridge(), options),
  },
  {
    title: "RFE(LogisticRegression, nFeaturesToSelect: 3)",
    closeness: 1e-6, // as far as minimisation goes
    exceptions: { "fits one feature": TWO_FEATURES },
    make: () => new RFE(new LogisticRegression({ tol: 1e-10 }), { nFeaturesToSelect: 3 }),
  },
  {
    title: "RFE(DecisionTreeClassifier, step: 0.5)",
    takesMissing: true,
    exceptions: { "fits one feature": TWO_FEATURES },
    make: () => new RFE(new DecisionTreeClassifier({ maxDepth: 3 }), { step: 0.5 }),
  },
  {
    title: "SelectFromModel(LogisticRegression)",
    exceptions: {
      "one class is fitted or refused as invalid input":
        "LogisticRegression refuses one class, and so does the selection",
    },
    takesWeights: true,
    make: () => new SelectFromModel(new LogisticRegression({ tol: 1e-10 })),
    specs: fromModelSpecs,
    construct: (options) => new SelectFromModel(new Ridge(), options),
  },
  {
    title: 'SelectFromModel(DecisionTreeClassifier, threshold: "0.5*median", maxFeatures: 2)',
    takesMissing: true,
    takesWeights: true,
    make: () =>
      new SelectFromModel(new DecisionTreeClassifier(), { threshold: "0.5*median", maxFeatures: 2 }),
  },
  {
    title: "RFECV(Ridge)",
    takesWeights: false,
    exceptions: { "fits one feature": TWO_FEATURES },
    make: () => new RFECV(new Ridge(), { cv: 3 }),
    specs: validationSpecs,
    construct: (options) => new RFECV(new Ridge(), options),
  },
  {
    title: 'RFECV(DecisionTreeClassifier, step: 2, scoring: "accuracy")',
    takesMissing: true,
    takesWeights: false,
    exceptions: { "fits one feature": TWO_FEATURES },
    make: () =>
      new RFECV(new DecisionTreeClassifier({ maxDepth: 3 }), { cv: 3, step: 2, scoring: "accuracy" }),
  },
];
