export {
  DummyClassifier,
  DummyClassifierModel,
  type DummyClassifierParams,
  type DummyClassifierStrategy,
  dummyClassifierParamSpecs,
} from "./dummy-classifier.js";
export {
  DummyRegressor,
  DummyRegressorModel,
  type DummyRegressorParams,
  type DummyRegressorStrategy,
  dummyRegressorParamSpecs,
} from "./dummy-regressor.js";
