import type { FitOptions, MatrixLike, TransformerModel } from "../base/estimator.js";
import { distinctNames, inputNames } from "../base/feature-names.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight, type SeenFeatures, toMatrix, toSeenMatrix } from "../base/input.js";
import { choice, either, flag, type ParamSpecs, real } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { presentValues } from "../core/present-values.js";
import { AUTO_FOLDS, type CappingMethod, cappingLimits } from "./capping-limits.js";

/** Hyper-parameters of {@link Winsorizer}. */
export interface WinsorizerParams {
  /**
   * How the caps are set: `"gaussian"` mean ± fold standard deviations, `"iqr"` quartiles ± fold interquartile ranges, `"mad"`
   * median ± fold times MAD / 0.67449, `"quantiles"` the quantiles fold and 1 - fold. Default `"gaussian"`.
   */
  readonly cappingMethod: CappingMethod;
  /** Which tail is capped: `"right"`, `"left"` or `"both"`. Default `"right"`. */
  readonly tail: "right" | "left" | "both";
  /** How far out the caps stand; a number > 0 (at most 0.2 for quantiles), or `"auto"`: 3, 1.5, 3.29 and 0.05 in the order above. */
  readonly fold: "auto" | number;
  /** Whether transform appends, for each column and tail, a column of 0 and 1 that tells what was capped. Default false. */
  readonly addIndicators: boolean;
  /** Whether missing values (NaN) are refused, `"raise"`, or left out and left as they are, `"ignore"`. Default `"raise"`. */
  readonly missingValues: "raise" | "ignore";
}

/** Domain, default and help of {@link WinsorizerParams}. */
export const winsorizerParamSpecs: ParamSpecs<WinsorizerParams> = {
  cappingMethod: choice({
    default: "gaussian",
    options: ["gaussian", "iqr", "mad", "quantiles"],
    help: "How the caps are set.",
  }),
  tail: choice({ default: "right", options: ["right", "left", "both"], help: "Which tail is capped." }),
  fold: either<"auto", number>(
    "auto",
    choice({ default: "auto", options: ["auto"], help: "How far out the caps stand." }),
    real({ default: 3, above: 0, help: "How far out the caps stand." }),
  ),
  addIndicators: flag({ default: false, help: "Append columns that tell what was capped." }),
  missingValues: choice({ default: "raise", options: ["raise", "ignore"], help: "What is done about NaN." }),
};

// feature-engine's bound: beyond it little of a column would be left uncapped.
const LARGEST_QUANTILE = 0.2;

/**
 * Caps outliers: values beyond a limit learned from each column become that limit.
 *
 * The transformer is feature-engine's: `capping_method` → `cappingMethod`, `tail`, `fold`, `add_indicators` → `addIndicators`,
 * `missing_values` → `missingValues`; `right_tail_caps_` → `model.rightTailCaps` (one number a column, where feature-engine has a
 * dictionary). All columns are capped; instead of `variables`, a ColumnTransformer chooses. Infinity is refused always.
 *
 * Cost: a pass, or a selection, a column to fit; a pass to transform.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Dixon (1960), Simplified estimation from censored normal samples, doi:10.1214/aoms/1177705900.
 *
 * @example
 * ```ts
 * const caps = await new Winsorizer({ cappingMethod: "iqr", tail: "both" }).fit([[1], [2], [3], [4], [5]]);
 * (await caps.transform([[-9], [0], [9]])).toArray(); // => [[-1], [0], [7]]
 * ```
 */
export class Winsorizer extends BaseTransformer<WinsorizerParams, WinsorizerModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "Winsorizer";

  constructor(params: Partial<WinsorizerParams> = {}) {
    super(Winsorizer.typeName, winsorizerParamSpecs, params);
    const { cappingMethod, fold } = this.params;
    if (cappingMethod === "quantiles" && fold !== "auto" && fold > LARGEST_QUANTILE) {
      const rule = `at most ${LARGEST_QUANTILE} for cappingMethod "quantiles"`;
      throw new InvalidParameterError(Winsorizer.typeName, "fold", rule, fold);
    }
  }

  /** @internal */
  static fromState(state: WinsorizerParams): Winsorizer {
    return new Winsorizer(state);
  }

  /**
   * Learns the caps of each column.
   *
   * @param X shape (nSamples, nFeatures); neither kept nor changed.
   * @throws {InvalidInputError} if X is empty, not finite, or a column has no spread by the method: its caps would cap everything.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<WinsorizerModel> {
    const where = "Winsorizer.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { cappingMethod, tail, addIndicators, missingValues } = this.params;
    const fold = this.params.fold === "auto" ? AUTO_FOLDS[cappingMethod] : this.params.fold;
    const matrix = toMatrix(where, X, { allowMissing: missingValues === "ignore" });
    const left = new Float64Array(matrix.columns);
    const right = new Float64Array(matrix.columns);
    for (let j = 0; j < matrix.columns; j++) {
      const limits = cappingLimits(presentValues(matrix.column(j)), cappingMethod, fold);
      if (limits.spread === 0) {
        const column = matrix.columnNames?.[j] ?? j;
        const rule = `every column must have a spread for cappingMethod "${cappingMethod}"`;
        throw new InvalidInputError(where, rule, limits.left, { column });
      }
      left[j] = limits.left;
      right[j] = limits.right;
    }
    return new WinsorizerModel({
      leftTailCaps: tail === "right" ? null : left,
      rightTailCaps: tail === "left" ? null : right,
      fold,
      addIndicators,
      missingValues,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

interface WinsorizerState extends SeenFeatures, Pick<WinsorizerParams, "addIndicators" | "missingValues"> {
  readonly leftTailCaps: Float64Array | null;
  readonly rightTailCaps: Float64Array | null;
  readonly fold: number;
}

/** Caps learned by {@link Winsorizer}. */
export class WinsorizerModel implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "WinsorizerModel";
  /** Name under which the class is registered. */
  readonly typeName = "WinsorizerModel";
  /** What smaller values become, shape (nFeatures), NaN for a column without values; null if the left tail is not capped. */
  readonly leftTailCaps: Float64Array | null;
  /** What greater values become, shape (nFeatures), NaN for a column without values; null if the right tail is not capped. */
  readonly rightTailCaps: Float64Array | null;
  /** How far out the caps stand: what `fold: "auto"` came to. */
  readonly fold: number;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #state: WinsorizerState;

  /** @internal */
  constructor(state: WinsorizerState) {
    this.#state = state;
    this.leftTailCaps = state.leftTailCaps;
    this.rightTailCaps = state.rightTailCaps;
    this.fold = state.fold;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  static fromState(state: WinsorizerState): WinsorizerModel {
    return new WinsorizerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /** Names of the output columns: those of the input, then `feature_left` and `feature_right` for the indicators. */
  featureNamesOut(): readonly string[] {
    const names = inputNames(this);
    if (!this.#state.addIndicators) return names;
    return [...names, ...names.flatMap((name) => this.#tails.map(({ suffix }) => `${name}_${suffix}`))];
  }

  get #tails(): readonly { readonly suffix: string; readonly caps: Float64Array; readonly sign: 1 | -1 }[] {
    const { leftTailCaps: left, rightTailCaps: right } = this;
    return [
      ...(left === null ? [] : [{ suffix: "left", caps: left, sign: -1 as const }]),
      ...(right === null ? [] : [{ suffix: "right", caps: right, sign: 1 as const }]),
    ];
  }

  /**
   * Caps X, shape (nSamples, nFeatures), into a new matrix, and appends the indicators where `addIndicators` is set: for each
   * feature one of its left and one of its right tail, as far as they are capped.
   *
   * @throws {InvalidInputError} if X has other features than in fit, holds Infinity, or NaN where `missingValues` is `"raise"`.
   */
  async transform(X: MatrixLike): Promise<Matrix> {
    const where = "WinsorizerModel.transform";
    const allowMissing = this.#state.missingValues === "ignore";
    const { data, rows, columns, columnNames } = toSeenMatrix(where, X, this, { allowMissing });
    const tails = this.#tails;
    const width = this.#state.addIndicators ? columns * (1 + tails.length) : columns;
    const out = new Float64Array(rows * width);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const value = data[i * columns + j]!;
        let capped = value;
        for (const [t, { caps, sign }] of tails.entries()) {
          if (!((value - caps[j]!) * sign > 0)) continue;
          capped = caps[j]!;
          if (width > columns) out[i * width + columns + j * tails.length + t] = 1;
        }
        out[i * width + j] = capped;
      }
    }
    const names = width > columns ? this.featureNamesOut() : (columnNames ?? this.featureNames);
    return new Matrix(out, rows, width, names && distinctNames(names));
  }
}
