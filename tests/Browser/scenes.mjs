// The pictures of the tests: what is written where is known exactly, because a canvas tells the bounds of the ink it draws.

/** @typedef {{ text: string, x: number, y: number, size: number, angle?: number, ink?: string }} Line */
/** @typedef {{ name: string, tag: string, width: number, height: number, ground: string, lines: Line[], orientation?: 1 | 6, quality?: number }} Scene */

// No word is in the middle, and no picture has the shape of a card: a box that is stretched or mirrored lies elsewhere.
/** @type {Scene[]} */
export const Scenes = [
  { name: "harbour.jpg", tag: "street", width: 900, height: 500, ground: "#f3efe4",
    lines: [{ text: "HARBOUR", x: 340, y: 130, size: 90 }] },
  // The raw pixels lie on their side; shown upright it is a portrait.
  { name: "parking.jpg", tag: "street", width: 600, height: 900, ground: "#17406d", orientation: 6,
    lines: [{ text: "PARKING", x: 220, y: 240, size: 70, ink: "#ffffff" }] },
  { name: "market.jpg", tag: "street", width: 900, height: 500, ground: "#e8f0e3",
    lines: [{ text: "MARKET", x: 340, y: 300, size: 90, angle: -25 }] },
  { name: "coffee.jpg", tag: "shop", width: 1000, height: 500, ground: "#fdfdfb",
    lines: [{ text: "COFFEE", x: 300, y: 170, size: 90 }, { text: "HOUSE", x: 650, y: 370, size: 70, ink: "#7a1f12" }] },
  { name: "coffee-bar.jpg", tag: "shop", width: 700, height: 700, ground: "#2b2b2b",
    lines: [{ text: "COFFEE", x: 350, y: 250, size: 80, ink: "#ffe9b0" }, { text: "BAR", x: 350, y: 480, size: 80, ink: "#ffe9b0" }] },
  { name: "coffee-copy.jpg", tag: "shop", width: 500, height: 250, ground: "#fdfdfb", quality: 0.7,
    lines: [{ text: "COFFEE", x: 150, y: 85, size: 45 }, { text: "HOUSE", x: 325, y: 185, size: 35, ink: "#7a1f12" }] },
  { name: "plate.jpg", tag: "street", width: 900, height: 400, ground: "#ffd84a", lines: [{ text: "PRE16A", x: 450, y: 200, size: 120 }] },
  { name: "kennel.jpg", tag: "shop", width: 900, height: 500, ground: "#f0f4f8", lines: [{ text: "TERRIER", x: 450, y: 250, size: 100 }] },
  { name: "wall.jpg", tag: "street", width: 640, height: 480, ground: "#b9c4c9", lines: [] },
];

/** @type {Scene} */
export const Added = { name: "library.jpg", tag: "", width: 800, height: 450, ground: "#fbf7ef", lines: [{ text: "LIBRARY", x: 400, y: 225, size: 100 }] };

/**
 * Renders a scene.
 * @param {import("playwright-core").Page} page
 * @param {Scene} scene
 * @returns {Promise<{ bytes: Buffer, quads: number[][][] }>} a JPEG file, and for each line its corners clockwise from the text's
 * top-left in pixels of the upright picture
 */
export async function render(page, scene) {
  const { data, quads } = await page.evaluate(drawScene, scene);
  const bytes = Buffer.from(data.slice(data.indexOf(",") + 1), "base64");
  return { bytes: scene.orientation === 6 ? withOrientation(bytes, 6) : bytes, quads };
}

/**
 * Runs in the browser.
 * @param {Scene} scene
 */
function drawScene(scene) {
  const canvas = document.createElement("canvas");
  canvas.width = scene.width;
  canvas.height = scene.height;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = scene.ground;
  context.fillRect(0, 0, scene.width, scene.height);
  // Some shapes, the same for the same ground: pictures that are all one colour look alike to the search for copies.
  context.fillStyle = "#00000022";
  for (let i = 0; i < scene.ground.length; i++) {
    const code = scene.ground.charCodeAt(i) * (i + 7);
    context.fillRect(scene.width * ((code % 89) / 89), i % 2 === 0 ? 0 : scene.height * 0.94, scene.width / 17, scene.height * 0.06);
  }
  const quads = scene.lines.map(({ text, x, y, size, angle = 0, ink = "#161616" }) => {
    context.save();
    context.translate(x, y);
    context.rotate((angle * Math.PI) / 180);
    context.font = `bold ${size}px "DejaVu Sans", sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = ink;
    context.fillText(text, 0, 0);
    const bounds = context.measureText(text);
    const [left, right] = [-bounds.actualBoundingBoxLeft, bounds.actualBoundingBoxRight];
    const [top, bottom] = [-bounds.actualBoundingBoxAscent, bounds.actualBoundingBoxDescent];
    const matrix = context.getTransform();
    context.restore();
    return [[left, top], [right, top], [right, bottom], [left, bottom]].map(([u, v]) => {
      const point = matrix.transformPoint(new DOMPoint(u, v));
      return [point.x, point.y];
    });
  });
  if (scene.orientation !== 6) return { data: canvas.toDataURL("image/jpeg", scene.quality ?? 0.92), quads };
  const lying = document.createElement("canvas");
  lying.width = scene.height;
  lying.height = scene.width;
  const turned = /** @type {CanvasRenderingContext2D} */ (lying.getContext("2d"));
  turned.translate(0, scene.width);
  turned.rotate(-Math.PI / 2);
  turned.drawImage(canvas, 0, 0);
  return { data: lying.toDataURL("image/jpeg", scene.quality ?? 0.92), quads };
}

/**
 * A JPEG file with an EXIF segment that holds nothing but the orientation (tag 0x0112).
 * @param {Buffer} jpeg
 * @param {number} orientation
 */
function withOrientation(jpeg, orientation) {
  const tiff = Buffer.from([
    0x4d, 0x4d, 0x00, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
  ]);
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}
