import {
  type CrossValidation,
  dealClasses,
  dealRows,
  type Fold,
  foldsBy,
  foldsOf,
  type Splitter,
} from "../base/cross-validation.js";
import type { AnyEstimator, AnyModel, FitOptions, Label, TableLike, VectorLike } from "../base/estimator.js";
import { isFrameLike } from "../base/input.js";
import {
  receivedMatrix,
  receivedState,
  type SharedMatrix,
  type SharedState,
  shareMatrix,
  shareState,
} from "../base/shared-state.js";
import { decodeState, encodeState, type ReviverLookup, unlessUnknown } from "../base/state.js";
import { tableRows } from "../base/table.js";
import { takeRows } from "../base/take-rows.js";
import { InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { type ArenaScope, type CancelSignal, defineTask, loadRuntime, type Task } from "../parallel/index.js";
import { rowsFor, seeFloat32 } from "./reads-as-trees.js";
import { RowRoom } from "./row-room.js";
import { memberOutput, type StackMethod, stackMethodOf } from "./stacked-outputs.js";
import { fitsOneByOne } from "./takes-all-lanes.js";

/** What all fits on folds share. */
export interface OutOfFoldWork {
  /** The call, for messages. */
  readonly where: string;
  /** Name of the estimator that they are members of. */
  readonly estimator: string;
  readonly estimators: readonly AnyEstimator[];
  /** Names of the members. */
  readonly names: readonly string[];
  /** By which their models are asked. */
  readonly stackMethod: StackMethod | "auto";
  readonly X: TableLike;
  readonly y: VectorLike<Label>;
  readonly sampleWeight: Float64Array | undefined;
  /** Undefined in regression. */
  readonly classes: readonly Label[] | undefined;
  readonly folds: readonly Fold[];
}

/** The same as it crosses to a worker. */
interface SentWork {
  readonly state: SharedState;
  /** X where it is a matrix; else it is in the state. */
  readonly X: SharedMatrix | null;
}

interface FoldItem {
  readonly member: number;
  readonly fold: number;
}

type FoldTask = Task<SentWork | null, FoldItem, Matrix | SentMatrix | null>;

/** A matrix without its methods, as it comes from a worker. */
type SentMatrix = Pick<Matrix, "data" | "rows" | "columns">;

const TASK_NAME = "ensemble.predictFold";

/** The task of a worker, which makes the estimators from their states; null where it does not know a class. */
export function predictFoldTask(lookup: ReviverLookup): FoldTask {
  const decoded = new WeakMap<SentWork, OutOfFoldWork | null>();
  return defineTask(TASK_NAME, async ({ signal, memory }, sent: SentWork | null, item: FoldItem) => {
    let work = decoded.get(sent!);
    if (work === undefined) {
      work = unlessUnknown(() => {
        const state = decodeState(receivedState(sent!.state, memory), lookup) as OutOfFoldWork;
        return sent!.X === null ? state : { ...state, X: receivedMatrix(sent!.X, memory) };
      });
      decoded.set(sent!, work);
    }
    return work && predictFold(work, item, signal);
  });
}

/** Fits one estimator on the training part of one fold and asks it, once, about the test part. */
async function predictFold(
  work: OutOfFoldWork,
  item: FoldItem,
  signal: CancelSignal | undefined,
): Promise<Matrix> {
  const { arena } = await loadRuntime();
  return arena.keepingNothing(() => fitAndAsk(work, item, signal));
}

async function fitAndAsk(
  work: OutOfFoldWork,
  { member, fold }: FoldItem,
  signal: CancelSignal | undefined,
): Promise<Matrix> {
  const { where, estimator, estimators, names, stackMethod, y, sampleWeight, classes, folds } = work;
  const { train, test } = folds[fold]!;
  const options: FitOptions = {
    ...(sampleWeight === undefined
      ? {}
      : { sampleWeight: takeRows(where, "sampleWeight", sampleWeight, train) }),
    ...(signal === undefined ? {} : { signal }),
  };
  const model: AnyModel = await estimators[member]!.fit(
    rowsOf(work, member, train),
    takeRows(where, "y", y, train),
    options,
  );
  const method = stackMethodOf(estimator, names[member]!, model, stackMethod);
  return memberOutput(where, model, method, rowsOf(work, member, test), classes, false);
}

/** Room for the rows of the fold that is fitted or asked about: folds come one after the other on each lane. */
const ROOMS = new WeakMap<OutOfFoldWork, RowRoom>();

function rowsOf(work: OutOfFoldWork, member: number, index: Int32Array): TableLike {
  if (!(work.X instanceof Matrix)) return takeRows(work.where, "X", work.X, index);
  const room = ROOMS.get(work) ?? new RowRoom();
  ROOMS.set(work, room);
  return rowsFor(work.estimators[member]!, work.X, index, room);
}

/**
 * What each estimator says of every row when it is fitted without the fold that the row is in. Folds of all estimators share the lanes; those of
 * estimators that take all of them come afterwards, one by one.
 *
 * @param meanwhile what this thread does before it takes part, while the other lanes are at it already.
 * @returns one matrix for each estimator, rows in the order of X.
 * @throws what a fit throws; the signal's reason if cancelled.
 */
export async function predictOutOfFold(
  work: OutOfFoldWork,
  { signal, onProgress }: Pick<FitOptions, "signal" | "onProgress">,
  meanwhile: () => Promise<void>,
): Promise<Matrix[]> {
  const { estimators, folds } = work;
  const items = estimators.flatMap((_, member) => folds.map((_fold, fold): FoldItem => ({ member, fold })));
  const isAlone = ({ member }: FoldItem): boolean => fitsOneByOne(estimators[member]!, work.X);
  const shared = items.filter((item) => !isAlone(item));
  const parts = (await predictTogether(work, shared, { signal, onProgress }, meanwhile)).values();
  const complete: SentMatrix[] = [];
  for (const item of items) {
    const part = isAlone(item) ? undefined : parts.next().value;
    complete.push(part ?? (await predictFold(work, item, signal)));
    if (isAlone(item)) onProgress?.({ done: complete.length, total: items.length });
  }
  const rows = tableRows(work.X);
  return estimators.map((_, m) =>
    assemble(complete.slice(m * folds.length, (m + 1) * folds.length), folds, rows),
  );
}

/** Does some items on all lanes; null where a worker does not know a class. */
async function predictTogether(
  work: OutOfFoldWork,
  items: readonly FoldItem[],
  { signal, onProgress }: Pick<FitOptions, "signal" | "onProgress">,
  meanwhile: () => Promise<void>,
): Promise<(Matrix | SentMatrix | null)[]> {
  if (items.length === 0) {
    await meanwhile();
    return [];
  }
  const runtime = await loadRuntime();
  const task: FoldTask = defineTask(TASK_NAME, (context, _: SentWork | null, item: FoldItem) =>
    predictFold(work, item, context.signal),
  );
  return runtime.arena.scope((scope) => {
    const sent = runtime.freeLanes === 1 ? null : sendable(work, scope);
    const job = { common: sent, staysHere: sent === null, items, meanwhile, signal, onProgress };
    return runtime.runTasks(task, job);
  });
}

/** The work as it can be sent; null where a part of it cannot. */
function sendable(work: OutOfFoldWork, scope: ArenaScope): SentWork | null {
  const { X, ...rest } = work;
  if (isFrameLike(X)) return null;
  return unlessUnknown(() =>
    X instanceof Matrix
      ? {
          state: shareState(encodeState(rest), scope),
          X: shareMatrix(X, seeFloat32(work.estimators, X), scope),
        }
      : { state: shareState(encodeState(work), scope), X: null },
  );
}

/** Rows of the test parts in their places. */
function assemble(parts: readonly SentMatrix[], folds: readonly Fold[], rows: number): Matrix {
  const { columns } = parts[0]!;
  const out = new Float64Array(rows * columns);
  for (const [f, { data }] of parts.entries())
    for (const [i, row] of folds[f]!.test.entries())
      out.set(data.subarray(i * columns, (i + 1) * columns), row * columns);
  return new Matrix(out, rows, columns);
}

/**
 * Folds of which every row is in the test part of exactly one: by number (of classes in proportion, where y holds classes), by a splitter, or
 * as given.
 *
 * @throws {InvalidParameterError} if the test parts do not hold every row once.
 */
export function partition(
  where: string,
  estimator: string,
  cv: CrossValidation,
  X: TableLike,
  y: VectorLike<Label>,
  ofClasses: boolean,
): readonly Fold[] {
  const rows = tableRows(X);
  if (typeof cv === "number") {
    const foldOfRow = ofClasses ? dealClasses(where, y, cv, null) : dealRows(where, rows, cv, null);
    return [...foldsOf(foldOfRow, cv)];
  }
  const folds = Array.isArray(cv) ? (cv as readonly Fold[]) : [...foldsBy(cv as Splitter, X, y, undefined)];
  const held = new Uint8Array(rows);
  let total = 0;
  for (const { test } of folds) {
    total += test.length;
    for (const row of test) if (row < rows) held[row] = 1;
  }
  if (total !== rows || held.includes(0))
    throw new InvalidParameterError(estimator, "cv", "folds whose test parts hold every row once", cv);
  return folds;
}
