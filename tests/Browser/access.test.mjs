// A server that asks for a key, one that asks for patience, and one that is away.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectHits, expectText, Key, KeyedServer, openPage, picture } from "./session.mjs";

const Refused = /status of 401/;

test("a server with keys: the page asks for one, tells a wrong one, and works with the right one", async t => {
  const page = await openPage(t, { server: KeyedServer, expected: Refused });
  await page.locator("#key-panel").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "key");
  await page.keyboard.type("a-wrong-key-of-a-fitting-length");
  await page.keyboard.press("Enter");
  await expectText(page, () => document.querySelector("#key-error")?.textContent, "The server does not accept this key.");
  await page.fill("#key", Key);
  await page.keyboard.press("Enter");
  await expectText(page, () => document.querySelector("#start-text")?.textContent, /no pictures in the index yet|can be searched/);
  assert.ok(await page.locator("#key-panel").isHidden());

  await page.setInputFiles("#add-files", picture("library.jpg"));
  await expectText(page, () => document.querySelector("#uploads .done .state")?.textContent, /^searchable/, 60_000);
  await page.fill("#query", "library");
  await expectHits(page, ["library.jpg"]);
  await page.waitForFunction(() => {
    const image = /** @type {HTMLImageElement} */ (document.querySelector("#hits img"));
    return image.naturalWidth > 0 && image.src.startsWith("blob:");
  });
  await page.locator("#hits a").click();
  await page.waitForFunction(() => /** @type {HTMLImageElement} */ (document.querySelector("#full")).naturalWidth === 800);
});

test("the key stays in its tab and can be forgotten", async t => {
  const page = await openPage(t, { server: KeyedServer, expected: Refused });
  await page.locator("#key-panel").waitFor();
  await page.fill("#key", Key);
  await page.keyboard.press("Enter");
  await page.locator("#change-key").waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length + localStorage.length), 1);
  await page.reload();
  await page.locator("#change-key").click();
  await page.locator("#forget-key").click();
  await page.locator("#key-panel").waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
});

test("a busy server: the page says so, waits as long as it was told and asks again", async t => {
  const page = await openPage(t, { expected: /status of 429/ });
  let refusals = 1;
  await page.route("**/v1/search", route => (refusals-- > 0
    ? route.fulfill({ status: 429, headers: { "Retry-After": "2" }, contentType: "application/problem+json", body: '{"code":"rate_limited","detail":"x"}' })
    : route.continue()));
  await page.fill("#query", "harbour");
  await expectText(page, () => document.querySelector("#trouble .text")?.textContent, /asks for a pause/);
  await expectText(page, () => document.querySelector("#trouble .wait")?.textContent, /Next attempt in [12] s\./);
  await expectHits(page, ["harbour.jpg"]);
  assert.ok(await page.locator("#trouble").isHidden());
});

test("a server that is away: the page says so and can be told to try again", async t => {
  const page = await openPage(t, { expected: /ERR_FAILED|Failed to load/ });
  await page.route("**/v1/**", route => route.abort());
  await page.fill("#query", "harbour");
  await expectText(page, () => document.querySelector("#trouble .text")?.textContent, "The server does not answer. Is it running?");
  await page.unroute("**/v1/**");
  await page.getByRole("button", { name: "Try again now" }).click();
  await expectHits(page, ["harbour.jpg"]);
});

test("a picture that is gone is explained in its place", async t => {
  const page = await openPage(t, { expected: /status of 404/ });
  await page.route("**/thumbnail?*", route => route.fulfill({ status: 404, contentType: "application/problem+json", body: '{"detail":"The picture was not kept."}' }));
  await page.fill("#query", "harbour");
  await expectText(page, () => document.querySelector("#hits .gone")?.textContent, "The picture was not kept.");
});
