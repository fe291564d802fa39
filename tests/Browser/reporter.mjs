// One line of JSON for every test that ended: what tests/Browser.Tests reads.

import path from "node:path";

/** @param {AsyncIterable<any>} events */
export default async function* report(events) {
  for await (const { type, data } of events) {
    if ((type !== "test:pass" && type !== "test:fail") || data.details?.type === "suite") continue;
    const cause = data.details?.error?.cause ?? data.details?.error;
    const error = type === "test:fail" ? String(cause?.stack ?? cause) : null;
    yield `${JSON.stringify({ file: path.basename(data.file ?? ""), name: data.name, error, isSkipped: data.skip !== undefined })}\n`;
  }
}
