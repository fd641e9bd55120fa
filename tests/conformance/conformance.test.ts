import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CheckName, ConformanceCase } from "./case.js";
import { CHECKS } from "./checks.js";

const subjects: ConformanceCase[] = [];
for (const file of readdirSync(new URL("./cases", import.meta.url)).sort()) {
  const { cases } = (await import(`./cases/${file.replace(".ts", "")}.ts`)) as {
    readonly cases: readonly ConformanceCase[];
  };
  subjects.push(...cases);
}

test("there are cases", () => {
  expect(subjects.length).toBeGreaterThan(0);
});

for (const subject of subjects) {
  describe(subject.title, () => {
    for (const [name, check] of Object.entries(CHECKS)) {
      const reason = subject.exceptions?.[name as CheckName];
      if (reason === undefined) test(name, () => check(subject));
      else test.fails(`${name} — exception: ${reason}`, () => check(subject));
    }
  });
}
