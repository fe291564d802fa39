// Places of words over a picture: an svg whose unit is one pixel of the upright picture and which lies over it exactly, because
// preserveAspectRatio and object-fit letterbox alike.

const Namespace = "http://www.w3.org/2000/svg";

/**
 * @param {SVGElement} svg
 * @param {{ width: number, height: number }} picture  size of the upright picture in pixels
 */
export function prepare(svg, { width, height }) {
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("preserveAspectRatio", "xMidYMid meet");
  svg.replaceChildren();
}

/**
 * Draws a place; a light line below the coloured one keeps it visible on every ground.
 * @param {SVGElement} svg
 * @param {{ width: number, height: number }} picture
 * @param {readonly (readonly number[])[]} polygon  corners as fractions of the upright picture's size
 * @param {string} kind  class of the shape
 * @returns {SVGGElement}
 */
export function draw(svg, { width, height }, polygon, kind) {
  const points = polygon.map(([x, y]) => `${(x * width).toFixed(2)},${(y * height).toFixed(2)}`).join(" ");
  const group = document.createElementNS(Namespace, "g");
  group.setAttribute("class", kind);
  for (const line of ["halo", "line"]) {
    const shape = document.createElementNS(Namespace, "polygon");
    shape.setAttribute("class", line);
    shape.setAttribute("points", points);
    group.append(shape);
  }
  svg.append(group);
  return group;
}
