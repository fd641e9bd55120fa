import {
  choice,
  custom,
  either,
  integer,
  nullable,
  nullByDefault,
  type ParamSpec,
  type ParamSpecs,
  randomStateSpec,
  real,
} from "../base/params.js";

/** Largest signed 32-bit integer: "no limit" for the kernel; also the bound of seeds. */
export const INT32_MAX = 2147483647;

/** Number of features looked at for each split. */
export type MaxFeatures = "sqrt" | "log2" | number | null;

/** Direction of a feature's effect: 1 increasing, -1 decreasing, 0 free. */
export type MonotonicDirection = -1 | 0 | 1;

/** Direction of the effect of each feature, shape (nFeatures), or of some by name. */
export type MonotonicConstraints =
  | readonly MonotonicDirection[]
  | Readonly<Record<string, MonotonicDirection>>
  | null;

/** Features that hold categories: numbers or names of columns. */
export type CategoricalFeatures = readonly (number | string)[] | null;

/** Hyper-parameters that trees and forests share, but for those with defaults of their own. */
export interface GrowthParams {
  /** Depth at which growth ends, an integer >= 1, or null (default) for no limit. */
  readonly maxDepth: number | null;
  /** Fewest rows that a node must have to be split: an integer >= 2 (default 2), or a share of the rows in (0, 1). */
  readonly minSamplesSplit: number;
  /** Fewest rows of a leaf: an integer >= 1 (default 1), or a share of the rows in (0, 1). */
  readonly minSamplesLeaf: number;
  /** Least share of the total weight in a leaf, in [0, 0.5]. Default 0. */
  readonly minWeightFractionLeaf: number;
  /** Seed: the same seed and data give the same trees as scikit-learn, on any number of threads. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
  /** Most leaves, an integer >= 2; the tree then grows where the impurity falls most. Default null: no limit. */
  readonly maxLeafNodes: number | null;
  /** Least weighted decrease of impurity by a split, >= 0. Default 0. */
  readonly minImpurityDecrease: number;
  /** Complexity cost of a leaf in minimal cost-complexity pruning, >= 0; larger prunes more. Default 0: no pruning. */
  readonly ccpAlpha: number;
  /**
   * Monotonic constraints, one for each feature, or a table by name, or null (default). Binary classification and regression only.
   */
  readonly monotonicCst: MonotonicConstraints;
  /**
   * Features that hold categories, by column number or name, or null (default). Their values are integers from 0 to 1023, or NaN, and a split
   * sends a set of categories to the left. scikit-learn's trees have no such parameter.
   */
  readonly categoricalFeatures: CategoricalFeatures;
}

function isFeature(value: unknown): boolean {
  return typeof value === "string" || (Number.isSafeInteger(value) && (value as number) >= 0);
}

const fraction = (help: string): ParamSpec<number> => real({ default: 0.5, above: 0, below: 1, help });

/** Domain, default and help of {@link GrowthParams}. */
export const growthParamSpecs: ParamSpecs<GrowthParams> = {
  maxDepth: nullByDefault(
    integer({ default: 1, min: 1, help: "Depth at which growth ends; larger fits closer." }),
    "no limit",
  ),
  minSamplesSplit: either(
    2,
    integer({ default: 2, min: 2, help: "Fewest rows of a node that may be split; larger smooths." }),
    fraction("Share of the rows."),
  ),
  minSamplesLeaf: either(
    1,
    integer({ default: 1, min: 1, help: "Fewest rows of a leaf; larger smooths." }),
    fraction("Share of the rows."),
  ),
  minWeightFractionLeaf: real({
    default: 0,
    min: 0,
    max: 0.5,
    help: "Least share of the total weight in a leaf.",
  }),
  randomState: randomStateSpec,
  maxLeafNodes: nullByDefault(
    integer({ default: 2, min: 2, help: "Most leaves; the tree grows where the impurity falls most." }),
    "no limit",
  ),
  minImpurityDecrease: real({
    default: 0,
    min: 0,
    help: "Least weighted decrease of impurity by a split.",
  }),
  ccpAlpha: real({ default: 0, min: 0, help: "Complexity cost of a leaf; larger prunes more." }),
  monotonicCst: custom<MonotonicConstraints>({
    default: null,
    domain:
      "an array of -1, 0 and 1, one for each feature, a table of them by name, or null (no constraints)",
    help: "Direction of each feature's effect.",
    outside: [2, "increasing", [2], ["1"], { a: 2 }],
    accepts: (value) =>
      value === null ||
      (typeof value === "object" && Object.values(value).every((v) => v === -1 || v === 0 || v === 1)),
  }),
  categoricalFeatures: custom<CategoricalFeatures>({
    default: null,
    domain: "an array of column numbers and names, or null (none)",
    help: "Features that hold categories.",
    outside: [0, "name", [-1], [0.5], [null], {}],
    accepts: (value) => value === null || (Array.isArray(value) && value.every(isFeature)),
  }),
};

/** Thresholds that a tree tries at a node: every one of a feature, or one at random. */
export type TreeSplitter = "best" | "random";

/** Spec of `splitter` with its default. */
export function splitterSpec(value: TreeSplitter): ParamSpec<TreeSplitter> {
  return choice({
    default: value,
    options: ["best", "random"],
    help: "Try every threshold, or one at random.",
  });
}

/** Spec of `maxFeatures` with its default. */
export function maxFeaturesSpec(value: MaxFeatures): ParamSpec<MaxFeatures> {
  const names = choice({
    default: "sqrt",
    options: ["sqrt", "log2"],
    help: "Features looked at for each split; fewer make trees more various.",
  });
  const counts = either(
    1,
    integer({ default: 1, min: 1, help: "Number of features." }),
    fraction("Share of the features."),
  );
  return { ...nullable(either<"sqrt" | "log2", number>("sqrt", names, counts), "all"), default: value };
}

/** How many features {@link MaxFeatures} means. */
export function featureCount(maxFeatures: MaxFeatures, nFeatures: number): number {
  if (maxFeatures === null) return nFeatures;
  if (maxFeatures === "sqrt") return Math.max(1, Math.floor(Math.sqrt(nFeatures)));
  if (maxFeatures === "log2") return Math.max(1, Math.floor(Math.log2(nFeatures)));
  return maxFeatures >= 1 ? maxFeatures : Math.max(1, Math.floor(maxFeatures * nFeatures));
}

/** Fewest rows of a leaf and of a node that may be split, as counts. */
export function sampleLimits(
  params: Pick<GrowthParams, "minSamplesSplit" | "minSamplesLeaf">,
  rows: number,
): { readonly leaf: number; readonly split: number } {
  const count = (value: number): number => (value >= 1 ? value : Math.ceil(value * rows));
  const leaf = count(params.minSamplesLeaf);
  return { leaf, split: Math.max(2, count(params.minSamplesSplit), 2 * leaf) };
}
