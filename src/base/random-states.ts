import type { RandomState } from "../core/random-state.js";
import type { AnyEstimator, Sampler } from "./estimator.js";
import { compareByCodePoint } from "./labels.js";
import { isEstimator, isSampler } from "./named-estimators.js";

/** Bound of the seeds of members, as scikit-learn has it: 2³¹ − 1. */
const SEEDS = 2147483647;

/**
 * The estimator as a member of an ensemble: every `randomState` in it, its own and those of the estimators inside it, is drawn from the
 * generator, in the order of scikit-learn, that is, of the names that scikit-learn gives the paths.
 */
export function withRandomStates<E extends AnyEstimator | Sampler>(estimator: E, random: RandomState): E {
  let seeded: AnyEstimator | Sampler = estimator;
  for (const path of seedPaths(estimator)) seeded = seeded.withParam(path, random.randint(0, SEEDS));
  return seeded as E;
}

/** Paths of all seeds, in the order in which they are drawn. */
export function seedPaths(estimator: AnyEstimator | Sampler): string[] {
  return collect(estimator, "", "")
    .sort((a, b) => compareByCodePoint(a.pythonPath, b.pythonPath))
    .map(({ path }) => path);
}

interface SeedPath {
  readonly path: string;
  /** As scikit-learn writes it: `estimator__random_state`. */
  readonly pythonPath: string;
}

function collect(estimator: AnyEstimator | Sampler, before: string, pythonBefore: string): SeedPath[] {
  return Object.entries<unknown>(estimator.params).flatMap(([name, value]): SeedPath[] => {
    const pythonName = snakeCase(name);
    if (name === "randomState") return [{ path: before + name, pythonPath: pythonBefore + pythonName }];
    if (isEstimator(value) || isSampler(value))
      return collect(value, `${before}${name}.`, `${pythonBefore}${pythonName}__`);
    if (!Array.isArray(value)) return [];
    return value.flatMap((entry: unknown) => {
      if (!Array.isArray(entry) || !(isEstimator(entry[1]) || isSampler(entry[1]))) return [];
      return collect(entry[1], `${before}${entry[0]}.`, `${pythonBefore}${entry[0]}__`);
    });
  });
}

function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
