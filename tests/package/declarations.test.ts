import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("the declarations compile in a project for Node alone, without the DOM library and without skipLibCheck", async () => {
  const options = ["--noEmit", "--ignoreConfig", "--strict", "--target", "es2022", "--lib", "es2022"];
  const modules = ["--module", "nodenext", "--skipLibCheck", "false", "--types", "node"];
  const tsc = ["node_modules/typescript/bin/tsc", ...options, ...modules, "dist/index.d.ts"];
  const { stdout } = await promisify(execFile)(process.execPath, tsc).catch(
    (failure: { stdout: string }) => failure,
  );
  expect(stdout).toBe("");
});
