// The enlarged picture: how large it is drawn and which part of it is visible.

import { byId } from "./dom.js";
import { middle } from "./words.js";

const Steps = [1, 1.5, 2, 3, 4, 6, 8];
const MaxFit = 3;

export function createStage() {
  const stage = byId("stage", HTMLElement);
  const canvas = byId("canvas", HTMLElement);
  const output = byId("zoom", HTMLElement);
  let picture = { width: 1, height: 1 };
  let step = 0;
  new ResizeObserver(() => layOut()).observe(stage);

  /** Sizes the canvas; the point in the middle stays where it is. */
  function layOut() {
    const { clientWidth, clientHeight } = stage;
    if (clientWidth === 0) return;
    const middle = [
      (stage.scrollLeft + clientWidth / 2) / Math.max(1, canvas.offsetWidth),
      (stage.scrollTop + clientHeight / 2) / Math.max(1, canvas.offsetHeight),
    ];
    const scale = Math.min(clientWidth / picture.width, clientHeight / picture.height, MaxFit) * Steps[step];
    canvas.style.width = `${picture.width * scale}px`;
    canvas.style.height = `${picture.height * scale}px`;
    output.textContent = `${Math.round(100 * scale)} %`;
    scrollTo(middle[0], middle[1]);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  function scrollTo(x, y) {
    stage.scrollLeft = x * canvas.offsetWidth - stage.clientWidth / 2;
    stage.scrollTop = y * canvas.offsetHeight - stage.clientHeight / 2;
  }

  return {
    /** @param {{ width: number, height: number }} size  of the upright picture in pixels */
    fit({ width, height }) {
      picture = { width: Math.max(1, width), height: Math.max(1, height) };
      step = 0;
      layOut();
    },

    /** @param {number} by */
    zoom(by) {
      step = Math.min(Steps.length - 1, Math.max(0, step + by));
      layOut();
    },

    reset() {
      step = 0;
      layOut();
    },

    isEnlarged: () => step > 0,

    /** @param {readonly (readonly number[])[]} polygon  corners as fractions of the picture */
    lookAt(polygon) {
      scrollTo(...middle(polygon));
    },
  };
}
