import {
  ColumnTransformer,
  DecisionTreeClassifier,
  DummyClassifier,
  FeatureUnion,
  LogisticRegression,
  MinMaxScaler,
  OneHotEncoder,
  Pipeline,
  Ridge,
  SimpleImputer,
  StandardScaler,
  TransformedTargetRegressor,
  transformedTargetRegressorParamSpecs,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const BLIND = "a dummy does not look at X, as in scikit-learn";
const BY_NAME = "columns are found by name, in any order; only missing ones are refused";
const NUMBERED = "the parts see columns without names as x0, x1, …, and call them so";

const UNWEIGHTED = "weights go to the last step alone: the scaler sees every row once";

export const cases: readonly ConformanceCase[] = [
  {
    title: "Pipeline(StandardScaler, LogisticRegression)",
    closeness: 1e-6, // as far as minimisation goes
    exceptions: {
      "weight 2 equals a row repeated": UNWEIGHTED,
      "weight 0 equals a row left out": UNWEIGHTED,
    },
    make: () =>
      new Pipeline([
        ["scale", new StandardScaler()],
        ["model", new LogisticRegression({ tol: 1e-10 })],
      ]),
  },
  {
    title: "Pipeline(SimpleImputer(addIndicator), DecisionTreeClassifier)",
    takesMissing: true,
    make: () =>
      new Pipeline([
        ["impute", new SimpleImputer({ strategy: "constant", addIndicator: true })],
        ["model", new DecisionTreeClassifier({ maxDepth: 3 })],
      ]),
  },
  {
    title: "Pipeline(MinMaxScaler, Ridge)",
    takesWeights: true,
    exceptions: {
      "weight 0 equals a row left out": UNWEIGHTED,
    },
    make: () =>
      new Pipeline([
        ["scale", new MinMaxScaler()],
        ["model", new Ridge()],
      ]),
  },
  {
    title: "Pipeline(StandardScaler, passthrough, MinMaxScaler)",
    takesMissing: true,
    make: () =>
      new Pipeline([
        ["standard", new StandardScaler()],
        ["none", "passthrough"],
        ["range", new MinMaxScaler()],
      ]),
  },
  {
    title: "Pipeline(DummyClassifier)",
    exceptions: {
      "refuses Infinity by row and column": BLIND,
      "refuses text among numbers by row and column": BLIND,
      "a fault in a worker arrives as the same error": BLIND,
    },
    takesMissing: true,
    make: () => new Pipeline([["model", new DummyClassifier()]]),
  },
  {
    title: "ColumnTransformer(StandardScaler, MinMaxScaler)",
    exceptions: {
      "refuses renamed and reordered columns in predict": BY_NAME,
      "refuses Infinity by row and column": NUMBERED,
    },
    takesMissing: true,
    make: () =>
      new ColumnTransformer(
        [
          ["standard", new StandardScaler(), [0]],
          ["range", new MinMaxScaler(), [-1]],
        ],
        { remainder: "passthrough" },
      ),
  },
  {
    title: "ColumnTransformer(OneHotEncoder)",
    exceptions: {
      "refuses renamed and reordered columns in predict": BY_NAME,
      "refuses Infinity by row and column": NUMBERED,
      "refuses text among numbers by row and column": NUMBERED,
    },
    takesMissing: true,
    make: () => new ColumnTransformer([["codes", new OneHotEncoder(), "number"]]),
  },
  {
    title: "FeatureUnion(StandardScaler, passthrough, drop)",
    takesMissing: true,
    takesWeights: true,
    make: () =>
      new FeatureUnion(
        [
          ["standard", new StandardScaler()],
          ["same", "passthrough"],
          ["gone", "drop"],
        ],
        { transformerWeights: { standard: 3 } },
      ),
  },
  {
    title: "FeatureUnion(OneHotEncoder, MinMaxScaler)",
    takesMissing: true,
    make: () =>
      new FeatureUnion([
        ["codes", new OneHotEncoder()],
        ["range", new MinMaxScaler()],
      ]),
  },
  {
    title: "TransformedTargetRegressor()",
    specs: transformedTargetRegressorParamSpecs,
    construct: (params) => new TransformedTargetRegressor(params),
    make: () => new TransformedTargetRegressor(),
  },
  {
    title: "TransformedTargetRegressor(Ridge, MinMaxScaler)",
    make: () => new TransformedTargetRegressor({ regressor: new Ridge(), transformer: new MinMaxScaler() }),
  },
];
