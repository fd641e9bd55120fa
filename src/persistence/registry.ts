import type { Reviver } from "../base/state.js";
import { ColumnTransformer, ColumnTransformerModel, Pipeline, PipelineModel } from "../compose/index.js";
import { EmpiricalCovariance, EmpiricalCovarianceModel } from "../covariance/index.js";
import {
  DummyClassifier,
  DummyClassifierModel,
  DummyRegressor,
  DummyRegressorModel,
} from "../dummy/index.js";
import {
  RandomForestClassifier,
  RandomForestClassifierModel,
  RandomForestRegressor,
  RandomForestRegressorModel,
} from "../ensemble/index.js";
import {
  MissingIndicator,
  MissingIndicatorModel,
  SimpleImputer,
  SimpleImputerModel,
} from "../impute/index.js";
import {
  BayesianRidge,
  BayesianRidgeModel,
  LinearRegression,
  LinearRegressionModel,
  LogisticRegression,
  LogisticRegressionModel,
  Ridge,
  RidgeModel,
} from "../linear-model/index.js";
import {
  GridSearchCV,
  GridSearchCVModel,
  GroupKFold,
  KFold,
  LeaveOneOut,
  RepeatedKFold,
  RepeatedStratifiedKFold,
  ShuffleSplit,
  StratifiedKFold,
  StratifiedShuffleSplit,
} from "../model-selection/index.js";

import {
  KNeighborsClassifier,
  KNeighborsClassifierModel,
  KNeighborsRegressor,
  KNeighborsRegressorModel,
  LocalOutlierFactor,
  LocalOutlierFactorModel,
  LocalOutlierFactorNoveltyModel,
} from "../neighbors/index.js";
import {
  Binarizer,
  BinarizerModel,
  MaxAbsScaler,
  MaxAbsScalerModel,
  MinMaxScaler,
  MinMaxScalerModel,
  Normalizer,
  NormalizerModel,
  OneHotEncoder,
  OneHotEncoderModel,
  OrdinalEncoder,
  OrdinalEncoderModel,
  RobustScaler,
  RobustScalerModel,
  StandardScaler,
  StandardScalerModel,
} from "../preprocessing/index.js";
import {
  DecisionTreeClassifier,
  DecisionTreeClassifierModel,
  DecisionTreeRegressor,
  DecisionTreeRegressorModel,
} from "../tree/index.js";

/** Every class that a model file may hold, estimators and models alike. */
const REVIVERS: readonly Reviver[] = [
  ColumnTransformer,
  ColumnTransformerModel,
  Pipeline,
  PipelineModel,
  MinMaxScaler,
  MinMaxScalerModel,
  OneHotEncoder,
  OneHotEncoderModel,
  OrdinalEncoder,
  OrdinalEncoderModel,
  MissingIndicator,
  MissingIndicatorModel,
  SimpleImputer,
  SimpleImputerModel,
  StandardScaler,
  StandardScalerModel,
  Binarizer,
  BinarizerModel,
  MaxAbsScaler,
  MaxAbsScalerModel,
  Normalizer,
  NormalizerModel,
  RobustScaler,
  RobustScalerModel,
  BayesianRidge,
  BayesianRidgeModel,
  LinearRegression,
  LinearRegressionModel,
  LogisticRegression,
  LogisticRegressionModel,
  Ridge,
  RidgeModel,
  DecisionTreeClassifier,
  DecisionTreeClassifierModel,
  DecisionTreeRegressor,
  DecisionTreeRegressorModel,
  DummyClassifier,
  DummyClassifierModel,
  DummyRegressor,
  DummyRegressorModel,
  KNeighborsClassifier,
  KNeighborsClassifierModel,
  KNeighborsRegressor,
  KNeighborsRegressorModel,
  LocalOutlierFactor,
  LocalOutlierFactorModel,
  LocalOutlierFactorNoveltyModel,
  EmpiricalCovariance,
  EmpiricalCovarianceModel,
  RandomForestClassifier,
  RandomForestClassifierModel,
  RandomForestRegressor,
  RandomForestRegressorModel,
  GridSearchCV,
  GridSearchCVModel,
  GroupKFold,
  KFold,
  LeaveOneOut,
  RepeatedKFold,
  RepeatedStratifiedKFold,
  ShuffleSplit,
  StratifiedKFold,
  StratifiedShuffleSplit,
];

/** Finds the class of a stored object by its name. */
export function lookupReviver(typeName: string): Reviver | undefined {
  return REVIVERS.find((reviver) => reviver.typeName === typeName);
}
