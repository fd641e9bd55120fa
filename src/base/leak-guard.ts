import {
  addMarks,
  type FittedOnRows,
  knownOrigin,
  marksOf,
  passRowsOfEach,
  type RowOrigin,
  setOrigin,
} from "../core/row-origin.js";
import { reportWarning } from "../core/warning.js";
import { isFrameLike } from "./input.js";

/** A fitted model, as far as the guard needs it. */
interface Transforms {
  transform(X: unknown): Promise<object>;
}

/** An estimator of such models. */
interface Fits {
  readonly typeName: string;
  fit(X: unknown, ...rest: unknown[]): Promise<Transforms>;
  fitTransform(X: unknown, ...rest: unknown[]): Promise<{ readonly model: Transforms; readonly X: object }>;
}

/** What bears the knowledge of where rows come from: the columns of a frame, which frames share; all else itself. */
function bearers(X: object): readonly object[] {
  return isFrameLike(X) ? X.columnNames.map((name) => X.column(name)) : [X];
}

/** Origin of X; data not seen before become a root of their own. */
function originOf(X: object): RowOrigin {
  const parts = bearers(X);
  const origin = parts.map(knownOrigin).find((known) => known !== undefined) ?? { root: {}, rows: null };
  for (const part of parts) if (knownOrigin(part) === undefined) setOrigin(part, origin);
  return origin;
}

/** All marks of X. */
function allMarks(X: object): readonly FittedOnRows[] {
  return [...new Set(bearers(X).flatMap(marksOf))];
}

/** Whether anything that was fitted has had a hand in X. */
export function isMarked(X: unknown): boolean {
  return typeof X === "object" && X !== null && allMarks(X).length > 0;
}

/**
 * Watches a transformer: what its models make of the rows that they were fitted on is remembered as such, so that
 * {@link warnOfLeak} can tell when those rows become test rows.
 */
export function watchTransformer(estimator: object): void {
  const fits = estimator as Fits;
  const { fit, fitTransform, typeName } = fits;
  replaceMethod(fits, "fit", async (X: object, ...rest: unknown[]) => {
    const model = await fit.call(fits, X, ...rest);
    watchModel(model, { step: typeName, origin: originOf(X) });
    return model;
  });
  replaceMethod(fits, "fitTransform", async (X: object, ...rest: unknown[]) => {
    const result = await fitTransform.call(fits, X, ...rest);
    const mark = { step: typeName, origin: originOf(X) };
    watchModel(result.model, mark);
    markOutput(X, result.X, mark);
    return result;
  });
}

const watched = new WeakSet<object>();

function watchModel(model: Transforms, mark: FittedOnRows): void {
  if (watched.has(model)) return; // fitTransform by way of fit
  watched.add(model);
  const { transform } = model;
  replaceMethod(model, "transform", async (X: object) => {
    const output = await transform.call(model, X);
    if (allMarks(X).length > 0 || originOf(X).root === mark.origin.root) markOutput(X, output, mark);
    return output;
  });
}

/** The output holds the rows of X, and bears its marks beside the new one. */
function markOutput(X: object, output: object, mark: FittedOnRows): void {
  const given = new Set(bearers(X));
  const origin = originOf(X);
  const added = origin.root === mark.origin.root ? [...allMarks(X), mark] : allMarks(X);
  for (const part of bearers(output)) {
    if (given.has(part)) continue; // passed through as it was
    setOrigin(part, origin);
    addMarks(part, added);
  }
}

/**
 * Says what a sampler made of X: rows that stem from rows of X, and bear its marks beside one of the sampler's own.
 *
 * @param from the row of X that each row of the output is or was made from.
 */
export function markResampled(step: string, X: object, output: object, from: Int32Array): void {
  const origin = originOf(X);
  const added = [...allMarks(X), { step, origin, resampled: true }];
  const rows = origin.rows === null ? from : from.map((row) => origin.rows![row]!);
  for (const part of bearers(output)) {
    setOrigin(part, { root: origin.root, rows });
    addMarks(part, added);
  }
}

/** Puts a method of an instance in the place of that of its class, as invisible as that. */
function replaceMethod(object: object, name: string, method: unknown): void {
  Object.defineProperty(object, name, { value: method, writable: true, configurable: true });
}

/** Says that `to` holds these rows of `from`: what a split makes. */
export function rememberRows(from: object, to: object, index: ArrayLike<number>): void {
  originOf(from);
  passRowsOfEach(bearers(from), bearers(to), index);
}

/**
 * Reports test rows that X's transformers were fitted on: their scores would be too good.
 *
 * @param where what splits, for the message.
 * @param test rows of X that are to be tested on.
 * @returns whether there was something to report.
 */
export function warnOfLeak(where: string, X: unknown, test: Int32Array): boolean {
  if (typeof X !== "object" || X === null) return false;
  for (const { step, origin, resampled } of allMarks(X)) {
    const leaked = countSeen(originOf(X), origin, test);
    if (leaked === 0) continue;
    const rows = leaked === test.length ? `all ${leaked} test rows` : `${leaked} of ${test.length} test rows`;
    reportWarning(
      `${where}: X was ${resampled === true ? "resampled" : "transformed"} by ${step}, which was fitted on ${rows}; ` +
        `scores on them will be too good. Split first, or let a pipeline fit it on training rows only: ` +
        `makePipeline(new ${step}(…), model)`,
      "LEAK",
    );
    return true;
  }
  return false;
}

/** How many of the test rows are among those fitted on. */
function countSeen(of: RowOrigin, fitted: RowOrigin, test: Int32Array): number {
  if (of.root !== fitted.root) return 0;
  if (fitted.rows === null) return test.length;
  let last = -1;
  for (const row of fitted.rows) last = Math.max(last, row);
  const seen = new Uint8Array(last + 1);
  for (const row of fitted.rows) seen[row] = 1;
  let count = 0;
  for (const i of test) if (seen[of.rows === null ? i : of.rows[i]!] === 1) count++;
  return count;
}
