import type { AnyEstimator, ParamSpec } from "learnkit";

/** Names of the checks; see checks.ts. */
export type CheckName =
  | "refuses every hyper-parameter outside its domain by name"
  | "refuses an unknown hyper-parameter and suggests the right one"
  | "is immutable: with() makes a new estimator"
  | "leaves its input unchanged and does not keep it"
  | "two fits at once are independent"
  | "gives the same bits on 1 and 2 lanes"
  | "score agrees with the metric of its predictions"
  | "the order of the rows does not matter"
  | "weight 2 equals a row repeated"
  | "weight 0 equals a row left out"
  | "fits one row, or refuses it as invalid input"
  | "fits one feature"
  | "fits a constant feature"
  | "fits duplicate features"
  | "takes missing values or refuses them by row and column"
  | "refuses Infinity by row and column"
  | "takes 1e308 with finite results, or refuses it"
  | "refuses ragged rows"
  | "refuses text among numbers by row and column"
  | "refuses empty data"
  | "refuses y of another length"
  | "refuses bad sample weights"
  | "refuses another number of features in predict"
  | "refuses renamed and reordered columns in predict"
  | "one class is fitted or refused as invalid input"
  | "string, boolean and number labels give the same model"
  | "a cancelled fit rejects with the reason"
  | "refuses options of fit that it does not know"
  | "save and load predict the same bits"
  | "names every output column"
  | "the leak guard tells of rows that it was fitted on, and of no others"
  | "an estimator survives save and load"
  | "a fault in a worker arrives as the same error";

/** One estimator in one setting. */
export interface ConformanceCase {
  /** Class and setting: `Ridge(alpha: 0)`. */
  readonly title: string;
  /** The estimator under test. */
  readonly make: () => AnyEstimator;
  /** Its parameter table, if it has one, and its constructor. */
  // biome-ignore lint/suspicious/noExplicitAny: tables of various estimators
  readonly specs?: Readonly<Record<string, ParamSpec<any>>>;
  // biome-ignore lint/suspicious/noExplicitAny: hyper-parameters of various estimators
  readonly construct?: (params: any) => AnyEstimator;
  /** Rows of the data it is tried on; default 60. */
  readonly rows?: number;
  /** Classes of the data it is tried on; default 3. */
  readonly nClasses?: number;
  /** Outputs of the target: with 2, the second is the first backwards; default 1. */
  readonly nOutputs?: 2;
  /** Whether the features are all >= 0; default false. */
  readonly positive?: boolean;
  /** Whether the first feature holds codes of categories; default false. */
  readonly categories?: boolean;
  /** Whether NaN in X is welcome; default false. */
  readonly takesMissing?: boolean;
  /** Whether X may hold text (encoders); default false. */
  readonly takesText?: boolean;
  /** Whether fit takes sampleWeight; default true for classifiers and regressors, false for transformers. */
  readonly takesWeights?: boolean;
  /** Whether a transformer learns nothing from rows, so that none of them can leak; default false. */
  readonly stateless?: boolean;
  /** Agreement expected where arithmetic is done in another order (row order, weights), relative; default 1e-9. */
  readonly closeness?: number;
  /** Checks that this estimator cannot pass, each with the reason; they are run and must fail. */
  readonly exceptions?: Partial<Record<CheckName, string>>;
}
