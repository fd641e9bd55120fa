/**
 * What work asks to learn that it is no longer wanted. An `AbortSignal` is one; a worker has one of its own that looks
 * at a flag in shared memory.
 */
export interface CancelSignal {
  readonly aborted: boolean;
  /** Throws the reason if the work is no longer wanted. */
  throwIfAborted(): void;
}

/** Thrown inside a worker when its job was cancelled; the caller sees the reason of its own signal instead. */
export class CancelledInWorker extends Error {
  override readonly name = "CancelledInWorker";
}

/** A signal that reads word `at` of shared memory: not 0 means cancelled. */
export function sharedCancelSignal(words: Int32Array, at: number): CancelSignal {
  return {
    get aborted(): boolean {
      return Atomics.load(words, at) !== 0;
    },
    throwIfAborted(): void {
      if (Atomics.load(words, at) !== 0) throw new CancelledInWorker("cancelled");
    },
  };
}
