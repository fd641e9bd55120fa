import { expect, test } from "vitest";
import { CHECKS } from "./checks.js";
import { checkAll, subjects } from "./subjects.js";

test("there are cases", () => {
  expect(subjects.length).toBeGreaterThan(0);
});

checkAll(CHECKS);
