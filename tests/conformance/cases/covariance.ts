import { EmpiricalCovariance, empiricalCovarianceParamSpecs } from "learnkit";
import type { ConformanceCase } from "../case.js";

export const cases: readonly ConformanceCase[] = [
  {
    title: "EmpiricalCovariance()",
    make: () => new EmpiricalCovariance(),
    specs: empiricalCovarianceParamSpecs,
    construct: (params) => new EmpiricalCovariance(params),
  },
  {
    title: "EmpiricalCovariance(assumeCentered: true, storePrecision: false)",
    make: () => new EmpiricalCovariance({ assumeCentered: true, storePrecision: false }),
  },
];
