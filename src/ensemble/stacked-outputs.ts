import type { AnyModel, Label } from "../base/estimator.js";
import { codesOf } from "../base/labels.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";

/** What the final estimator is told of a member: its probabilities, its decision function or its predictions. */
export type StackMethod = "predict_proba" | "decision_function" | "predict";

/** What a class that a member never saw gets: no probability, or the least decision. */
const UNSEEN = { predict_proba: 0, decision_function: -Number.MAX_VALUE } as const;
const METHODS = {
  predict_proba: "predictProba",
  decision_function: "decisionFunction",
  predict: "predict",
} as const;

type Answers = Readonly<Record<string, (X: unknown) => Promise<Matrix | ArrayLike<number>>>> & {
  readonly classes?: readonly Label[];
};

/**
 * The method by which a member is asked: the given one, or the first that its model has.
 *
 * @throws {InvalidParameterError} if the model lacks it.
 */
export function stackMethodOf(
  where: string,
  name: string,
  model: AnyModel,
  asked: StackMethod | "auto",
): StackMethod {
  const wanted: readonly StackMethod[] =
    asked === "auto" ? ["predict_proba", "decision_function", "predict"] : [asked];
  const found = wanted.find((method) => METHODS[method] in model);
  if (found !== undefined) return found;
  const rule = `"auto" or a method that the model of ${JSON.stringify(name)} has`;
  throw new InvalidParameterError(where, "stackMethod", rule, asked);
}

/**
 * What a member says of rows, shape (rows, 1) or (rows, nClasses); class numbers where it predicts labels. Classes that it never saw get a
 * constant.
 *
 * @param classes of all training rows; undefined in regression.
 * @param prefit whether numbers that the member predicts, and its classes, stay as they are, since it was fitted elsewhere.
 * @throws {InvalidInputError} if the member saw fewer classes than there are and tells decisions between two.
 */
export async function memberOutput(
  where: string,
  model: AnyModel,
  method: StackMethod,
  X: unknown,
  classes: readonly Label[] | undefined,
  prefit: boolean,
): Promise<Matrix> {
  const answers = model as unknown as Answers;
  const output = await answers[METHODS[method]]!(X);
  const isNumber =
    classes === undefined || (prefit && method === "predict" && typeof classes[0] === "number");
  if (isNumber) return asColumn(output as ArrayLike<number>);
  if (method === "predict") return asColumn(codesOf(where, output as unknown as ArrayLike<Label>, classes));
  const matrix = output instanceof Matrix ? output : asColumn(output);
  const seen = answers.classes ?? classes;
  if (prefit || seen.length === classes.length) return matrix;
  if (seen.length !== matrix.columns || (method === "decision_function" && seen.length <= 2))
    throw new InvalidInputError(
      where,
      `the training part of every fold must hold all ${classes.length} classes for decision functions to be stacked`,
      new Described(`${seen.length} classes`),
    );
  return spread(matrix, codesOf(where, seen, classes), classes.length, UNSEEN[method]);
}

function asColumn(values: ArrayLike<number>): Matrix {
  return new Matrix(Float64Array.from(values), values.length, 1);
}

/** Puts columns where their classes are. */
function spread(
  { data, rows, columns }: Matrix,
  columnOf: Int32Array,
  width: number,
  filling: number,
): Matrix {
  const out = new Float64Array(rows * width).fill(filling);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < columns; k++) out[i * width + columnOf[k]!] = data[i * columns + k]!;
  return new Matrix(out, rows, width);
}

/** Outputs as features: of the probabilities of two classes, which sum to 1, the second alone. */
export function asFeatures(
  output: Matrix,
  method: StackMethod,
  classes: readonly Label[] | undefined,
): Matrix {
  const areTwo = method === "predict_proba" && output.columns === 2 && classes?.length === 2;
  return areTwo ? output.takeColumns([1]) : output;
}
