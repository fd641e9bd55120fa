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
  type StackMember,
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
  /** Whether the members were fitted elsewhere. */
  readonly prefit: boolean;
}

/**
 * Fits the members on all rows, and again without each fold in turn, so that the final estimator learns from what they say of rows
 * that they did not see; or asks members that were fitted elsewhere.
 *
 * @throws what the members throw.
 * @see Wolpert (1992), Stacked generalization, doi:10.1016/S0893-6080(05)80023-1.
 */
export async function stackMembers(
  data: StackData,
  entries: readonly StackMember[],
  settings: {
    readonly cv: CrossValidation | "prefit" | null;
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
  const { where, classes } = data;
  const seen = checkTable(where, data.X);
  const X = numbersAsMatrix(where, data.X);
  const y = toVector(where, "y", data.y);
  const rows = tableRows(X);
  checkLength(where, "y", y.length, rows);
  const sampleWeight = toSampleWeight(where, options.sampleWeight, rows);
  const { stackMethod, passthrough, cv } = settings;
  const fitted =
    cv === "prefit"
      ? await askFitted(data, X, entries as readonly FittedMember[], stackMethod)
      : await fitAndAsk(
          { ...data, X, y },
          entries as readonly NamedMember[],
          { cv, stackMethod, sampleWeight },
          options,
        );
  const { members, methods, total } = fitted;
  const outputs = fitted.outputs.map((output, m) => asFeatures(output, methods[m]!, classes));
  const widths = outputs.map(({ columns }) => columns);
  const stack = { ...seen, members, methods, widths, passthrough, classes, prefit: cv === "prefit" };
  return {
    stack,
    features: joined(where, outputs, X, passthrough),
    sampleWeight,
    finished: () => options.onProgress?.({ done: total, total }),
  };
}

/** Members, how they were asked, and what they said. */
interface AskedMembers {
  readonly members: readonly FittedMember[];
  readonly methods: readonly StackMethod[];
  readonly outputs: readonly Matrix[];
  /** Fits altogether, that of the final estimator included. */
  readonly total: number;
}

/** What members that were fitted elsewhere say of X. */
async function askFitted(
  { where, estimator, classes }: StackData,
  X: TableLike,
  members: readonly FittedMember[],
  stackMethod: StackMethod | "auto",
): Promise<AskedMembers> {
  const names = activeNames(members);
  const models = activeModels(members);
  const methods = models.map((model, m) => stackMethodOf(estimator, names[m]!, model, stackMethod));
  const outputs: Matrix[] = [];
  for (const [m, model] of models.entries())
    outputs.push(await memberOutput(where, model, methods[m]!, X, classes, true));
  return { members, methods, outputs, total: 1 };
}

/** Fits the members on all rows, and on the folds to hear what they say of the rows left out. */
async function fitAndAsk(
  { where, estimator, classes, X, y }: StackData,
  entries: readonly NamedMember[],
  {
    cv,
    stackMethod,
    sampleWeight,
  }: {
    readonly cv: CrossValidation | null;
    readonly stackMethod: StackMethod | "auto";
    readonly sampleWeight: Float64Array | undefined;
  },
  options: FitOptions,
): Promise<AskedMembers> {
  const folds = partition(where, estimator, cv ?? 5, X, y, classes !== undefined);
  const estimators = entries.flatMap(([, member]) => (member === "drop" ? [] : [member]));
  const names = entries.flatMap(([name, member]) => (member === "drop" ? [] : [name]));
  const total = estimators.length * (folds.length + 1) + 1;
  let done = 0;
  const control: Pick<FitOptions, "signal" | "onProgress"> = {
    signal: options.signal,
    onProgress: options.onProgress && (() => options.onProgress!({ done: ++done, total })),
  };
  const weighted = sampleWeight === undefined ? {} : { sampleWeight };
  let members: readonly FittedMember[] = [];
  let methods: readonly StackMethod[] = [];
  const fitOnAllRows = async (): Promise<void> => {
    members = await fitMembers(entries, X, y, { ...weighted, ...control });
    methods = activeModels(members).map((model, m) =>
      stackMethodOf(estimator, names[m]!, model, stackMethod),
    );
  };
  const work = { where, estimator, estimators, names, stackMethod, X, y, sampleWeight, classes, folds };
  const outputs = await predictOutOfFold(work, control, fitOnAllRows);
  return { members, methods, outputs, total };
}

/** Rows of numbers as one matrix, which every member would make of them again. */
function numbersAsMatrix(where: string, X: TableLike): TableLike {
  const isNumeric = Array.isArray(X) && columnTypes(X).every((type) => type === "number");
  return isNumeric ? toMatrix(where, X as readonly ArrayLike<number>[], { allowMissing: true }) : X;
}

/** What the members say of rows, as the final estimator sees it. */
export async function stackedFeatures(where: string, stack: Stack, X: TableLike): Promise<Matrix> {
  const { members, methods, passthrough, classes, prefit } = stack;
  const outputs: Matrix[] = [];
  for (const [m, model] of (activeModels(members) as readonly AnyModel[]).entries())
    outputs.push(
      asFeatures(await memberOutput(where, model, methods[m]!, X, classes, prefit), methods[m]!, classes),
    );
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
