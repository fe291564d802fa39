// Parts of the page, found with their type.

/**
 * The element with this id.
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  return checked(document.getElementById(id), type, `#${id}`);
}

/**
 * The first element below a root that a selector names.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function within(root, selector, type) {
  return checked(root.querySelector(selector), type, selector);
}

/**
 * A new copy of the only element of a template.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function copyOf(id) {
  return checked(byId(id, HTMLTemplateElement).content.firstElementChild?.cloneNode(true), HTMLElement, `template ${id}`);
}

/**
 * A new element with a text and attributes.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {string} [text]
 * @param {Record<string, string>} [attributes]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function create(name, text = "", attributes = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/**
 * A new button.
 * @param {string} text
 * @param {() => void} action
 * @param {Record<string, string>} [attributes]
 */
export function button(text, action, attributes = {}) {
  const element = create("button", text, { type: "button", ...attributes });
  element.addEventListener("click", action);
  return element;
}

/**
 * @template {Element} T
 * @param {unknown} found
 * @param {new () => T} type
 * @param {string} name
 * @returns {T}
 */
function checked(found, type, name) {
  if (!(found instanceof type)) throw new Error(`The page has no ${name}.`);
  return found;
}
