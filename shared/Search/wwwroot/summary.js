// What a picture shows, in a few words, each of which finds pictures that show it, too.

import * as api from "./api.js";
import { button, byId, within } from "./dom.js";
import { percent } from "./explain.js";

const Words = 5;

/** @param {(word: string) => void} onSearch */
export function createSummary(onSearch) {
  const section = byId("summary", HTMLElement);
  const chips = within(section, "ul", HTMLElement);

  return {
    clear() {
      section.hidden = true;
      chips.replaceChildren();
    },

    /**
     * A picture that no sentence pack has seen has no summary, and the server is not asked for one.
     * @param {api.ImageView} view
     * @param {AbortSignal} signal
     */
    async show({ imageId, status, modelVersion }, signal) {
      if (status !== "indexed" || !modelVersion?.includes("+")) return;
      const { words } = await api.summary(imageId, Words, signal);
      if (signal.aborted) return;
      chips.replaceChildren(...words.map(({ word, weight }) => {
        const item = document.createElement("li");
        const title = `Weighs ${percent(weight)} in the sum of words that comes nearest to this picture`;
        item.append(button(word, () => onSearch(word), { class: "chip", title, "aria-label": `Pictures that show: ${word}` }));
        return item;
      }));
      section.hidden = words.length === 0;
    },
  };
}
