import { InvalidParameterError } from "../core/errors.js";
import { nearestName, unknownName } from "./params.js";

/** Anything with `params`; looser than HasParams, so that types can be inferred from it. */
interface WithParams<P> {
  readonly params: P;
}

/** One of the named parts of an estimator: `["model", new Ridge()]`, `["num", new StandardScaler(), ["age"]]`. */
type NamedEntry = readonly [name: string, part: unknown, ...rest: readonly unknown[]];

/** Union of the named entries among the hyper-parameters P. */
type EntriesOf<P> = { [K in keyof P]: P[K] extends readonly NamedEntry[] ? P[K][number] : never }[keyof P];

/** The estimators inside hyper-parameters P, by the first word of their path. */
type PartsOf<P> = { [Entry in EntriesOf<P> as Entry[0]]: Entry[1] } & {
  [K in keyof P as P[K] extends WithParams<unknown> ? K : never]: P[K];
};

type IsAny<T> = 0 extends 1 & T ? true : false;

/** A part's own path and those inside it; a part whose name is not known to the compiler has only the latter. */
type PartPaths<Parts> = {
  [N in keyof Parts & string]: (string extends N ? never : N) | `${N}.${Paths<Parts[N]>}`;
}[keyof Parts & string];

/**
 * Every hyper-parameter of an estimator by path: its own names, and those of the estimators inside it behind the name
 * of the part and a dot (`"model.alpha"`, `"prepare.numbers.strategy"`).
 */
export type Paths<E> =
  E extends WithParams<infer P>
    ? IsAny<P> extends true
      ? string
      : (keyof P & string) | PartPaths<PartsOf<P>>
    : never;

/** Type of the hyper-parameter of E at a path; unknown where the compiler does not know the part. */
export type PathValue<E, Path extends string> =
  E extends WithParams<infer P>
    ? IsAny<P> extends true
      ? unknown
      : Path extends keyof P
        ? P[Path]
        : Path extends `${infer Name}.${infer Rest}`
          ? Name extends keyof PartsOf<P>
            ? PathValue<PartsOf<P>[Name], Rest>
            : never
          : Path extends keyof PartsOf<P>
            ? WithParams<unknown> | "passthrough" | "drop"
            : never
    : never;

/** Candidates for hyper-parameters of E, by path: what a grid search takes. */
export type ParamGrid<E> = { readonly [Path in Paths<E>]?: readonly PathValue<E, Path>[] };

/** A part of an estimator that can be changed by path. */
interface Changeable {
  withParam(path: string, value: unknown): unknown;
}

/**
 * The change of hyper-parameters that sets `path` to `value`.
 *
 * @param params hyper-parameters of the estimator called `where`.
 * @returns the changed hyper-parameters alone.
 * @throws {InvalidParameterError} if there is no such path.
 */
export function paramChange<P extends object>(
  where: string,
  params: Readonly<P>,
  path: string,
  value: unknown,
): Partial<P> {
  if (typeof path !== "string")
    throw new InvalidParameterError(where, "path", "the name of a hyper-parameter", path);
  if (Object.hasOwn(params, path)) return { [path]: value } as Partial<P>;
  const dot = path.indexOf(".");
  const name = dot < 0 ? path : path.slice(0, dot);
  const rest = dot < 0 ? undefined : path.slice(dot + 1);
  for (const [key, held] of Object.entries(params)) {
    if (key === name && rest !== undefined && isChangeable(held))
      return { [key]: held.withParam(rest, value) } as Partial<P>;
    if (!isNamedList(held)) continue;
    const at = held.findIndex((entry) => entry[0] === name);
    if (at >= 0) return { [key]: held.with(at, changedEntry(where, held[at]!, rest, value)) } as Partial<P>;
  }
  throw unknownPath(where, params, path, name);
}

function changedEntry(
  where: string,
  [name, part, ...others]: NamedEntry,
  rest: string | undefined,
  value: unknown,
): NamedEntry {
  if (rest === undefined) return [name, value, ...others];
  if (isChangeable(part)) return [name, part.withParam(rest, value), ...others];
  throw new InvalidParameterError(where, name, `an estimator, so that its ${rest} can be set`, part);
}

function unknownPath(where: string, params: object, path: string, name: string): InvalidParameterError {
  const names = Object.entries(params).flatMap(([key, held]) =>
    isNamedList(held) ? [key, ...held.map((entry) => entry[0])] : [key],
  );
  if (!names.includes(name)) {
    const near = nearestName(name, names);
    return near === undefined || name === path
      ? unknownName(where, path, names)
      : unknownName(where, path, [near + path.slice(name.length), ...names]);
  }
  return new InvalidParameterError(where, name, "an estimator, to have hyper-parameters by path", path);
}

function isChangeable(value: unknown): value is Changeable {
  return (
    typeof value === "object" &&
    value !== null &&
    "withParam" in value &&
    typeof value.withParam === "function"
  );
}

/** Whether a hyper-parameter is a list of named parts. */
function isNamedList(value: unknown): value is readonly NamedEntry[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((entry) => Array.isArray(entry) && entry.length >= 2 && typeof entry[0] === "string")
  );
}
