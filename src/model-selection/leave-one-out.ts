import { type Fold, foldsOf, type HasRows } from "../base/cross-validation.js";
import { InvalidInputError } from "../core/errors.js";
import { BaseSplitter, countRows } from "./splitter.js";

/**
 * Each row is the test part once: as many folds as rows.
 *
 * @example
 * ```ts
 * const folds = [...new LeaveOneOut().split([10, 20, 30])];
 * folds.map(({ test }) => Array.from(test)); // => [[0], [1], [2]]
 * ```
 */
export class LeaveOneOut extends BaseSplitter<Record<never, never>> {
  /** Name under which the class is registered. */
  static readonly typeName = "LeaveOneOut";

  constructor() {
    super(LeaveOneOut.typeName, {}, {});
  }

  /** @internal */
  static fromState(): LeaveOneOut {
    return new LeaveOneOut();
  }

  /**
   * @internal
   * @throws {InvalidInputError} if X has fewer than two rows.
   */
  override folds(X: HasRows): Iterable<Fold> {
    const n = this.getNSplits(X);
    return foldsOf(
      Int32Array.from({ length: n }, (_, i) => i),
      n,
    );
  }

  /** @throws {InvalidInputError} if X is missing or has fewer than two rows. */
  getNSplits(X?: HasRows): number {
    const n = countRows("LeaveOneOut", X);
    if (n < 2) throw new InvalidInputError("LeaveOneOut.split", "X must have at least 2 rows", n);
    return n;
  }
}
