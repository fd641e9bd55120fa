import {
  Binarizer,
  binarizerParamSpecs,
  KBinsDiscretizer,
  kBinsDiscretizerParamSpecs,
  MaxAbsScaler,
  maxAbsScalerParamSpecs,
  Normalizer,
  normalizerParamSpecs,
  PowerTransformer,
  powerTransformerParamSpecs,
  QuantileTransformer,
  quantileTransformerParamSpecs,
  RobustScaler,
  robustScalerParamSpecs,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

export const cases: readonly ConformanceCase[] = [
  {
    title: "MaxAbsScaler()",
    takesMissing: true,
    make: () => new MaxAbsScaler(),
    specs: maxAbsScalerParamSpecs,
    construct: (params) => new MaxAbsScaler(params),
  },
  {
    title: "MaxAbsScaler(clip: true)",
    takesMissing: true,
    make: () => new MaxAbsScaler({ clip: true }),
  },
  {
    title: "RobustScaler()",
    takesMissing: true,
    make: () => new RobustScaler(),
    specs: robustScalerParamSpecs,
    construct: (params) => new RobustScaler(params),
  },
  {
    title: "RobustScaler(quantileRange: [10, 80], unitVariance: true)",
    takesMissing: true,
    make: () => new RobustScaler({ quantileRange: [10, 80], unitVariance: true }),
  },
  {
    title: "RobustScaler(withCentering: false, withScaling: false)",
    takesMissing: true,
    make: () => new RobustScaler({ withCentering: false, withScaling: false }),
  },
  {
    title: "Normalizer()",
    stateless: true,
    make: () => new Normalizer(),
    specs: normalizerParamSpecs,
    construct: (params) => new Normalizer(params),
  },
  {
    title: 'Normalizer(norm: "l1")',
    stateless: true,
    make: () => new Normalizer({ norm: "l1" }),
  },
  {
    title: 'Normalizer(norm: "max")',
    stateless: true,
    make: () => new Normalizer({ norm: "max" }),
  },
  {
    title: "Binarizer()",
    stateless: true,
    make: () => new Binarizer(),
    specs: binarizerParamSpecs,
    construct: (params) => new Binarizer(params),
  },
  {
    title: "Binarizer(threshold: -0.5)",
    stateless: true,
    make: () => new Binarizer({ threshold: -0.5 }),
  },
  {
    title: "PowerTransformer()",
    takesMissing: true,
    // Brent's method finds a flat maximum to about 1e-8.
    closeness: 1e-6,
    make: () => new PowerTransformer(),
    specs: powerTransformerParamSpecs,
    construct: (params) => new PowerTransformer(params),
  },
  {
    title: 'PowerTransformer(method: "box-cox", standardize: false)',
    takesMissing: true,
    positive: true,
    closeness: 1e-6,
    make: () => new PowerTransformer({ method: "box-cox", standardize: false }),
    exceptions: {
      "fits a constant feature": "no Box-Cox power is likelier than another; scikit-learn refuses it, too",
    },
  },
  {
    title: "QuantileTransformer()",
    takesMissing: true,
    make: () => new QuantileTransformer(),
    specs: quantileTransformerParamSpecs,
    construct: (params) => new QuantileTransformer({ subsample: null, ...params }),
  },
  {
    title: 'QuantileTransformer(nQuantiles: 7, outputDistribution: "normal")',
    takesMissing: true,
    make: () => new QuantileTransformer({ nQuantiles: 7, outputDistribution: "normal" }),
  },
  {
    title: "QuantileTransformer(nQuantiles: 10, subsample: 30)",
    takesMissing: true,
    make: () => new QuantileTransformer({ nQuantiles: 10, subsample: 30 }),
    exceptions: { "the order of the rows does not matter": "a subsample is drawn by position" },
  },
  {
    title: "KBinsDiscretizer()",
    takesWeights: true,
    make: () => new KBinsDiscretizer(),
    specs: kBinsDiscretizerParamSpecs,
    construct: (params) => new KBinsDiscretizer(params),
  },
  {
    title: 'KBinsDiscretizer(strategy: "uniform", encode: "ordinal")',
    takesWeights: true,
    make: () => new KBinsDiscretizer({ strategy: "uniform", encode: "ordinal" }),
  },
  {
    title: 'KBinsDiscretizer(strategy: "kmeans", encode: "onehot-dense", nBins: 3)',
    takesWeights: true,
    make: () => new KBinsDiscretizer({ strategy: "kmeans", encode: "onehot-dense", nBins: 3 }),
  },
];
