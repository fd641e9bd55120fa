import type { CrossValidation } from "../base/cross-validation.js";
import type { AnyModel, FitOptions, Label, TableLike, VectorLike } from "../base/estimator.js";
import { distinctNames, inputNames } from "../base/feature-names.js";
import {
  checkLength,
  isFrameLike,
  type SeenFeatures,
  toMatrix,
  toSampleWeight,
  toVector,
} from "../base/input.js";
import { stackDense } from "../base/stack-outputs.js";
import { checkTable, columnTypes, tableRows } from "../base/table.js";
import type { Matrix } from "../core/matrix.js";
import {
  activeModels,
  activeNames,
  type FittedMember,
  fitMembers,
  type NamedMember,
} from "./named-members.js";
import { partition, predictOutOfFold } from "./out-of-fold.js";
import { asFeatures, memberOutput, type StackMethod, stackMethodOf } from "./stacked-outputs.js";

/** Data of a stack. */
export interface StackData {
  /** The call, for messages. */
  readonly where: string;
  /** Name of the estimator. */
  readonly estimator: string;
  readonly X: TableLike;
  readonly y: VectorLike<Label>;
  /** Undefined in regression. */
  readonly classes: readonly Label[] | undefined;
}

/** Fitted members and what the final estimator learns from. */
export interface Stack extends SeenFeatures {
  readonly members: readonly FittedMember[];
  /** By which each member that takes part is asked. */
  readonly methods: readonly StackMethod[];
  /** Columns that each member that takes part makes. */
  readonly widths: readonly number[];
  readonly passthrough: boolean;
  readonly classes: readonly Label[] | undefined;
}

/**
 * Fits the members on all rows, and again without each fold in turn, so that the final estimator learns from what they say of rows
 * that they did not see.
 *
 * @throws what the members throw.
 * @see Wolpert (1992), Stacked generalization, doi:10.1016/S0893-6080(05)80023-1.
 */
export async function stackMembers(
  data: StackData,
  entries: readonly NamedMember[],
  settings: {
    readonly cv: CrossValidation | null;
    readonly stackMethod: StackMethod | "auto";
    readonly passthrough: boolean;
  },
  options: FitOptions,
): Promise<{
  readonly stack: Stack;
  readonly features: Matrix;
  readonly sampleWeight:
    | Float64Array
    | undefined /** To be called when the final estimator is fitted, too. */;
  readonly finished: () => void;
}> {
  const { where, estimator, classes } = data;
  const seen = checkTable(where, data.X);
  const X = numbersAsMatrix(where, data.X);
  const y = toVector(where, "y", data.y);
  const rows = tableRows(X);
  checkLength(where, "y", y.length, rows);
  const sampleWeight = toSampleWeight(where, options.sampleWeight, rows);
  const folds = partition(where, estimator, settings.cv ?? 5, X, y, classes !== undefined);
  const estimators = entries.flatMap(([, member]) => (member === "drop" ? [] : [member]));
  const fits = estimators.length;
  const total = fits * (folds.length + 1) + 1;
  let done = 0;
  const control: Pick<FitOptions, "signal" | "onProgress"> = {
    signal: options.signal,
    onProgress: options.onProgress && (() => options.onProgress!({ done: ++done, total })),
  };
  const weighted = sampleWeight === undefined ? {} : { sampleWeight };
  const names = entries.flatMap(([name, member]) => (member === "drop" ? [] : [name]));
  const { stackMethod } = settings;
  let members: readonly FittedMember[] = [];
  let methods: readonly StackMethod[] = [];
  const fitOnAllRows = async (): Promise<void> => {
    members = await fitMembers(entries, X, y, { ...weighted, ...control });
    methods = activeModels(members).map((model, m) =>
      stackMethodOf(estimator, names[m]!, model, stackMethod),
    );
  };
  const work = { where, estimator, estimators, names, stackMethod, X, y, sampleWeight, classes, folds };
  const outputs = (await predictOutOfFold(work, control, fitOnAllRows)).map((output, m) =>
    asFeatures(output, methods[m]!),
  );
  const widths = outputs.map(({ columns }) => columns);
  const stack = { ...seen, members, methods, widths, passthrough: settings.passthrough, classes };
  return {
    stack,
    features: joined(where, outputs, X, settings.passthrough),
    sampleWeight,
    finished: () => options.onProgress?.({ done: total, total }),
  };
}

/** Rows of numbers as one matrix, which every member would make of them again. */
function numbersAsMatrix(where: string, X: TableLike): TableLike {
  const isNumeric = Array.isArray(X) && columnTypes(X).every((type) => type === "number");
  return isNumeric ? toMatrix(where, X as readonly ArrayLike<number>[], { allowMissing: true }) : X;
}

/** What the members say of rows, as the final estimator sees it. */
export async function stackedFeatures(where: string, stack: Stack, X: TableLike): Promise<Matrix> {
  const { members, methods, passthrough, classes } = stack;
  const outputs: Matrix[] = [];
  for (const [m, model] of (activeModels(members) as readonly AnyModel[]).entries())
    outputs.push(asFeatures(await memberOutput(where, model, methods[m]!, X, classes), methods[m]!));
  return joined(where, outputs, X, passthrough);
}

function joined(where: string, outputs: readonly Matrix[], X: TableLike, passthrough: boolean): Matrix {
  const { rows } = outputs[0]!;
  if (!passthrough) return stackDense(outputs, rows, undefined);
  const matrix = toMatrix(where, isFrameLike(X) ? X.X() : (X as Matrix), { allowMissing: true });
  return stackDense([...outputs, matrix], rows, undefined);
}

/** Names of what {@link stackedFeatures} makes: `prefix_name`, numbered where a member makes several columns, then those of X. */
export function stackedNames(
  prefix: string,
  { members, widths, passthrough, ...seen }: Stack,
): readonly string[] {
  const own = activeNames(members).flatMap((name, m) =>
    widths[m] === 1
      ? [`${prefix}_${name}`]
      : Array.from({ length: widths[m]! }, (_, k) => `${prefix}_${name}${k}`),
  );
  return passthrough ? [...own, ...inputNames(seen)] : own;
}

/** A matrix that bears these names, if they are distinct. */
export function named(matrix: Matrix, names: readonly string[]): Matrix {
  return stackDense([matrix], matrix.rows, distinctNames(names));
}
