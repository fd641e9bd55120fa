import { glibcExp } from "../core/glibc-exp.js";
import { glibcLog } from "../core/glibc-log.js";
import { pairwiseSum } from "../core/pairwise-sum.js";

/**
 * Logarithms of probabilities relative to their geometric mean: where boosting of several classes begins. With the bits of NumPy's exp and
 * log where these are those of the GNU C library, since all rows begin there and one bit decides between equal splits.
 */
export function centredLogarithms(probabilities: Float64Array): Float64Array {
  const mean = glibcExp(pairwiseSum(probabilities.map(glibcLog)) / probabilities.length);
  return probabilities.map((p) => glibcLog(p / mean));
}
