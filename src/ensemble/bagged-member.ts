import type { AnyEstimator, AnyModel, FitOptions, Label, VectorLike } from "../base/estimator.js";
import { withRandomStates } from "../base/random-states.js";
import { takeRows } from "../base/take-rows.js";
import { InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { type BaggingDraws, drawMember, drawsAllFeatures } from "./bagging-draws.js";
import { MemberRoom } from "./member-room.js";
import { rowsFor } from "./reads-as-trees.js";
import { ResampledClassifier } from "./resampled-classifier.js";

/** What all members of a bagging ensemble share. */
export interface BaggingWork {
  readonly estimator: AnyEstimator;
  readonly X: Matrix;
  readonly y: VectorLike<Label>;
  readonly draws: BaggingDraws;
}

/**
 * Fits the member of this seed on the rows and features that it draws. A member whose fit takes weights sees all rows, weighted by how often they
 * were drawn; another gets the drawn rows.
 *
 * @throws what its fit throws.
 */
export async function fitBaggedMember(
  work: BaggingWork,
  seed: number,
  control: Pick<FitOptions, "signal">,
): Promise<AnyModel> {
  const { estimator, X, y, draws } = work;
  const member = withRandomStates(estimator, new RandomState(seed));
  const room = roomOf(work);
  const { features, samples } = drawMember(draws, seed, room.samples);
  const allFeatures = drawsAllFeatures(draws);
  const columns = allFeatures ? X : pickFeatures(X, features);
  const weighs = estimator.takesSampleWeight !== false;
  try {
    if (weighs) return await member.fit(columns, y, { ...control, sampleWeight: countRows(samples, X.rows) });
    if (member instanceof ResampledClassifier)
      return await member.fitDrawn(columns, y, samples, room, control);
    const drawn = takeRows("fit", "y", y, samples);
    return await member.fit(rowsFor(member, columns, samples, room.rows), drawn, control);
  } catch (error) {
    // The caller knows the rows and columns of all data: show the fault there, if it shows.
    const isMoved = error instanceof InvalidInputError && !(weighs && allFeatures);
    if (isMoved) await member.fit(X, y, control);
    throw error;
  }
}

/** Room for the member that is fitted: the members of an ensemble come one after the other on each lane. */
const ROOMS = new WeakMap<BaggingWork, MemberRoom>();

function roomOf(work: BaggingWork): MemberRoom {
  const room = ROOMS.get(work) ?? new MemberRoom(work.draws.bootstrap.size, work.y);
  ROOMS.set(work, room);
  return room;
}

/** The features that a member drew, without names, for they may be drawn twice. */
export function pickFeatures(X: Matrix, features: Int32Array): Matrix {
  return new Matrix(X.data, X.rows, X.columns).takeColumns(Array.from(features));
}

/** How often each row was drawn. */
function countRows(samples: Int32Array, rows: number): Float64Array {
  const counts = new Float64Array(rows);
  for (let k = 0; k < samples.length; k++) counts[samples[k]!]! += 1;
  return counts;
}
