import { glibcLog } from "./glibc-log.js";
import { glibcLog1p } from "./glibc-log1p.js";

/**
 * ln(p / (1 - p)), near a half by a formula that does not cancel: with the bits of SciPy's on Linux.
 *
 * @param p in [0, 1].
 * @internal
 */
export function logit(p: number): number {
  if (p < 0.3 || p > 0.65) return glibcLog(p / (1 - p));
  const s = 2 * (p - 0.5);
  return glibcLog1p(s) - glibcLog1p(-s);
}
