// The page against the OpenAPI document.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const folder = path.dirname(fileURLToPath(import.meta.url));
const document = path.join(folder, "../../shared/Client/openapi.json");

test("api.d.ts is what the OpenAPI document gives", () => {
  const fresh = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "indexing-types-")), "api.d.ts");
  execFileSync(process.execPath, [program("openapi-typescript/bin/cli.js"), document, "--output", fresh], { cwd: folder });
  assert.equal(fs.readFileSync(path.join(folder, "api.d.ts"), "utf8"), fs.readFileSync(fresh, "utf8"), "run: npm run types");
  fs.rmSync(path.dirname(fresh), { recursive: true });
});

test("the page's modules fit the types of the API", () => {
  const { stdout, status } = spawnSync(process.execPath, [program("typescript/bin/tsc"), "--project", folder], { encoding: "utf8" });
  assert.equal(stdout, "");
  assert.equal(status, 0);
});

/** @param {string} name */
const program = name => path.join(folder, "node_modules", name);
