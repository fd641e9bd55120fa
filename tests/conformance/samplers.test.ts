import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SAMPLER_CHECKS, type SamplerCase, type SamplerCheckName } from "./sampler-checks.js";

const subjects: SamplerCase[] = [];
for (const file of readdirSync(new URL("./sampler-cases", import.meta.url)).sort()) {
  const { cases } = (await import(`./sampler-cases/${file.replace(".ts", "")}.ts`)) as {
    readonly cases: readonly SamplerCase[];
  };
  subjects.push(...cases);
}

test("there are samplers", () => {
  expect(subjects.length).toBeGreaterThan(0);
});

for (const subject of subjects) {
  describe(subject.title, () => {
    for (const [name, check] of Object.entries(SAMPLER_CHECKS)) {
      const reason = subject.exceptions?.[name as SamplerCheckName];
      if (reason === undefined) test(name, () => check(subject));
      else test.fails(`${name} — exception: ${reason}`, () => check(subject));
    }
  });
}
