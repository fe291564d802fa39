// Uploads every picture below a folder to Azurite and announces it to the query service. Run again it changes nothing: a picture's path
// below the folder is its id, the time of its last change its version.
//
//   node seed.mjs [FOLDER]    default: /pictures
//
// BLOBS  address of Azurite's account, for example http://127.0.0.1:10000/devstoreaccount1
// API    address of the query service, for example http://127.0.0.1:8080
import { createHmac } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const { BLOBS, API } = process.env;
if (!BLOBS || !API) throw new Error("Set BLOBS and API to the addresses of Azurite and of the query service.");
const folder = process.argv[2] ?? "/pictures";
const container = "pictures";
const types = { ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp" };
const attempts = 60;

// The account and key of every Azurite, published in its documentation: no secret.
const account = "devstoreaccount1";
const key = Buffer.from("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==", "base64");

/** Sends a PUT signed with the account's key ("Shared Key" of Azure Storage). */
async function put(url, body, type, headers, query = {}) {
  const target = new URL(url);
  const signed = { ...headers, "x-ms-date": new Date().toUTCString(), "x-ms-version": "2021-12-02" };
  const resource = `/${account}${target.pathname}` + Object.entries(query).map(([name, value]) => `\n${name}:${value}`).join("");
  const canonical = Object.keys(signed).sort().map((name) => `${name}:${signed[name]}\n`).join("");
  const text = ["PUT", "", "", body.length || "", "", type, "", "", "", "", "", "", canonical + resource].join("\n");
  const signature = createHmac("sha256", key).update(text, "utf8").digest("base64");
  target.search = new URLSearchParams(query).toString();
  return fetch(target, {
    method: "PUT",
    body,
    headers: { ...signed, ...(type && { "content-type": type }), authorization: `SharedKey ${account}:${signature}` },
  });
}

async function check(response, allowed, what) {
  if (allowed.includes(response.status)) return;
  throw new Error(`${what}: ${response.status} ${await response.text()}`);
}

/** Announces a picture; waits as long as the service asks, when it asks. */
async function announce(picture) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(new URL("/v1/images", API), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(picture),
    });
    if (![429, 503].includes(response.status) || attempt === attempts) return check(response, [202], picture.imageId);
    await sleep(1000 * Number(response.headers.get("retry-after") ?? 1));
  }
}

await check(await put(`${BLOBS}/${container}`, Buffer.alloc(0), "", {}, { restype: "container" }), [201, 409], `container ${container}`);
let count = 0;
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  const type = types[path.extname(entry.name).toLowerCase()];
  if (!type || !entry.isFile()) continue;
  const file = path.join(entry.parentPath ?? entry.path, entry.name);
  const imageId = path.relative(folder, file);
  const name = imageId.split(path.sep).map(encodeURIComponent).join("/");
  const { mtimeMs } = await stat(file);
  await check(await put(`${BLOBS}/${container}/${name}`, await readFile(file), type, { "x-ms-blob-type": "BlockBlob" }), [201], imageId);
  await announce({ imageId, version: Math.floor(mtimeMs), source: { uri: `azblob://${container}/${name}` } });
  count++;
}
console.log(`${count} pictures uploaded and announced`);
