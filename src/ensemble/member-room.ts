import type { Label, VectorLike } from "../base/estimator.js";
import { type EncodedLabels, encodeLabels } from "../base/labels.js";
import { RowRoom } from "./row-room.js";

/** Classes of the rows that a member drew. */
export interface DrawnClasses {
  readonly classes: readonly Label[];
  /** Class of each drawn row. */
  readonly codes: Int32Array;
  /** Drawn rows of each class. */
  readonly counts: Int32Array;
}

/** Room for what a member of an ensemble draws, used again for the next one. */
export class MemberRoom {
  /** Room for its rows. */
  readonly rows: RowRoom = new RowRoom();
  /** Room for the numbers of its rows, in the order of the draw. */
  readonly samples: Int32Array;
  readonly #y: VectorLike<Label>;
  #encoded: EncodedLabels<Label> | undefined;
  #codes = new Int32Array(0);

  /** @param samples how many rows a member draws. */
  constructor(samples: number, y: VectorLike<Label>) {
    this.samples = new Int32Array(samples);
    this.#y = y;
  }

  /** Classes of the rows with these numbers; gone when it is called again. */
  classesOf(index: Int32Array): DrawnClasses {
    this.#encoded ??= encodeLabels("fit", this.#y);
    const { classes, codes } = this.#encoded;
    if (this.#codes.length < index.length) this.#codes = new Int32Array(index.length);
    const drawn = this.#codes.subarray(0, index.length);
    const counts = new Int32Array(classes.length);
    for (let i = 0; i < index.length; i++) {
      const code = codes[index[i]!]!;
      drawn[i] = code;
      counts[code]!++;
    }
    return { classes, codes: drawn, counts };
  }
}
