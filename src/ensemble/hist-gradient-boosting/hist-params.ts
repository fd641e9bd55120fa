import {
  choice,
  custom,
  either,
  flag,
  integer,
  nullable,
  nullByDefault,
  type ParamSpec,
  type ParamSpecs,
  randomStateSpec,
  real,
} from "../../base/params.js";
import { getScorer, getScorerNames, type Scorer, type ScorerName } from "../../metrics/scorer.js";

/** Which features are categories: a mask, positions, names, or the columns of text of a frame. */
export type HistCategoricalFeatures =
  | "from_dtype"
  | readonly boolean[]
  | readonly number[]
  | readonly string[]
  | null;

/** Direction of the effect of features: 1 increasing, -1 decreasing, 0 free; one for each, or some by name. */
export type HistMonotonicConstraints = readonly (-1 | 0 | 1)[] | Readonly<Record<string, -1 | 0 | 1>> | null;

/** Which features may stand on one path from the root: groups of positions, every pair, or each alone. */
export type InteractionConstraints = readonly (readonly number[])[] | "pairwise" | "no_interactions" | null;

/** What tells that boosting goes on in vain. */
export type HistScoring = "loss" | ScorerName | Scorer | null;

/** Hyper-parameters that classification and regression share. */
export interface HistGradientBoostingParams {
  /** Factor of what each tree adds, a finite number > 0. Default 0.1; smaller needs more trees. */
  readonly learningRate: number;
  /** Most iterations, an integer >= 1; each makes one tree, or one for each of more than two classes. Default 100. */
  readonly maxIter: number;
  /** Most leaves of a tree, an integer >= 2 (default 31), or null for no limit. */
  readonly maxLeafNodes: number | null;
  /** Depth at which growth ends, an integer >= 1, or null (default) for no limit. */
  readonly maxDepth: number | null;
  /** Fewest rows of a leaf, an integer >= 1. Default 20: too many for data of a few hundred rows. */
  readonly minSamplesLeaf: number;
  /** Penalty on the values of leaves, a finite number >= 0. Default 0; larger draws them towards 0. */
  readonly l2Regularization: number;
  /** Share of the features that are looked at for each split, in (0, 1]. Default 1. */
  readonly maxFeatures: number;
  /** Most bins of a feature, an integer from 2 to 255. Default 255. */
  readonly maxBins: number;
  /**
   * Features that are categories, of at most `maxBins` values each: a mask, positions or names; null for none;
   * `"from_dtype"` (default) for the columns of text of a frame.
   */
  readonly categoricalFeatures: HistCategoricalFeatures;
  /** Directions of effects, an array or a record by name, or null (default). Not with more than two classes. */
  readonly monotonicCst: HistMonotonicConstraints;
  /**
   * Groups of features that may interact, by position in X; a feature in none is in a group with all such. Default null: all may.
   * scikit-learn counts positions with the categorical features before the others, and so may constrain others than those named.
   */
  readonly interactionCst: InteractionConstraints;
  /** Whether to end when the score no longer gets better: `"auto"` (default) from 10,001 rows on, true or false. */
  readonly earlyStopping: "auto" | boolean;
  /** Score for early stopping: `"loss"` (default), a scorer or its name, or null for accuracy or R². */
  readonly scoring: HistScoring;
  /** Rows held out for early stopping: a share in (0, 1) (default 0.1), a number, or null to score on the training rows. */
  readonly validationFraction: number | null;
  /** Iterations without a better score after which boosting ends, an integer >= 1. Default 10. */
  readonly nIterNoChange: number;
  /** By how much a score must be better, a finite number >= 0. Default 1e-7. */
  readonly tol: number;
  /** Seed of held-out rows, of the rows that bins are made from, and of `maxFeatures`. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const isDirection = (value: unknown): boolean => value === -1 || value === 0 || value === 1;

const isPosition = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const categoricalFeaturesSpec: ParamSpec<HistCategoricalFeatures> = custom<HistCategoricalFeatures>({
  default: "from_dtype",
  domain: '"from_dtype", an array of booleans, of integers >= 0 or of names, or null (none)',
  help: "Features that are categories.",
  outside: ["text", 1, true, [1.5], [-1], [true, 1], ["a", 1], {}],
  accepts: (value) =>
    value === null ||
    value === "from_dtype" ||
    (Array.isArray(value) &&
      (value.every((item) => typeof item === "boolean") ||
        value.every((item) => typeof item === "string") ||
        value.every(isPosition))),
});

const monotonicCstSpec: ParamSpec<HistMonotonicConstraints> = custom<HistMonotonicConstraints>({
  default: null,
  domain: "an array of -1, 0 and 1, one for each feature, a record of them by name, or null (no constraints)",
  help: "Direction of each feature's effect.",
  outside: [2, "increasing", [2], ["1"], { a: 2 }, true],
  accepts: (value) =>
    value === null ||
    (Array.isArray(value) && value.every(isDirection)) ||
    (isPlain(value) && Object.values(value).every(isDirection)),
});

const interactionCstSpec: ParamSpec<InteractionConstraints> = custom<InteractionConstraints>({
  default: null,
  domain: '"pairwise", "no_interactions", an array of groups of positions, or null (all may interact)',
  help: "Features that may stand on one path.",
  outside: ["all", 1, [1, 2], [["a"]], [[-1]], [[0.5]], {}],
  accepts: (value) =>
    value === null ||
    value === "pairwise" ||
    value === "no_interactions" ||
    (Array.isArray(value) && value.every((group) => Array.isArray(group) && group.every(isPosition))),
});

const scoringSpec: ParamSpec<HistScoring> = custom<HistScoring>({
  default: "loss",
  domain: '"loss", the name of a scorer, a scorer, or null (accuracy or R²)',
  help: "Score for early stopping.",
  outside: ["no such score", "", 1, true, {}, () => 1],
  accepts: (value) =>
    value === null ||
    value === "loss" ||
    (getScorerNames() as unknown[]).includes(value) ||
    (typeof value === "object" && "needs" in value && "score" in value && typeof value.score === "function"),
});

/** Domain, default and help of {@link HistGradientBoostingParams}. */
export const histGradientBoostingParamSpecs: ParamSpecs<HistGradientBoostingParams> = {
  learningRate: real({
    default: 0.1,
    above: 0,
    help: "Factor of what each tree adds; smaller needs more trees.",
  }),
  maxIter: integer({ default: 100, min: 1, help: "Most iterations; more fit closer." }),
  maxLeafNodes: nullable(
    integer({ default: 31, min: 2, help: "Most leaves of a tree; more fit closer." }),
    "no limit",
  ),
  maxDepth: nullByDefault(integer({ default: 1, min: 1, help: "Depth at which growth ends." }), "no limit"),
  minSamplesLeaf: integer({ default: 20, min: 1, help: "Fewest rows of a leaf; more smooth." }),
  l2Regularization: real({
    default: 0,
    min: 0,
    help: "Penalty on the values of leaves; larger shrinks more.",
  }),
  maxFeatures: real({
    default: 1,
    above: 0,
    max: 1,
    help: "Share of the features looked at for each split.",
  }),
  maxBins: integer({ default: 255, min: 2, max: 255, help: "Most bins of a feature." }),
  categoricalFeatures: categoricalFeaturesSpec,
  monotonicCst: monotonicCstSpec,
  interactionCst: interactionCstSpec,
  earlyStopping: either(
    "auto",
    choice({
      default: "auto",
      options: ["auto"],
      help: "Whether to end when the score no longer gets better.",
    }),
    flag({ default: true, help: "Whether to end when the score no longer gets better." }),
  ),
  scoring: scoringSpec,
  validationFraction: nullable(
    either(
      0.1,
      real({
        default: 0.1,
        above: 0,
        below: 1,
        help: "Rows held out for early stopping: a share or a number.",
      }),
      integer({ default: 1, min: 1, help: "Rows held out." }),
    ),
    "score on the training rows",
  ),
  nIterNoChange: integer({ default: 10, min: 1, help: "Iterations without a better score before the end." }),
  tol: real({ default: 1e-7, min: 0, help: "By how much a score must be better." }),
  randomState: randomStateSpec,
};

/** Hyper-parameters as they are saved: a built-in scorer goes by its name. */
export function paramsState<P extends HistGradientBoostingParams>(params: P): Record<string, unknown> {
  const { scoring } = params;
  const name = typeof scoring === "object" && scoring?.builtIn === true ? scoring.name : scoring;
  return { ...(params as object), scoring: name };
}

/** The scorer that a hyper-parameter names; undefined for the loss, null for the estimator's own score. */
export function scorerOf(where: string, scoring: HistScoring): Scorer | null | undefined {
  if (scoring === "loss") return undefined;
  return typeof scoring === "string" ? getScorer(scoring, where) : scoring;
}
