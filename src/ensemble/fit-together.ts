import type { FitOptions } from "../base/estimator.js";
import type { CancelSignal } from "../parallel/index.js";

/** A fit that is still to be started, with the signal that it is to look at. */
export type PendingFit<M> = (options: Pick<FitOptions, "signal">) => Promise<M>;

/**
 * Runs several fits at the same time: what one of them cannot share among the lanes runs while the others do. After a failure the fits
 * behind it are cancelled, those before it are finished, so that the error is the one of the first, as if they ran in order.
 *
 * @returns results in order.
 * @throws what the first failing fit throws; the signal's reason if cancelled.
 */
export async function fitTogether<M>(
  fits: readonly PendingFit<M>[],
  { signal, onProgress }: Pick<FitOptions, "signal" | "onProgress">,
): Promise<M[]> {
  const failures: { readonly index: number; readonly error: unknown }[] = [];
  let done = 0;
  const run = async (fit: PendingFit<M>, index: number): Promise<M | undefined> => {
    const own = signalBehind(signal, () => failures.find((failure) => failure.index < index)?.error);
    try {
      const model = await fit({ signal: own });
      done++;
      onProgress?.({ done, total: fits.length });
      return model;
    } catch (error) {
      failures.push({ index, error });
      return undefined;
    }
  };
  const models = await Promise.all(fits.map(run));
  signal?.throwIfAborted();
  if (failures.length > 0)
    throw failures.reduce((first, next) => (next.index < first.index ? next : first)).error;
  return models as M[];
}

/** Aborted if the given signal is, or if there is a failure before. */
function signalBehind(signal: CancelSignal | undefined, failure: () => unknown): CancelSignal {
  return {
    get aborted(): boolean {
      return signal?.aborted === true || failure() !== undefined;
    },
    throwIfAborted(): void {
      signal?.throwIfAborted();
      const error = failure();
      if (error !== undefined) throw error;
    },
  };
}
