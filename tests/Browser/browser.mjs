// Debian's Chromium, headless; playwright gives it a profile of its own and removes it.

import fs from "node:fs";
import { chromium } from "playwright-core";

const Program = "/usr/bin/chromium";
const Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

export async function launch() {
  if (!fs.existsSync(Program)) throw new Error(`${Program} is missing: run deploy/scripts/chromium.sh.`);
  return chromium.launch({ executablePath: Program, headless: true, args: Arguments });
}
