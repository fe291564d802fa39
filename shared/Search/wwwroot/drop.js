// Files that are dropped on the page or pasted into it.

import { byId } from "./dom.js";

/**
 * @param {(file: File) => void} onSearch
 * @param {(files: File[]) => void} onAdd
 */
export function createDrop(onSearch, onAdd) {
  const zones = byId("drop", HTMLElement);
  const input = byId("example-file", HTMLInputElement);

  byId("by-picture", HTMLElement).addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) onSearch(file);
    input.value = "";
  });
  addEventListener("paste", event => {
    const file = [...event.clipboardData?.files ?? []].find(isPicture);
    if (!file) return;
    event.preventDefault();
    onSearch(file);
  });
  addEventListener("dragover", event => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zones.hidden = false;
    for (const zone of zones.children) zone.classList.toggle("over", zone === zoneOf(event));
  });
  addEventListener("dragleave", event => {
    if (event.relatedTarget === null) zones.hidden = true;
  });
  addEventListener("drop", event => {
    zones.hidden = true;
    const files = [...event.dataTransfer?.files ?? []];
    if (files.length === 0) return;
    event.preventDefault();
    const isOnBox = event.target instanceof Element && event.target.closest("#search") !== null;
    if (isOnBox || zoneOf(event)?.dataset.drop === "search") onSearch(files.find(isPicture) ?? files[0]);
    else onAdd(files);
  });
}

/** @param {DragEvent} event */
function zoneOf(event) {
  const zone = event.target instanceof Element ? event.target.closest("[data-drop]") : null;
  return zone instanceof HTMLElement ? zone : null;
}

/** @param {File} file */
const isPicture = file => file.type.startsWith("image/");
