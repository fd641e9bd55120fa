import { readdirSync } from "node:fs";
import { describe, test } from "vitest";
import type { CheckName, ConformanceCase } from "./case.js";

/** Every estimator of the package, in its settings. */
export const subjects: ConformanceCase[] = [];
for (const file of readdirSync(new URL("./cases", import.meta.url)).sort()) {
  const { cases } = (await import(`./cases/${file.replace(".ts", "")}.ts`)) as {
    readonly cases: readonly ConformanceCase[];
  };
  subjects.push(...cases);
}

/** Runs checks on every subject; an exception must fail. */
export function checkAll(
  checks: Readonly<Partial<Record<CheckName, (subject: ConformanceCase) => Promise<void>>>>,
): void {
  for (const subject of subjects)
    describe(subject.title, () => {
      for (const [name, check] of Object.entries(checks)) {
        const reason = subject.exceptions?.[name as CheckName];
        if (reason === undefined) test(name, () => check(subject));
        else test.fails(`${name} — exception: ${reason}`, () => check(subject));
      }
    });
}
