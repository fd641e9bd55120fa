import { nearestName } from "learnkit";

/** ` (did you mean "species"?)`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near === undefined ? "" : ` (did you mean ${near}?)`;
}
