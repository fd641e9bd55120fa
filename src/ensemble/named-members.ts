import type { AnyEstimator, AnyModel, FitOptions, TableLike, VectorLike } from "../base/estimator.js";
import type { ModelOf } from "../base/model-of.js";
import { checkNamedEstimators } from "../base/named-estimators.js";
import { custom, type ParamSpec } from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import { fitTogether } from "./fit-together.js";
import { takesAllLanes } from "./takes-all-lanes.js";

/** A member of an ensemble of named estimators; `"drop"`: it does not take part. */
export type NamedMember<E extends AnyEstimator = AnyEstimator> = readonly [
  name: string,
  estimator: E | "drop",
];

/** A member of a stack: an estimator, or, with `cv: "prefit"`, a fitted model. */
export type StackMember<E extends AnyEstimator = AnyEstimator> = readonly [
  name: string,
  estimator: E | AnyModel | "drop",
];

/** A fitted member, or one that was dropped. */
export type FittedMember = readonly [name: string, model: AnyModel | "drop"];

/** Fitted members by name. */
export type NamedMemberModels<E extends readonly StackMember[], L> = {
  readonly [Entry in E[number] as Entry[0]]: ModelOf<Entry[1], L>;
};

/** Fitted members that take part, by the types of their estimators. */
export type MemberModel<E extends readonly StackMember[], L> = Exclude<ModelOf<E[number][1], L>, "drop">;

/** Spec of the members; {@link checkMembers} looks at them one by one. */
export function membersSpec<E extends readonly StackMember[]>(
  kind: "classifier" | "regressor",
): ParamSpec<E> {
  return custom<E>({
    default: [["none", "drop"]] as unknown as E,
    domain: `a list of pairs of a name and a ${kind} or "drop"`,
    help: "Members by name.",
    outside: [[], "a", 1, null, {}],
    accepts: (value) => Array.isArray(value) && value.length > 0,
  });
}

/**
 * Refuses a list of members that is empty, holds a name twice or one with a dot, an estimator of another kind, or nothing that takes part.
 *
 * @throws {InvalidParameterError} naming the first wrong member.
 */
export function checkMembers(where: string, entries: unknown, kind: "classifier" | "regressor"): void {
  checkNamedEstimators(where, "estimators", entries, ["drop"]);
  const members = entries as readonly NamedMember[];
  for (const [i, [name, member]] of members.entries()) {
    if (member === "drop" || member.kind === kind) continue;
    const place = `estimators[${i}], ${JSON.stringify(name)},`;
    throw new InvalidParameterError(where, place, `a ${kind} or "drop"`, member);
  }
  checkNotAllDropped(where, entries);
}

/**
 * Refuses a list of fitted members that is empty, holds a name twice or one with a dot, anything but models, or nothing that takes part.
 *
 * @throws {InvalidParameterError} naming the first wrong member.
 */
export function checkFittedMembers(where: string, entries: unknown, kind: "classifier" | "regressor"): void {
  const namesOnly = (entry: unknown): unknown => (Array.isArray(entry) ? [entry[0], "drop"] : entry);
  checkNamedEstimators(where, "estimators", Array.isArray(entries) ? entries.map(namesOnly) : entries, [
    "drop",
  ]);
  for (const [i, [name, member]] of (entries as readonly StackMember[]).entries()) {
    if (member === "drop" || isModel(member, kind)) continue;
    const place = `estimators[${i}], ${JSON.stringify(name)},`;
    throw new InvalidParameterError(where, place, `a fitted ${kind} or "drop", since cv is "prefit"`, member);
  }
  checkNotAllDropped(where, entries);
}

function isModel(value: unknown, kind: "classifier" | "regressor"): value is AnyModel {
  const isAny = typeof value === "object" && value !== null && "nFeatures" in value && "predict" in value;
  return isAny && "classes" in value === (kind === "classifier");
}

function checkNotAllDropped(where: string, entries: unknown): void {
  if ((entries as readonly StackMember[]).some(([, member]) => member !== "drop")) return;
  const rule = "a list of members of which one at least is not dropped";
  throw new InvalidParameterError(where, "estimators", rule, entries);
}

/**
 * Fits the members that take part, at the same time, but forests one after the other; `onProgress` counts them.
 *
 * @throws what the members throw.
 */
export async function fitMembers(
  entries: readonly NamedMember[],
  X: TableLike,
  y: VectorLike<unknown>,
  options: FitOptions,
): Promise<FittedMember[]> {
  const { sampleWeight } = options;
  const weighted = sampleWeight === undefined ? {} : { sampleWeight };
  const estimators = entries.flatMap(([, member]) => (member === "drop" ? [] : [member]));
  let forests: Promise<unknown> = Promise.resolve();
  const models = await fitTogether<AnyModel>(
    estimators.map((member) => ({ signal }) => {
      const fit = (): Promise<AnyModel> => member.fit(X, y, { ...weighted, signal });
      if (!takesAllLanes(member)) return fit();
      const model = forests.then(fit);
      forests = model.catch(() => {});
      return model;
    }),
    options,
  );
  const rest = models.values();
  return entries.map(([name, member]) => [name, member === "drop" ? member : rest.next().value!]);
}

/** The models of the members that take part. */
export function activeModels(members: readonly FittedMember[]): AnyModel[] {
  return members.flatMap(([, model]) => (model === "drop" ? [] : [model]));
}

/** Names of the members that take part. */
export function activeNames(members: readonly FittedMember[]): string[] {
  return members.flatMap(([name, model]) => (model === "drop" ? [] : [name]));
}
