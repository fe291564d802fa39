// Adding pictures, and what the page says of the index.

import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { expectHits, expectText, openPage, picture } from "./session.mjs";

const Patience = 60_000;

test("an added picture is followed until it can be found", async t => {
  const page = await openPage(t);
  await page.setInputFiles("#add-files", picture("library.jpg"));
  await expectText(page, () => document.querySelector("#uploads .done .state")?.textContent, /^searchable, \d+ words?$/, Patience);
  assert.match(await page.locator("#upload-news").innerText(), /^library\.jpg is searchable with/);
  await page.fill("#query", "library");
  await expectHits(page, ["library.jpg"]);
  await page.getByRole("button", { name: "Show library.jpg" }).click();
  await expectText(page, () => document.querySelector("#viewer-title")?.textContent, "library.jpg");
  await page.waitForFunction(() => /** @type {HTMLImageElement} */ (document.querySelector("#full")).naturalWidth === 800);
});

test("a picture dropped on the page is added", async t => {
  const page = await openPage(t);
  const data = await page.evaluateHandle(base64 => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))], "dropped.jpg", { type: "image/jpeg" }));
    return transfer;
  }, fs.readFileSync(picture("library.jpg")).toString("base64"));
  await page.dispatchEvent("main", "dragover", { dataTransfer: data });
  assert.ok(await page.locator("#drop").isVisible());
  await page.dispatchEvent("[data-drop=add]", "drop", { dataTransfer: data });
  assert.ok(await page.locator("#drop").isHidden());
  await expectText(page, () => document.querySelector("#uploads .done .name")?.textContent, "dropped.jpg", Patience);
});

test("a damaged picture is rejected with the reason in words, at the upload and in the index", async t => {
  const page = await openPage(t);
  const whole = fs.readFileSync(picture("street/harbour.jpg"));
  await page.setInputFiles("#add-files", { name: "half.jpg", mimeType: "image/jpeg", buffer: whole.subarray(0, whole.length / 2) });
  await expectText(page, () => document.querySelector("#uploads .failed .state")?.textContent, "rejected: The file is incomplete.", Patience);
  await page.locator("#show-index").click();
  await expectText(page, () => document.querySelector("#rejections li")?.textContent, "half.jpg The file is incomplete.");
});

test("a file that is no picture is refused with the server's sentence", async t => {
  const page = await openPage(t, { expected: /status of 415/ });
  await page.setInputFiles("#add-files", { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("these are no pixels at all") });
  await expectText(page, () => document.querySelector("#uploads .failed .state")?.textContent, /^rejected: .*JPEG, PNG or WebP/);
});

test("the index tells how many pictures there are, how many wait and how fast it goes", async t => {
  const page = await openPage(t);
  await page.locator("#show-index").click();
  assert.equal(await page.locator("#show-index").getAttribute("aria-expanded"), "true");
  await expectText(page, () => document.querySelector("#indexed")?.textContent, /^[1-9]\d*$/);
  await expectText(page, () => document.querySelector("#words")?.textContent, /^[1-9]\d*$/);
  await expectText(page, () => document.querySelector("#pending")?.textContent, /^\d+$/);
  await expectText(page, () => document.querySelector("#rate")?.textContent, /^[\d.]+$/);
  const before = Number(await page.locator("#indexed").innerText());
  const unlike = Buffer.concat([fs.readFileSync(picture("library.jpg")), Buffer.from(String(Date.now()))]);
  await page.setInputFiles("#add-files", { name: `count-${Date.now()}.jpg`, mimeType: "image/jpeg", buffer: unlike });
  await page.waitForFunction(count => Number(document.querySelector("#indexed")?.textContent) > count, before, { timeout: Patience });
});
