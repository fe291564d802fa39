// One picture, large, with all its words.

import * as api from "./api.js";
import { draw, prepare } from "./boxes.js";
import { button, byId, copyOf, create, within } from "./dom.js";
import { counted, number, percent, rejection, shortName } from "./explain.js";
import { placesOf } from "./hits.js";
import { createLocator } from "./locate.js";
import { save, show, showNow } from "./pictures.js";
import { createStage } from "./stage.js";
import { createSummary } from "./summary.js";
import { inReadingOrder } from "./words.js";

/** @typedef {import("./api.js").SearchHit} SearchHit */
/** @typedef {import("./api.js").ImageView} ImageView */

/**
 * @param {{ onClose: () => void, onSearch: (word: string) => void, onSearchShown: (word: string) => void, onOpen: (imageId: string) => void, onStep: (by: number) => void }} callbacks
 */
export function createViewer({ onClose, onSearch, onSearchShown, onOpen, onStep }) {
  const dialog = byId("viewer", HTMLDialogElement);
  const title = byId("viewer-title", HTMLElement);
  const status = byId("viewer-status", HTMLElement);
  const list = byId("word-list", HTMLElement);
  const image = byId("full", HTMLImageElement);
  const places = byId("places", SVGElement);
  const trouble = byId("full-trouble", HTMLElement);
  const twins = byId("twins", HTMLElement);
  const facts = byId("facts", HTMLElement);
  const stage = createStage();
  const locator = createLocator({ places, lookAt: stage.lookAt });
  const summary = createSummary(onSearchShown);
  /** @type {AbortController | null} */
  let running = null;
  let shown = "";

  dialog.addEventListener("close", () => {
    running?.abort();
    locator.clear();
    image.removeAttribute("src");
    delete image.dataset.address;
    shown = "";
    onClose();
  });
  dialog.addEventListener("click", event => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", onKey);
  for (const control of dialog.querySelectorAll("[data-do]"))
    control.addEventListener("click", () => act(control.getAttribute("data-do") ?? ""));
  byId("save-picture", HTMLElement).addEventListener("click", savePicture);

  return {
    close: () => dialog.open && dialog.close(),

    /** The id of the open picture, or an empty text. */
    shown: () => shown,

    /**
     * @param {string} imageId
     * @param {SearchHit | null} hit  what was found in it, if it was found
     * @param {boolean} hasOthers  whether there are pictures before or after it
     */
    async open(imageId, hit, hasOthers) {
      running?.abort();
      running = new AbortController();
      const { signal } = running;
      shown = imageId;
      title.textContent = shortName(imageId);
      for (const step of ["previous", "next"]) within(dialog, `[data-do=${step}]`, HTMLButtonElement).disabled = !hasOthers;
      if (hit) prepareStage(hit, imageId);
      else {
        image.removeAttribute("src");
        delete image.dataset.address;
      }
      locator.clear();
      summary.clear();
      places.replaceChildren();
      list.replaceChildren();
      facts.replaceChildren();
      twins.hidden = true;
      status.textContent = "Loading …";
      if (!dialog.open) dialog.showModal();
      try {
        const view = await api.image(imageId, signal);
        if (!hit) prepareStage(view, imageId);
        describe(view, hit);
        locator.show(view);
        await Promise.all([summary.show(view, signal), showTwins(imageId, signal)]);
      } catch (error) {
        if (!signal.aborted) status.textContent = error instanceof Error ? error.message : String(error);
      }
    },
  };

  /**
   * @param {{ width: number, height: number }} picture
   * @param {string} imageId
   */
  function prepareStage(picture, imageId) {
    trouble.hidden = true;
    image.hidden = false;
    image.alt = `Picture ${shortName(imageId)}`;
    stage.fit(picture);
    prepare(places, picture);
    showNow(image, api.contentOf(imageId), reason => {
      trouble.textContent = reason;
      trouble.hidden = false;
      image.hidden = true;
    });
  }

  /**
   * @param {ImageView} view
   * @param {SearchHit | null} hit
   */
  function describe(view, hit) {
    const found = hit ? placesOf(hit) : [];
    const isFound = (/** @type {api.WordView} */ word) => found.some(match => isSamePlace(match, word));
    const words = inReadingOrder(view.words, isFound);
    status.textContent = sentence(view, words);
    prepare(places, view);
    list.replaceChildren(...words.map(word => describeWord(word, view, isFound(word))));
    for (const match of found.filter(match => !words.some(word => isSamePlace(match, word)))) draw(places, view, match.polygon, "best");
    const size = view.width > 0 ? `${view.width} × ${view.height} pixels, ${number(view.sizeBytes / 1024)} KiB` : "";
    /** @type {[string, string][]} */
    const entries = [
      ["Name", view.imageId], ["Address", view.uri ?? ""], ["Size", size], ["Tags", view.tags.join(", ")], ...Object.entries(view.metadata),
      ["Read by", view.modelVersion ?? ""], ["Indexed", new Date(view.updatedAt).toLocaleString("en")],
    ];
    facts.replaceChildren(...entries.filter(([, value]) => value !== "").flatMap(([name, value]) => [create("dt", name), create("dd", value)]));
  }

  /**
   * A line of the list and its place in the picture, each lighting up the other.
   * @param {api.WordView} word
   * @param {ImageView} view
   * @param {boolean} isFound
   */
  function describeWord(word, view, isFound) {
    const item = copyOf("word");
    const place = draw(places, view, word.polygon, isFound ? "best" : "word");
    const choose = within(item, ".word", HTMLButtonElement);
    const again = within(item, ".again", HTMLButtonElement);
    within(item, "b", HTMLElement).textContent = word.text || "(not readable)";
    within(item, "meter", HTMLMeterElement).value = word.confidence;
    within(item, ".number", HTMLElement).textContent = percent(word.confidence);
    item.classList.toggle("found", isFound);
    choose.title = `Read with ${percent(word.confidence)} confidence; found as text with ${percent(word.detectionScore)}`;
    again.setAttribute("aria-label", `Search by ${word.text}`);
    again.title = "Search by this word";
    again.hidden = word.text === "";
    again.addEventListener("click", () => onSearch(word.text));
    const light = (/** @type {boolean} */ isOn) => {
      item.classList.toggle("lit", isOn);
      place.classList.toggle("lit", isOn);
      if (isOn) places.append(place);
    };
    for (const [name, isOn] of /** @type {[string, boolean][]} */ ([["pointerenter", true], ["pointerleave", false]])) {
      item.addEventListener(name, () => light(isOn));
      place.addEventListener(name, () => light(isOn));
    }
    item.addEventListener("focusin", () => light(true));
    item.addEventListener("focusout", () => light(false));
    choose.addEventListener("click", () => stage.lookAt(word.polygon));
    place.addEventListener("click", () => choose.focus());
    return item;
  }

  /**
   * @param {string} imageId
   * @param {AbortSignal} signal
   */
  async function showTwins(imageId, signal) {
    const found = await api.duplicates(imageId, signal);
    const row = within(twins, "ul", HTMLElement);
    row.replaceChildren(...found.duplicates.map(twin => {
      const likeness = twin.isIdentical ? "the same file" : twin.distance === 0 ? "looks the same" : `differs by ${counted(twin.distance, "bit")} of 64`;
      const choose = button("", () => onOpen(twin.imageId), { title: `${twin.imageId}: ${likeness}`, "aria-label": `${shortName(twin.imageId)}, ${likeness}` });
      const preview = create("img", "", { alt: "", width: "72", height: "72" });
      show(preview, api.thumbnailOf(twin.imageId, 160), () => preview.remove());
      choose.append(preview, create("span", likeness));
      const item = create("li");
      item.append(choose);
      return item;
    }));
    twins.hidden = found.duplicates.length === 0;
  }

  async function savePicture() {
    const name = shown;
    try {
      save(await api.bytes(api.contentOf(name)), shortName(name));
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  /** @param {string} what */
  function act(what) {
    if (what === "close") dialog.close();
    else if (what === "previous" || what === "next") onStep(what === "next" ? 1 : -1);
    else stage.zoom(what === "in" ? 1 : -1);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement) return;
    const isScrolling = stage.isEnlarged() && document.activeElement?.id === "stage";
    if (event.key === "+" || event.key === "=") stage.zoom(1);
    else if (event.key === "-") stage.zoom(-1);
    else if (event.key === "0") stage.reset();
    else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && !isScrolling) onStep(event.key === "ArrowRight" ? 1 : -1);
    else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && list.contains(document.activeElement)) {
      event.preventDefault();
      const words = [...list.querySelectorAll(".word")];
      const next = words[words.findIndex(word => word.parentElement?.contains(document.activeElement)) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next instanceof HTMLElement) next.focus();
    }
  }
}

/**
 * @param {{ polygonPixels: unknown }} match
 * @param {{ polygonPixels: unknown }} word
 */
const isSamePlace = (match, word) => JSON.stringify(match.polygonPixels) === JSON.stringify(word.polygonPixels);

/**
 * What became of a picture.
 * @param {ImageView} view
 * @param {readonly api.WordView[]} words
 */
function sentence({ status, reason }, words) {
  if (status === "rejected") return rejection(reason);
  if (status === "pending") return "This picture is still waiting to be read.";
  if (status === "deleted") return "This picture was deleted.";
  const unreadable = words.filter(word => word.text === "").length;
  return `${counted(words.length, "word")} found in this picture${unreadable > 0 ? `, ${unreadable} not readable` : ""}.`;
}
