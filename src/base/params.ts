import { describeValue, InvalidParameterError } from "../core/errors.js";

/** Domain, default and help of one hyper-parameter. Validation, the command line and the conformance suite read it. */
export interface ParamSpec<T> {
  /** Value when none is given. */
  readonly default: T;
  /** What must hold, as it stands in messages: `an integer >= 1`. */
  readonly domain: string;
  /** One line for people. */
  readonly help: string;
  /** Values outside the domain, which must be refused. */
  readonly outside: readonly unknown[];
  /** Whether `value` lies in the domain. */
  readonly accepts: (value: unknown) => boolean;
}

/** One {@link ParamSpec} for each hyper-parameter; leaving one out does not compile. */
export type ParamSpecs<P extends object> = { readonly [K in keyof P]-?: ParamSpec<P[K]> };

interface Range {
  readonly min?: number;
  readonly max?: number;
  /** Exclusive lower bound. */
  readonly above?: number;
  /** Exclusive upper bound. */
  readonly below?: number;
}

interface SpecOptions<T> {
  readonly default: T;
  readonly help: string;
}

function rangeText({ min, max, above, below }: Range): string {
  const parts: string[] = [];
  if (min !== undefined) parts.push(`>= ${min}`);
  if (above !== undefined) parts.push(`> ${above}`);
  if (max !== undefined) parts.push(`<= ${max}`);
  if (below !== undefined) parts.push(`< ${below}`);
  return parts.join(" and ");
}

function inRange(value: number, { min, max, above, below }: Range): boolean {
  return (
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below)
  );
}

function outsideRange({ min, max, above, below }: Range): number[] {
  const values: number[] = [];
  if (min !== undefined) values.push(min - 1);
  if (above !== undefined) values.push(above);
  if (max !== undefined) values.push(max + 1);
  if (below !== undefined) values.push(below);
  return values;
}

/** Spec of an integer in a range. */
export function integer(options: SpecOptions<number> & Range): ParamSpec<number> {
  const range = rangeText(options);
  return {
    default: options.default,
    help: options.help,
    domain: range === "" ? "an integer" : `an integer ${range}`,
    outside: [...outsideRange(options), 1.5, Number.NaN, Number.POSITIVE_INFINITY, "1", null, true],
    accepts: (value) => Number.isSafeInteger(value) && inRange(value as number, options),
  };
}

/** Spec of a finite number in a range; `infinite: true` takes Infinity too. */
export function real(
  options: SpecOptions<number> & Range & { readonly infinite?: boolean },
): ParamSpec<number> {
  const range = rangeText(options);
  const kind = options.infinite === true ? "a number" : "a finite number";
  const infinite = options.infinite === true ? [] : [Number.POSITIVE_INFINITY];
  return {
    default: options.default,
    help: options.help,
    domain: range === "" ? kind : `${kind} ${range}`,
    outside: [...outsideRange(options), ...infinite, Number.NaN, "1", null, true],
    accepts: (value) =>
      typeof value === "number" &&
      (Number.isFinite(value) || (options.infinite === true && !Number.isNaN(value))) &&
      inRange(value, options),
  };
}

/** Spec of a boolean. */
export function flag(options: SpecOptions<boolean>): ParamSpec<boolean> {
  return {
    ...options,
    domain: "true or false",
    outside: [0, 1, "true", null],
    accepts: (value) => typeof value === "boolean",
  };
}

/** Spec of one of some strings. */
export function choice<const T extends string>(options: {
  readonly default: NoInfer<T>;
  readonly help: string;
  readonly options: readonly T[];
}): ParamSpec<T> {
  return {
    default: options.default,
    help: options.help,
    domain: `one of ${options.options.map((option) => JSON.stringify(option)).join(", ")}`,
    outside: ["no such option", "", 1, null],
    accepts: (value) => (options.options as readonly unknown[]).includes(value),
  };
}

/** Spec of a value that satisfies a test of its own; for arrays, estimators, maps. */
export function custom<T>(spec: ParamSpec<T>): ParamSpec<T> {
  return spec;
}

/**
 * Spec of a function, for {@link either}, which has the default and the values outside.
 *
 * @param domain what the function is of, such as "a function of distances".
 */
export function callable<T extends (...values: never) => unknown>(options: {
  readonly domain: string;
  readonly help: string;
}): ParamSpec<T> {
  return {
    ...options,
    default: undefined as unknown as T,
    outside: [],
    accepts: (value) => typeof value === "function",
  };
}

/** Spec of a value in any of several domains; the default is given apart. */
export function either<T, U>(
  value: NoInfer<T | U>,
  first: ParamSpec<T>,
  second: ParamSpec<U>,
): ParamSpec<T | U> {
  const accepts = (candidate: unknown): boolean => first.accepts(candidate) || second.accepts(candidate);
  return {
    default: value,
    help: first.help,
    domain: `${first.domain}, or ${second.domain}`,
    outside: [...first.outside, ...second.outside].filter((candidate) => !accepts(candidate)),
    accepts,
  };
}

/** Spec that takes null beside the values of `spec`; `meaning` says what null stands for. */
export function nullable<T>(spec: ParamSpec<T>, meaning: string): ParamSpec<T | null> {
  return {
    default: spec.default,
    help: spec.help,
    domain: `${spec.domain}, or null (${meaning})`,
    outside: spec.outside.filter((candidate) => candidate !== null),
    accepts: (value) => value === null || spec.accepts(value),
  };
}

/** The same spec with null as its default. */
export function nullByDefault<T>(spec: ParamSpec<T>, meaning: string): ParamSpec<T | null> {
  return { ...nullable(spec, meaning), default: null };
}

/** Spec of the seed that every estimator with randomness has. */
export const randomStateSpec: ParamSpec<number | null> = nullable(
  integer({
    default: 0,
    min: 0,
    max: 4294967295,
    help: "Seed: the same seed and data give the same model on any number of threads.",
  }),
  "fresh entropy",
);

/**
 * Fills in defaults and checks every value against its spec.
 *
 * @param where name of the estimator or function, for messages.
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 */
export function resolveParams<P extends object>(
  where: string,
  specs: ParamSpecs<P>,
  given: Partial<P>,
): Readonly<P> {
  if (given === null || typeof given !== "object" || Array.isArray(given)) {
    const isCall = /\.|^[a-z]/.test(where); // `Frame.dropDuplicates` and `cut` take options, `Ridge` hyper-parameters
    const [name, what] = isCall ? ["options", "an object"] : ["params", "an object of hyper-parameters"];
    throw new InvalidParameterError(where, name, what, given);
  }
  for (const key of Object.keys(given))
    if (!Object.hasOwn(specs, key)) throw unknownName(where, key, Object.keys(specs));
  const resolved: Record<string, unknown> = {};
  for (const [key, spec] of Object.entries<ParamSpec<unknown>>(specs)) {
    const value = (given as Record<string, unknown>)[key];
    if (value !== undefined && !spec.accepts(value))
      throw new InvalidParameterError(where, key, spec.domain, value);
    resolved[key] = value === undefined ? spec.default : frozenLists(value);
  }
  return Object.freeze(resolved) as Readonly<P>;
}

/** Lists, and lists within them, as frozen copies: what the caller does to his own later is no change of the recipe. */
function frozenLists(value: unknown): unknown {
  return Array.isArray(value) ? Object.freeze(value.map(frozenLists)) : value;
}

/** Error for a misspelt name, with the nearest right one. */
export function unknownName(where: string, name: string, known: readonly string[]): InvalidParameterError {
  const near = nearestName(name, known);
  const hint = near === undefined ? "" : ` (did you mean ${describeValue(near)}?)`;
  return new InvalidParameterError(where, "parameter name", `one of ${known.join(", ")}${hint}`, name);
}

/**
 * The known name at the smallest edit distance, if it is near enough to be meant; what "did you mean" suggests.
 *
 * @example
 * ```ts
 * nearestName("speces", ["species", "sepal_length"]); // => "species"
 * nearestName("xyz", ["species"]); // => undefined
 * ```
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
