const form = document.getElementById("search");
const status = document.getElementById("status");
const hits = document.getElementById("hits");
const template = document.getElementById("hit");
let running = null;

form.addEventListener("submit", event => {
  event.preventDefault();
  search(true);
});
for (const control of form.querySelectorAll("input[type=radio], input[type=checkbox]"))
  control.addEventListener("change", () => form.q.value && search(true));
addEventListener("popstate", () => restore());
restore();

function restore() {
  const asked = new URLSearchParams(location.search);
  form.q.value = asked.get("q") ?? "";
  form.mode.value = asked.get("mode") ?? "exact";
  form.all.checked = asked.has("all");
  if (form.q.value) search(false);
}

async function search(remember) {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const question = { query: form.q.value, mode: form.mode.value, top: 60, minScore: form.all.checked ? 0 : null };
  if (remember) {
    const asked = new URLSearchParams({ q: question.query, mode: question.mode });
    if (form.all.checked) asked.set("all", "");
    history.pushState(null, "", `?${asked}`);
  }
  say("Searching …");
  try {
    const response = await fetch("/v1/search", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(question), signal,
    });
    const answer = await response.json();
    if (response.ok) show(answer);
    else fail(answer.detail ?? answer.title);
  } catch (error) {
    if (error.name !== "AbortError") fail("The server does not answer. Is it running?");
  }
}

function show(answer) {
  hits.replaceChildren(...answer.hits.map(describe));
  const count = answer.hits.length;
  const took = `${answer.tookMs.toFixed(0)} ms`;
  if (count > 0) say(`${count} ${count === 1 ? "picture" : "pictures"} for “${answer.query}”, best first (${took}).`);
  else say(`No picture shows “${answer.query}” with a score of ${answer.minScore.toFixed(2)} or more (${took}).` +
    (form.all.checked ? "" : " Tick “also doubtful ones” to see what came nearest, or try “similar”."));
}

function describe(hit) {
  const item = template.content.cloneNode(true);
  const address = `/v1/images/${encodeURIComponent(hit.imageId)}/content`;
  const picture = item.querySelector(".picture");
  const image = item.querySelector("img");
  picture.href = address;
  image.width = hit.width;
  image.height = hit.height;
  image.alt = `Picture that shows “${hit.text}”`;
  image.addEventListener("error", () => picture.classList.add("gone"));
  image.src = address;
  item.querySelector("svg").setAttribute("viewBox", `0 0 ${hit.width} ${hit.height}`);
  for (const polygon of item.querySelectorAll("polygon"))
    polygon.setAttribute("points", hit.polygonPixels.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "));
  item.querySelector(".score").textContent = hit.score.toFixed(2);
  item.querySelector(".text").textContent = hit.text || "(not readable)";
  item.querySelector(".confidence").textContent = `read with ${(100 * hit.confidence).toFixed(0)} %`;
  item.querySelector(".id").textContent = hit.imageId;
  return item;
}

function say(text) {
  status.textContent = text;
  status.className = "";
}

function fail(text) {
  hits.replaceChildren();
  status.textContent = text;
  status.className = "error";
}
