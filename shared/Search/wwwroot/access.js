// The API key: asked for when the server wants one, kept for this tab only.

import { key, useKey } from "./api.js";
import { byId } from "./dom.js";

/** @param {() => void} onChange  a key was given or forgotten */
export function createAccess(onChange) {
  const panel = byId("key-panel", HTMLElement);
  const input = byId("key", HTMLInputElement);
  const error = byId("key-error", HTMLElement);
  const forget = byId("forget-key", HTMLElement);
  const toggle = byId("change-key", HTMLElement);

  document.addEventListener("key-needed", () => {
    error.textContent = key() === null ? "" : "The server does not accept this key.";
    open(true);
  });
  byId("key-form", HTMLFormElement).addEventListener("submit", event => {
    event.preventDefault();
    useKey(input.value.trim());
    input.value = "";
    open(false);
    onChange();
  });
  forget.addEventListener("click", () => {
    useKey(null);
    error.textContent = "";
    open(false);
    onChange();
  });
  toggle.addEventListener("click", () => open(panel.hidden));
  toggle.hidden = key() === null;

  /** @param {boolean} isOpen */
  function open(isOpen) {
    const wasOpen = !panel.hidden;
    panel.hidden = !isOpen;
    forget.hidden = key() === null;
    toggle.hidden = key() === null && !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    if (isOpen && !wasOpen) input.focus();
  }
}
