// Pictures of the server in img elements. With an API key a browser cannot load them by address: it sends no header for img.

import * as api from "./api.js";

const Attempts = 3;

/** @type {WeakMap<Element, () => void>} */
const starts = new WeakMap();

const visible = new IntersectionObserver(entries => {
  for (const entry of entries)
    if (entry.isIntersecting) {
      visible.unobserve(entry.target);
      starts.get(entry.target)?.();
    }
}, { rootMargin: "400px" });

/**
 * Shows a picture once it comes near the visible part of the page.
 * @param {HTMLImageElement} target
 * @param {string} address
 * @param {(reason: string) => void} onGone  told why it cannot be shown
 */
export function show(target, address, onGone) {
  starts.set(target, () => load(target, address, onGone, 1));
  visible.observe(target);
}

/**
 * Shows a picture at once.
 * @param {HTMLImageElement} target
 * @param {string} address
 * @param {(reason: string) => void} onGone
 */
export const showNow = (target, address, onGone) => load(target, address, onGone, 1);

/**
 * @param {HTMLImageElement} target
 * @param {string} address
 * @param {(reason: string) => void} onGone
 * @param {number} attempt
 */
async function load(target, address, onGone, attempt) {
  target.dataset.address = address;
  if (attempt === 1 && api.key() === null) {
    target.onload = null;
    target.onerror = () => load(target, address, onGone, 2);
    target.src = address;
    return;
  }
  target.onerror = null;
  try {
    const content = await api.bytes(address);
    if (target.dataset.address !== address) return;
    const local = URL.createObjectURL(content);
    target.onload = () => URL.revokeObjectURL(local);
    target.onerror = () => {
      URL.revokeObjectURL(local);
      onGone("The picture cannot be shown.");
    };
    target.src = local;
  } catch (error) {
    if (target.dataset.address !== address) return;
    if (error instanceof api.ApiError && error.retryAfter !== null && attempt < Attempts)
      setTimeout(() => target.isConnected && load(target, address, onGone, attempt + 1), 1000 * error.retryAfter);
    else onGone(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Hands bytes to the person as a file.
 * @param {Blob} content
 * @param {string} name
 */
export function save(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
