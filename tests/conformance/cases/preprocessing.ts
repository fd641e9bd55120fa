import {
  MinMaxScaler,
  minMaxScalerParamSpecs,
  OneHotEncoder,
  OrdinalEncoder,
  oneHotEncoderParamSpecs,
  ordinalEncoderParamSpecs,
  StandardScaler,
  standardScalerParamSpecs,
  TargetEncoder,
  targetEncoderParamSpecs,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

export const cases: readonly ConformanceCase[] = [
  {
    title: "StandardScaler()",
    takesMissing: true,
    takesWeights: true,
    make: () => new StandardScaler(),
    specs: standardScalerParamSpecs,
    construct: (params) => new StandardScaler(params),
  },
  {
    title: "StandardScaler(withMean: false)",
    takesMissing: true,
    takesWeights: true,
    make: () => new StandardScaler({ withMean: false }),
  },
  {
    title: "StandardScaler(withStd: false)",
    takesMissing: true,
    takesWeights: true,
    make: () => new StandardScaler({ withStd: false }),
  },
  {
    title: "MinMaxScaler()",
    takesMissing: true,
    make: () => new MinMaxScaler(),
    specs: minMaxScalerParamSpecs,
    construct: (params) => new MinMaxScaler(params),
  },
  {
    title: "MinMaxScaler(featureRange: [-1, 3], clip: true)",
    takesMissing: true,
    make: () => new MinMaxScaler({ featureRange: [-1, 3], clip: true }),
  },
  {
    title: "OneHotEncoder()",
    takesMissing: true,
    make: () => new OneHotEncoder(),
    specs: oneHotEncoderParamSpecs,
    construct: (params) => new OneHotEncoder(params),
  },
  {
    title: 'OneHotEncoder(sparseOutput: false, handleUnknown: "ignore")',
    takesMissing: true,
    make: () => new OneHotEncoder({ sparseOutput: false, handleUnknown: "ignore" }),
  },
  {
    title: 'OneHotEncoder(maxCategories: 5, handleUnknown: "infrequent_if_exist")',
    takesMissing: true,
    make: () => new OneHotEncoder({ maxCategories: 5, handleUnknown: "infrequent_if_exist" }),
  },
  {
    title: "OrdinalEncoder()",
    takesMissing: true,
    make: () => new OrdinalEncoder(),
    specs: ordinalEncoderParamSpecs,
    construct: (params) => new OrdinalEncoder(params),
  },
  {
    title: "OrdinalEncoder(maxCategories: 5, encodedMissingValue: -2, unknownValue: -1)",
    takesMissing: true,
    make: () =>
      new OrdinalEncoder({
        maxCategories: 5,
        encodedMissingValue: -2,
        handleUnknown: "use_encoded_value",
        unknownValue: -1,
      }),
  },
  {
    title: "TargetEncoder()",
    takesMissing: true,
    make: () => new TargetEncoder(),
    specs: targetEncoderParamSpecs,
    construct: (params) => new TargetEncoder(params),
  },
  {
    title: 'TargetEncoder(targetType: "continuous", smooth: 3, cv: 3, shuffle: false)',
    takesMissing: true,
    make: () => new TargetEncoder({ targetType: "continuous", smooth: 3, cv: 3, shuffle: false }),
  },
];
