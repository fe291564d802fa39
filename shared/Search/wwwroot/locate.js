// Where in the open picture something is, or is written: a question, its places in the picture and as a list.

import * as api from "./api.js";
import { draw } from "./boxes.js";
import { button, byId, create } from "./dom.js";
import { counted, percent } from "./explain.js";

/**
 * @param {{ places: SVGElement, lookAt: (polygon: readonly (readonly number[])[]) => void }} view  where places are drawn, and what
 * makes one visible
 */
export function createLocator({ places, lookAt }) {
  const form = byId("locate", HTMLFormElement);
  const phrase = byId("locate-phrase", HTMLInputElement);
  const status = byId("locate-status", HTMLElement);
  const list = byId("locate-list", HTMLElement);
  /** @type {AbortController | null} */
  let running = null;
  /** @type {{ imageId: string, width: number, height: number } | null} */
  let picture = null;
  /** @type {SVGGElement[]} */
  let drawn = [];

  form.addEventListener("submit", event => {
    event.preventDefault();
    if (phrase.value.trim() === "") clear();
    else if (picture !== null) ask(picture, phrase.value.trim());
  });

  /** Takes the answer away; the question stays, for the next picture. */
  function clear() {
    running?.abort();
    for (const place of drawn) place.remove();
    drawn = [];
    list.replaceChildren();
    status.textContent = "";
  }

  /**
   * @param {{ imageId: string, width: number, height: number }} asked
   * @param {string} text
   */
  async function ask(asked, text) {
    clear();
    running = new AbortController();
    const { signal } = running;
    status.textContent = "Looking …";
    try {
      const answer = await api.locate(asked.imageId, text, signal);
      status.textContent = answer.places.length > 0 ? `Found at ${counted(answer.places.length, "place")}.` : "Not found in this picture.";
      list.replaceChildren(...answer.places.map((place, rank) => describe(place, rank, asked)));
      if (answer.places.length > 0) lookAt(cornersOf(answer.places[0]));
    } catch (error) {
      if (!signal.aborted) status.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  /**
   * A line of the list and its place in the picture, each lighting up the other.
   * @param {api.PhrasePlace} place
   * @param {number} rank
   * @param {{ width: number, height: number }} size
   */
  function describe(place, rank, size) {
    const box = draw(places, size, cornersOf(place), rank === 0 ? "asked first" : "asked");
    const item = create("li");
    const choose = button("", () => lookAt(cornersOf(place)), { title: place.source === "text" ? "Found by what is written" : "Found by what is seen" });
    choose.append(create("b", place.phrase), create("span", percent(place.score), { class: "number" }));
    item.append(choose);
    const light = (/** @type {boolean} */ isOn) => {
      item.classList.toggle("lit", isOn);
      box.classList.toggle("lit", isOn);
    };
    for (const target of [item, box]) {
      target.addEventListener("pointerenter", () => light(true));
      target.addEventListener("pointerleave", () => light(false));
    }
    item.addEventListener("focusin", () => light(true));
    item.addEventListener("focusout", () => light(false));
    box.addEventListener("click", () => choose.focus());
    drawn.push(box);
    return item;
  }

  return {
    clear() {
      clear();
      picture = null;
      form.hidden = true;
    },

    /**
     * The picture that is asked about from now on.
     * @param {{ imageId: string, width: number, height: number, status: string }} view
     */
    show({ imageId, width, height, status: state }) {
      clear();
      picture = { imageId, width, height };
      form.hidden = state !== "indexed";
    },
  };
}

/**
 * @param {api.PhrasePlace} place
 * @returns {number[][]}
 */
function cornersOf({ box: [left, top, right, bottom] }) {
  return [[left, top], [right, top], [right, bottom], [left, bottom]];
}
