// Asking: by typing, by mode, by tag, by picture; what the page answers and what its address says.

import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { expectHits, expectStatus, expectText, openPage, picture, type } from "./session.mjs";

const Coffees = ["coffee.jpg", "coffee-bar.jpg", "coffee-copy.jpg"];

test("typing finds pictures without pressing Enter and marks what matched", async t => {
  const page = await openPage(t);
  await type(page, "harbour");
  await expectHits(page, ["harbour.jpg"]);
  await expectStatus(page, /^1 picture for “harbour”, best first\./);
  assert.match(await page.locator("#hits mark").first().innerText(), /^harbour$/i);
  assert.equal(await page.locator("#hits svg .best .line").count(), 1);
});

test("typing sends one question after a pause, not one for every letter", async t => {
  const page = await openPage(t);
  /** @type {string[]} */
  const asked = [];
  page.on("request", request => request.url().endsWith("/v1/search") && asked.push(request.postDataJSON().query));
  await type(page, "harbour");
  await expectHits(page, ["harbour.jpg"]);
  assert.deepEqual(asked, ["harbour"]);
});

test("an answer that comes late does not replace a newer one", async t => {
  const page = await openPage(t);
  await page.route("**/v1/search", async route => {
    if (route.request().postDataJSON().query === "coffee") await new Promise(resolve => setTimeout(resolve, 1500));
    await route.continue().catch(() => {});
  });
  await page.fill("#query", "coffee");
  await page.waitForTimeout(400);
  await page.fill("#query", "harbour");
  await expectHits(page, ["harbour.jpg"]);
  await page.waitForTimeout(1600);
  await expectHits(page, ["harbour.jpg"]);
});

test("auto says in words what it searched", async t => {
  const page = await openPage(t, { address: "/?q=coffee" });
  await expectHits(page, Coffees);
  await expectText(page, () => document.querySelector("#channels")?.textContent, /^exact the words as they are written: 3/);
});

test("mode similar finds a misspelled word that exact does not", async t => {
  const page = await openPage(t, { address: "/?q=harbuor&mode=exact" });
  await expectStatus(page, /^No picture found/);
  await page.locator("input[value=similar]").check();
  await expectHits(page, ["harbour.jpg"]);
  assert.equal(new URL(page.url()).searchParams.get("mode"), "similar");
});

test("mode part finds a piece of a code and marks the piece", async t => {
  const page = await openPage(t, { address: "/?q=RE16&mode=part" });
  await expectHits(page, ["plate.jpg"]);
  assert.match(await page.locator("#hits mark").innerText(), /^RE16$/i);
});

test("mode meaning finds a word for the kind of thing", async t => {
  const page = await openPage(t, { address: "/?q=drink&mode=concept" });
  await expectHits(page, Coffees);
});

test("several words must all be there, and each is drawn", async t => {
  const page = await openPage(t, { address: "/?q=coffee bar&mode=exact" });
  await expectHits(page, ["coffee-bar.jpg"]);
  assert.equal(await page.locator("#hits svg .line").count(), 2);
});

test("nothing found: says the threshold and offers what to try", async t => {
  const page = await openPage(t, { address: "/?q=xylophone&mode=exact" });
  await expectStatus(page, "No picture found for “xylophone”.");
  assert.match(await page.locator("#advice p").innerText(), /score that is needed: 0\.\d\d for the exact text/);
  await page.getByRole("button", { name: "Show doubtful ones, too" }).click();
  await expectStatus(page, /pictures? for “xylophone”/);
  assert.ok(await page.locator("#all").isChecked());
});

test("a question that cannot be asked is explained, not called an error", async t => {
  const page = await openPage(t, { address: "/?q=qzxw&mode=concept", expected: /status of 400/ });
  await expectText(page, () => document.querySelector("#advice:not([hidden]) p")?.textContent, /qzxw/);
  assert.ok(await page.locator("#trouble").isHidden());
});

test("a picture found by what it shows has no box and says how sure that is", async t => {
  const page = await openPage(t);
  const whole = [[0, 0], [1, 0], [1, 1], [0, 1]];
  await page.route("**/v1/search", async route => {
    const answer = await (await route.fetch({ postData: JSON.stringify({ query: "harbour", mode: "exact" }) })).json();
    const shown = { ...answer.hits[0], text: "", confidence: 0, span: null, score: 0.83, matches: [], polygon: whole };
    const channels = [{ channel: "sentence", minScore: 0.5, found: 1, reason: "what the pictures show" }];
    await route.fulfill({ json: { ...answer, mode: "auto", query: "a boat in the harbour", channels, hits: [shown] } });
  });
  await page.fill("#query", "a boat in the harbour");
  await expectHits(page, ["harbour.jpg"]);
  assert.equal(await page.locator("#hits svg .line").count(), 0);
  assert.equal((await page.locator("#hits .places").innerText()).trim(), "shows it 83 %");
  assert.match(await page.locator("#channels").innerText(), /sentence what the pictures show: 1/);
});

test("mode sentence is asked for as chosen, and an index with words only is explained", async t => {
  const page = await openPage(t, { address: "/?q=a dog&mode=sentence", expected: /status of 409/ });
  const detail = "This index has words only.";
  await page.route("**/v1/search", route => {
    assert.equal(route.request().postDataJSON().mode, "objects");
    return route.fulfill({ status: 409, contentType: "application/problem+json", json: { status: 409, code: "no_sentence_pack", detail } });
  });
  await page.locator("input[value=objects]").check();
  await expectText(page, () => document.querySelector("#advice:not([hidden]) p")?.textContent, detail);
  assert.ok(await page.locator("#trouble").isHidden());
});

test("a tag narrows the answer and a second click widens it again", async t => {
  const page = await openPage(t, { address: "/?q=coffee OR harbour&mode=exact" });
  await expectHits(page, [...Coffees, "harbour.jpg"]);
  const street = page.locator("#tags [data-tag=street]");
  assert.match(await street.innerText(), /street\s+1/);
  await street.click();
  await expectHits(page, ["harbour.jpg"]);
  assert.equal(await street.getAttribute("aria-pressed"), "true");
  assert.equal(new URL(page.url()).searchParams.get("tag"), "street");
  await street.click();
  await expectHits(page, [...Coffees, "harbour.jpg"]);
});

test("the address carries the question and the back button brings the last one", async t => {
  const page = await openPage(t, { address: "/?q=market&mode=exact" });
  await expectHits(page, ["market.jpg"]);
  await page.fill("#query", "harbour");
  await page.keyboard.press("Enter");
  await expectHits(page, ["harbour.jpg"]);
  assert.equal(new URL(page.url()).searchParams.get("q"), "harbour");
  await page.goBack();
  await expectHits(page, ["market.jpg"]);
  assert.equal(await page.inputValue("#query"), "market");
  await page.goForward();
  await expectHits(page, ["harbour.jpg"]);
});

test("words of the archive are suggested and can be chosen", async t => {
  const page = await openPage(t);
  await type(page, "har");
  const chip = page.locator("#suggestions button", { hasText: "harbour" });
  await chip.click();
  await expectHits(page, ["harbour.jpg"]);
  assert.equal(await page.inputValue("#query"), "harbour");
});

test("the start page tells what is in the index and which words are frequent", async t => {
  const page = await openPage(t);
  await expectText(page, () => document.querySelector("#start-text")?.textContent, /^\d+ pictures with \d+ words can be searched/);
  await page.locator("#start-words button", { hasText: "terrier" }).click();
  await expectHits(page, ["kennel.jpg"]);
});

test("more pictures follow by the cursor until there are no more", async t => {
  const page = await openPage(t, { address: "/" });
  await page.route("**/v1/search", route => route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), top: 1 }) }));
  await page.fill("#query", "coffee");
  await expectHits(page, Coffees);
  await expectText(page, () => String(document.querySelector("#more")?.hasAttribute("hidden")), "true");
});

test("a chosen picture finds pictures with the same words", async t => {
  const page = await openPage(t);
  await page.setInputFiles("#example-file", picture("shop/kennel.jpg"));
  await expectText(page, () => document.querySelector("#hits .name")?.textContent, "kennel.jpg");
  await expectText(page, () => document.querySelector("#channels")?.textContent, /look .*meaning /);
  assert.ok(await page.locator("#example").isVisible());
  await page.locator("#example button").click();
  await expectText(page, () => String(document.querySelector("#start")?.hasAttribute("hidden")), "false");
});

test("a picture dropped on the search box is searched by", async t => {
  const page = await openPage(t);
  await drop(page, "#query", picture("street/market.jpg"));
  await expectText(page, () => document.querySelector("#hits .name")?.textContent, "market.jpg");
});

test("hits are saved as CSV and as JSON lines", async t => {
  const page = await openPage(t, { address: "/?q=coffee&mode=exact" });
  await expectHits(page, Coffees);
  const csv = await save(page, "CSV");
  assert.match(csv.name, /^coffee\.csv$/);
  assert.equal(csv.text.trim().split("\n").length, 1 + Coffees.length);
  const lines = (await save(page, "JSON lines")).text.trim().split("\n").map(line => JSON.parse(line));
  assert.equal(lines.length, Coffees.length);
  assert.ok(lines.every(hit => hit.imageId.includes("coffee")));
});

/**
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
async function save(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), text: fs.readFileSync(await download.path(), "utf8") };
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} target
 * @param {string} file
 */
async function drop(page, target, file) {
  const data = await page.evaluateHandle(base64 => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))], "dropped.jpg", { type: "image/jpeg" }));
    return transfer;
  }, fs.readFileSync(file).toString("base64"));
  await page.dispatchEvent(target, "drop", { dataTransfer: data });
}
