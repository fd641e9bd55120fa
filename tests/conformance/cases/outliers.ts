import { Winsorizer, type WinsorizerParams, winsorizerParamSpecs } from "learnkit";
import type { ConformanceCase } from "../case.js";

const exceptions = {
  "fits a constant feature": "a column without spread has no caps and is refused, as in feature-engine",
} as const;

const settings: readonly Partial<WinsorizerParams>[] = [
  {},
  { cappingMethod: "iqr", tail: "both", addIndicators: true },
  { cappingMethod: "mad", tail: "left", fold: 1, missingValues: "ignore" },
  { cappingMethod: "quantiles", tail: "both", missingValues: "ignore", addIndicators: true },
];

export const cases: readonly ConformanceCase[] = settings.map((params) => ({
  title: `Winsorizer(${JSON.stringify(params)})`,
  exceptions,
  takesMissing: params.missingValues === "ignore",
  make: () => new Winsorizer(params),
  specs: winsorizerParamSpecs,
  construct: (given: Partial<WinsorizerParams>) => new Winsorizer(given),
}));
