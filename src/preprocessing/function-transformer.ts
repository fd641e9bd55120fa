import type {
  FitOptions,
  FrameLike,
  MatrixLike,
  TransformerModel,
  TransformOutput,
} from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { startFit } from "../base/fit-options.js";
import {
  checkSeenFeatures,
  checkSparseFinite,
  isFrameLike,
  refuseSampleWeight,
  type SeenFeatures,
  toMatrix,
} from "../base/input.js";
import { custom, flag, type ParamSpec, type ParamSpecs } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { reportWarning } from "../core/warning.js";
import { applyNamed, FUNCTION_NAMES, type FunctionName } from "./named-functions.js";

/** What a function of {@link FunctionTransformer} gets: rows of numbers come as a Matrix, all else as it was given. */
export type FunctionInput = Matrix | CsrMatrix | FrameLike;

/** A function of samples, with the arguments of `kwArgs`. */
export type SampleFunction = (
  X: FunctionInput,
  kwArgs: Readonly<Record<string, unknown>>,
) => TransformOutput | Promise<TransformOutput>;

/** Hyper-parameters of {@link FunctionTransformer}. */
export interface FunctionTransformerParams {
  /**
   * What transform does: a function of a Matrix, CsrMatrix or Frame, or the name of a function of each element ("abs", "exp", "expm1",
   * "log", "log1p", "sqrt", "square"). Default null: nothing. Only with names can the transformer be saved.
   */
  readonly func: SampleFunction | FunctionName | null;
  /** What inverseTransform does. Default null: nothing. */
  readonly inverseFunc: SampleFunction | FunctionName | null;
  /** Whether to make X a matrix of finite numbers and to compare its features with those seen in fit. Default false. */
  readonly validate: boolean;
  /** Whether a validated X may be sparse. Default false. */
  readonly acceptSparse: boolean;
  /** Whether fit tries if `inverseFunc` undoes `func`, on about 100 rows, and warns if it does not. Default true. */
  readonly checkInverse: boolean;
  /**
   * Names of the output columns: "one-to-one" for those of the input, or a function of these. Default null: the names that the result
   * of `func` has in fit, x0, x1, … where it has none.
   */
  readonly featureNamesOut: "one-to-one" | ((names: readonly string[]) => readonly string[]) | null;
  /** Arguments for `func`. Default null: none. */
  readonly kwArgs: Readonly<Record<string, unknown>> | null;
  /** Arguments for `inverseFunc`. Default null: none. */
  readonly invKwArgs: Readonly<Record<string, unknown>> | null;
}

function functionSpec(help: string): ParamSpec<SampleFunction | FunctionName | null> {
  return custom<SampleFunction | FunctionName | null>({
    default: null,
    domain: `a function, one of ${FUNCTION_NAMES.map((name) => `"${name}"`).join(", ")}, or null (nothing)`,
    help,
    outside: ["log2", 1, true, {}],
    accepts: (value) =>
      value === null || typeof value === "function" || (FUNCTION_NAMES as readonly unknown[]).includes(value),
  });
}

function argumentsSpec(help: string): ParamSpec<Readonly<Record<string, unknown>> | null> {
  return custom<Readonly<Record<string, unknown>> | null>({
    default: null,
    domain: "an object, or null (none)",
    help,
    outside: ["a", 1, true, []],
    accepts: (value) => typeof value === "object" && !Array.isArray(value),
  });
}

/** Domain, default and help of {@link FunctionTransformerParams}. */
export const functionTransformerParamSpecs: ParamSpecs<FunctionTransformerParams> = {
  func: functionSpec("What transform does."),
  inverseFunc: functionSpec("What inverseTransform does."),
  validate: flag({ default: false, help: "Make X a matrix of finite numbers." }),
  acceptSparse: flag({ default: false, help: "Take a sparse X where it is validated." }),
  checkInverse: flag({ default: true, help: "Try in fit whether inverseFunc undoes func." }),
  featureNamesOut: custom<FunctionTransformerParams["featureNamesOut"]>({
    default: null,
    domain: '"one-to-one", a function of the names of the input, or null (those of the result)',
    help: "Names of the output columns.",
    outside: ["same", 1, true],
    accepts: (value) => value === null || value === "one-to-one" || typeof value === "function",
  }),
  kwArgs: argumentsSpec("Arguments for func."),
  invKwArgs: argumentsSpec("Arguments for inverseFunc."),
};

/**
 * Makes a transformer of a function: of samples, or of each element by name.
 *
 * With functions it can neither be saved nor sent to another thread; with names it can.
 *
 * Cost: that of the function.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const log = new FunctionTransformer({ func: "log1p", inverseFunc: "expm1" });
 * const { model, X } = await log.fitTransform([[0, 1]]);
 * (X as Matrix).toArray(); // => [[0, 0.6931471805599453]]
 * ((await model.inverseTransform(X)) as Matrix).toArray(); // => [[0, 1]]
 * const sum = new FunctionTransformer({ func: (X) => new Matrix(Float64Array.of((X as Matrix).get(0, 0) + (X as Matrix).get(0, 1)), 1, 1) });
 * ((await sum.fitTransform([[2, 3]])).X as Matrix).toArray(); // => [[5]]
 * ```
 */
export class FunctionTransformer extends BaseTransformer<
  FunctionTransformerParams,
  FunctionTransformerModel
> {
  /** Name under which the class is registered. */
  static readonly typeName = "FunctionTransformer";

  constructor(params: Partial<FunctionTransformerParams> = {}) {
    super(FunctionTransformer.typeName, functionTransformerParamSpecs, params, false);
  }

  /** @internal */
  static fromState(state: FunctionTransformerParams): FunctionTransformer {
    return new FunctionTransformer(state);
  }

  /**
   * Remembers the features of X, tries the inverse, and learns the names of the output.
   *
   * @param X shape (nSamples, nFeatures); neither kept nor changed.
   * @throws {InvalidInputError} if X is ragged or empty or, where it is validated, not finite or sparse against `acceptSparse`.
   * @throws what the functions throw.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<FunctionTransformerModel> {
    const where = "FunctionTransformer.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { func, inverseFunc, checkInverse, featureNamesOut } = this.params;
    const given = functionInput(where, X, this.params);
    const seen = { nFeatures: widthOf(given), featureNames: given.columnNames };
    const names = inputNames(seen);
    const model = (outputNames: readonly string[]): FunctionTransformerModel =>
      new FunctionTransformerModel({ params: this.params, outputNames, ...seen });
    if (checkInverse && func !== null && inverseFunc !== null) await warnUnlessInverse(model(names), given);
    if (typeof featureNamesOut === "function") return model([...featureNamesOut(names)]);
    if (featureNamesOut === "one-to-one" || typeof func !== "function") return model(names);
    const out = await model(names).transform(given);
    return model(inputNames({ nFeatures: widthOf(out), featureNames: out.columnNames }));
  }
}

function widthOf(X: FunctionInput): number {
  return isFrameLike(X) ? X.columnNames.length : X.columns;
}

/** X as functions get it. */
function functionInput(
  where: string,
  X: MatrixLike,
  { validate, acceptSparse }: Pick<FunctionTransformerParams, "validate" | "acceptSparse">,
): FunctionInput {
  if (!validate) {
    if (isFrameLike(X) && X.rows > 0 && X.columnNames.length > 0) return X;
    return X instanceof CsrMatrix ? X : toMatrix(where, X, { deferFinite: true });
  }
  if (!(X instanceof CsrMatrix)) return toMatrix(where, X);
  if (!acceptSparse)
    throw new InvalidInputError(where, "X must be dense, or acceptSparse true", new Described("a CsrMatrix"));
  return checkSparseFinite(where, X, false);
}

async function warnUnlessInverse(model: FunctionTransformerModel, X: FunctionInput): Promise<void> {
  const step = Math.max(1, Math.floor(X.rows / 100));
  const rows = X.takeRows(
    Array.from({ length: Math.ceil(X.rows / step) }, (_, i) => i * step),
  ) as FunctionInput;
  const back = await model.inverseTransform(await model.transform(rows));
  if (isFrameLike(rows) || isFrameLike(back)) return; // of more than numbers nothing can be told
  const [a, b] = [numbersOf(rows), numbersOf(back)];
  // NumPy's allclose with the incumbent's tolerances.
  const close = (x: number, y: number): boolean =>
    Math.abs(x - y) <= 1e-9 + 1e-7 * Math.abs(y) || Object.is(x, y);
  if (a.length === b.length && a.every((x, p) => close(x, b[p]!))) return;
  reportWarning(
    "FunctionTransformer: inverseFunc does not undo func; if that is meant, set checkInverse to false",
  );
}

function numbersOf(X: Matrix | CsrMatrix): Float64Array {
  return X instanceof CsrMatrix ? X.toMatrix().data : X.data;
}

interface FunctionTransformerState extends SeenFeatures {
  readonly params: FunctionTransformerParams;
  readonly outputNames: readonly string[];
}

/** What {@link FunctionTransformer} does to samples. */
export class FunctionTransformerModel implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "FunctionTransformerModel";
  /** Name under which the class is registered. */
  readonly typeName = "FunctionTransformerModel";
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #state: FunctionTransformerState;

  /** @internal */
  constructor(state: FunctionTransformerState) {
    this.#state = state;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  static fromState(state: FunctionTransformerState): FunctionTransformerModel {
    return new FunctionTransformerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /** Names of the output columns. */
  featureNamesOut(): readonly string[] {
    return this.#state.outputNames;
  }

  /**
   * The function's result for X, shape (nSamples, nFeatures).
   *
   * @throws {InvalidInputError} if X has other features than in fit or, where it is validated, is not finite.
   * @throws what the function throws.
   */
  async transform(X: MatrixLike): Promise<TransformOutput> {
    const where = "FunctionTransformerModel.transform";
    const { params } = this.#state;
    const given = functionInput(where, X, params);
    checkSeenFeatures(where, { columns: widthOf(given), columnNames: given.columnNames }, this);
    return apply(params.func, given, params.kwArgs);
  }

  /**
   * The inverse function's result for X.
   *
   * @throws {InvalidInputError} if X is ragged or, where it is validated, not finite.
   * @throws what the function throws.
   */
  async inverseTransform(X: MatrixLike): Promise<TransformOutput> {
    const { params } = this.#state;
    const given = functionInput("FunctionTransformerModel.inverseTransform", X, params);
    return apply(params.inverseFunc, given, params.invKwArgs);
  }
}

async function apply(
  func: SampleFunction | FunctionName | null,
  X: FunctionInput,
  kwArgs: Readonly<Record<string, unknown>> | null,
): Promise<TransformOutput> {
  if (func === null) return X;
  if (typeof func === "function") return func(X, kwArgs ?? {});
  return applyNamed(func, isFrameLike(X) ? X.X() : X);
}
