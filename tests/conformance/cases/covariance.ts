import {
  EllipticEnvelope,
  EmpiricalCovariance,
  ellipticEnvelopeParamSpecs,
  empiricalCovarianceParamSpecs,
  MinCovDet,
  minCovDetParamSpecs,
} from "learnkit";
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
  {
    title: "MinCovDet()",
    make: () => new MinCovDet(),
    specs: minCovDetParamSpecs,
    construct: (params) => new MinCovDet(params),
  },
  {
    title: "MinCovDet(assumeCentered: true, supportFraction: 0.8, rows: 600)",
    rows: 600,
    make: () => new MinCovDet({ assumeCentered: true, supportFraction: 0.8, storePrecision: false }),
  },
  {
    title: "EllipticEnvelope()",
    make: () => new EllipticEnvelope(),
    specs: ellipticEnvelopeParamSpecs,
    construct: (params) => new EllipticEnvelope(params),
  },
  {
    title: "EllipticEnvelope(contamination: 0.5, supportFraction: 1)",
    make: () => new EllipticEnvelope({ contamination: 0.5, supportFraction: 1 }),
  },
];
