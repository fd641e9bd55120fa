import * as kit from "learnkit";

/** An estimator as the recording scripts write it. */
export type Recipe =
  | "drop"
  | { readonly type: string; readonly params: Readonly<Record<string, unknown>> }
  | { readonly steps: readonly (readonly [string, Recipe])[] };

/** Makes the estimator of a recipe. */
// biome-ignore lint/suspicious/noExplicitAny: an estimator of any class
export function build(recipe: Recipe): any {
  if (recipe === "drop") return recipe;
  if ("steps" in recipe)
    return new kit.Pipeline(recipe.steps.map(([name, part]) => [name, build(part)]) as never);
  const Class = (kit as unknown as Readonly<Record<string, new (params: object) => unknown>>)[recipe.type];
  if (Class === undefined) throw new TypeError(`no class ${recipe.type}`);
  return new Class(
    Object.fromEntries(Object.entries(recipe.params).map(([name, value]) => [name, buildValue(value)])),
  );
}

function buildValue(value: unknown): unknown {
  if (isRecipe(value)) return build(value);
  const isList = Array.isArray(value) && value.some((entry) => Array.isArray(entry) && isRecipe(entry[1]));
  return isList ? members(value as [string, Recipe][]) : value;
}

function isRecipe(value: unknown): value is Recipe {
  return typeof value === "object" && value !== null && ("steps" in value || "type" in value);
}

/** Named estimators of recipes. */
// biome-ignore lint/suspicious/noExplicitAny: estimators of any class
export function members(recipes: readonly (readonly [string, Recipe])[]): any {
  return recipes.map(([name, recipe]) => [name, build(recipe)]);
}
