// Runs the battery in Node on as many lanes as LEARNKIT_LANES says, and prints its digests as JSON. On several lanes kernel memory is full of
// ones before, on one lane of zeros: nothing may depend on what was there.
import { readFile } from "node:fs/promises";
import * as kit from "learnkit";
import { battery } from "./battery.js";

const readText = (name) => readFile(new URL(`../../datasets/${name}`, import.meta.url), "utf8");
const { arena, lanes: wanted } = await kit.loadRuntime();
if (wanted > 1)
  arena.scopeSync((scope) =>
    scope
      .u8(2 ** 28)
      .view()
      .fill(255),
  );
const digests = await battery(kit, readText);
const { lanes, pool } = await kit.loadRuntime();
process.stdout.write(JSON.stringify({ digests, lanes, live: pool?.liveLanes() ?? [] }));
