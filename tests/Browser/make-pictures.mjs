// Writes the pictures of the tests: node make-pictures.mjs FOLDER. Each tag has a folder of its own; truth.json says what is where.

import fs from "node:fs";
import path from "node:path";
import { launch } from "./browser.mjs";
import { Added, render, Scenes } from "./scenes.mjs";

const [, , folder] = process.argv;
if (!folder) throw new Error("Give the folder to write to.");
const browser = await launch();
const page = await browser.newPage();
/** @type {Record<string, { width: number, height: number, words: { text: string, quad: number[][] }[] }>} */
const truth = {};
for (const scene of [...Scenes, Added]) {
  const { bytes, quads } = await render(page, scene);
  fs.mkdirSync(path.join(folder, scene.tag), { recursive: true });
  fs.writeFileSync(path.join(folder, scene.tag, scene.name), bytes);
  truth[scene.name] = { width: scene.width, height: scene.height, words: scene.lines.map(({ text }, i) => ({ text, quad: quads[i] })) };
}
fs.writeFileSync(path.join(folder, "truth.json"), JSON.stringify(truth, null, 1));
await browser.close();
