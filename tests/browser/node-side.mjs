// Runs the battery in Node on as many lanes as LEARNKIT_LANES says, and prints its digests as JSON.
import { readFile } from "node:fs/promises";
import * as kit from "learnkit";
import { battery } from "./battery.js";

const readText = (name) => readFile(new URL(`../../datasets/${name}`, import.meta.url), "utf8");
const digests = await battery(kit, readText);
const { lanes, pool } = await kit.loadRuntime();
process.stdout.write(JSON.stringify({ digests, lanes, live: pool?.liveLanes() ?? [] }));
