import { RandomState } from "../core/random-state.js";
import { sampleWithoutReplacement } from "../core/sample-without-replacement.js";

/** How each tree of an isolation forest draws its rows and features. */
export interface IsolationSampling {
  /** Rows of the training data. */
  readonly rows: number;
  /** Features of the training data. */
  readonly features: number;
  /** Rows that a tree draws. */
  readonly maxSamples: number;
  /** Features that a tree draws. */
  readonly maxFeatures: number;
  /** Whether rows are drawn with replacement. */
  readonly bootstrap: boolean;
  /** Chance of each row to be drawn, shape (rows); undefined: all alike. */
  readonly probability: Float64Array | undefined;
}

/** What one tree draws. */
export interface IsolationDraw {
  /** Features, in the order of the draw, shape (maxFeatures). */
  readonly features: Int32Array;
  /** Rows, in the order of the draw, shape (maxSamples). */
  readonly rows: Int32Array;
}

function pickFeatures({ features, maxFeatures }: IsolationSampling, random: RandomState): Int32Array {
  const drawn = sampleWithoutReplacement(features, maxFeatures, random);
  return maxFeatures === features ? drawn.sort() : drawn;
}

/** The features that the tree of this seed draws; all, in their order, where it draws all. */
export function drawFeatures(sampling: IsolationSampling, seed: number): Int32Array {
  return pickFeatures(sampling, new RandomState(seed));
}

/** What the tree of this seed draws: first its features, then its rows. */
export function drawIsolation(sampling: IsolationSampling, seed: number): IsolationDraw {
  const { rows, maxSamples, bootstrap, probability } = sampling;
  const random = new RandomState(seed);
  const features = pickFeatures(sampling, random);
  if (probability !== undefined) {
    const drawn = random.choice(rows, maxSamples, { replace: bootstrap, p: probability });
    return { features, rows: drawn };
  }
  const drawn = bootstrap
    ? random.choice(rows, maxSamples)
    : sampleWithoutReplacement(rows, maxSamples, random);
  return { features, rows: drawn };
}
