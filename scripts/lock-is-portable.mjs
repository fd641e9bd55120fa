// The lock file names no registry host, so that any mirror can serve it.
import { readFileSync } from "node:fs";

const lines = readFileSync(new URL("../package-lock.json", import.meta.url), "utf8").split("\n");
const hosts = lines.filter((line) => /"resolved":\s*"https?:/.test(line));
if (hosts.length > 0) {
  process.stderr.write(`package-lock.json names a host:\n${hosts.slice(0, 3).join("\n")}\n`);
  process.exit(1);
}
process.stdout.write("lock: no registry hosts\n");
