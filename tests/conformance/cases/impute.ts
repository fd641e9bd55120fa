import { SimpleImputer, simpleImputerParamSpecs } from "learnkit";
import type { ConformanceCase } from "../case.js";

export const cases: readonly ConformanceCase[] = [
  {
    title: "SimpleImputer()",
    takesMissing: true,
    make: () => new SimpleImputer(),
    specs: simpleImputerParamSpecs,
    construct: (params) => new SimpleImputer(params),
  },
  {
    title: 'SimpleImputer(strategy: "median", addIndicator: true)',
    takesMissing: true,
    make: () => new SimpleImputer({ strategy: "median", addIndicator: true }),
  },
  {
    title: 'SimpleImputer(strategy: "most_frequent")',
    takesMissing: true,
    make: () => new SimpleImputer({ strategy: "most_frequent" }),
  },
  {
    title: 'SimpleImputer(strategy: "constant", keepEmptyFeatures: true)',
    takesMissing: true,
    make: () => new SimpleImputer({ strategy: "constant", keepEmptyFeatures: true }),
  },
  {
    title: "SimpleImputer(missingValues: -1)",
    make: () => new SimpleImputer({ missingValues: -1 }),
  },
];
