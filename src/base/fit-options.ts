import { InvalidParameterError } from "../core/errors.js";
import type { FitOptions } from "./estimator.js";
import { unknownName } from "./params.js";

const NAMES: readonly string[] = ["sampleWeight", "signal", "onProgress"];

/**
 * What every fit does first: checks its options, and whether it is still wanted.
 *
 * @param more names of options that this fit takes beside those of {@link FitOptions}.
 * @throws {InvalidParameterError} if an option has an unknown name or is of another kind.
 * @throws the reason of the signal if it is aborted.
 */
export function startFit(where: string, options: FitOptions, more: readonly string[] = []): void {
  if (typeof options !== "object" || options === null)
    throw new InvalidParameterError(where, "options", "an object", options);
  const known = [...NAMES, ...more];
  for (const name of Object.keys(options)) if (!known.includes(name)) throw unknownName(where, name, known);
  const { signal, onProgress } = options;
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function")
    throw new InvalidParameterError(where, "signal", "an AbortSignal", signal);
  if (onProgress !== undefined && typeof onProgress !== "function")
    throw new InvalidParameterError(where, "onProgress", "a function", onProgress);
  signal?.throwIfAborted();
}
