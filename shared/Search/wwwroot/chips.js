// Rows of buttons: words to search for, tags to keep.

import * as api from "./api.js";
import { button, create } from "./dom.js";
import { number } from "./explain.js";

/** @typedef {import("./question.js").Question} Question */

const Suggestions = 8;
const VisibleTags = 12;

/**
 * Words of the pictures that begin like the last word of the text.
 * @param {HTMLElement} row
 * @param {(text: string) => void} onChoose  told the whole text with the word in it
 */
export function createSuggestions(row, onChoose) {
  /** @type {AbortController | null} */
  let running = null;

  /** @param {string} text */
  return async text => {
    running?.abort();
    running = new AbortController();
    const last = text.match(/[0-9A-Za-z]+$/)?.[0] ?? "";
    if (last.length < 2) {
      row.hidden = true;
      return;
    }
    const before = text.slice(0, text.length - last.length);
    try {
      const found = await api.words(last.toLowerCase(), Suggestions + 1, running.signal);
      const others = found.words.filter(({ word }) => word !== last.toLowerCase()).slice(0, Suggestions);
      row.replaceChildren(...others.map(word => wordButton(word, () => onChoose(before + word.word))));
      row.hidden = others.length === 0;
    } catch {
      // Only help: what is wrong the search itself says.
      row.hidden = true;
    }
  };
}

/**
 * @param {{ word: string, images: number }} word
 * @param {() => void} action
 */
export function wordButton({ word, images }, action) {
  const chip = button(word, action, { class: "chip" });
  chip.append(" ", create("span", number(images), { class: "number", title: "pictures" }));
  return chip;
}

/**
 * @param {HTMLElement} row
 * @param {readonly { tag: string, images: number }[]} counts  of what was found
 * @param {readonly string[]} chosen
 * @param {(tag: string) => void} onToggle
 * @param {boolean} [isOpen]  whether all of them are shown
 */
export function showTags(row, counts, chosen, onToggle, isOpen = false) {
  const focused = document.activeElement instanceof HTMLElement && row.contains(document.activeElement) ? document.activeElement.dataset.tag : null;
  const all = [
    ...chosen.map(tag => counts.find(count => count.tag === tag) ?? { tag, images: 0 }),
    ...counts.filter(count => !chosen.includes(count.tag)),
  ];
  const visible = isOpen ? all : all.slice(0, Math.max(VisibleTags, chosen.length));
  row.replaceChildren(...visible.map(({ tag, images }) => {
    const chip = button(tag, () => onToggle(tag), { class: "chip", "data-tag": tag, "aria-pressed": String(chosen.includes(tag)) });
    chip.append(" ", create("span", number(images), { class: "number", title: "pictures" }));
    return chip;
  }));
  if (visible.length < all.length)
    row.append(button(`${all.length - visible.length} more tags`, () => showTags(row, counts, chosen, onToggle, true), { class: "link" }));
  row.hidden = all.length === 0;
  if (focused) [...row.querySelectorAll("button")].find(chip => chip.dataset.tag === focused)?.focus();
}
