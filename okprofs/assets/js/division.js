// Somebody is put in another workshop by dragging their row there. The page that their name leads to does the same, and
// is asked what it costs; where one lets go, its form is sent. A finger drags by the handle of a row, and scrolls by all
// the rest. Who types has that page itself.
const division = document.querySelector("[data-division]");
const said = document.querySelector("[data-said]");
const hasMouse = matchMedia("(hover: hover) and (pointer: fine)").matches;
const hasTouch = matchMedia("(any-pointer: coarse)").matches;
const EDGE = 32;
let dragged;

const read = async (answer) => {
  if (!answer.ok && answer.status !== 422) throw new Error(`answered ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};
const ask = (address, options) => fetch(address, { ...options, headers: { Accept: "text/html" } }).then(read);
const words = (page, lines) => [...page.querySelectorAll(lines)].map((line) => line.textContent.trim()).join(" ");
// The mouse of some browsers is over the text in an element.
const placeOf = ({ target }) => (target.closest ? target : target.parentElement).closest("[data-place]");
// A place of another round is none.
const pointedAt = (event) => (dragged?.round.contains(event.target) ? placeOf(event) : null);

function prepare() {
  const rows = division.querySelectorAll("[data-place] tbody tr, [data-place] li");
  for (const row of rows) {
    row.draggable = hasMouse;
    if (hasTouch) row.querySelector("a").before(Object.assign(document.createElement("span"), { className: "handle" }));
  }
  division.querySelector("[data-hint]").hidden = !rows.length;
  division.querySelector("[data-touch-hint]").hidden = !hasTouch;
}

// What the page says now stands here too, as far as it is about the division.
function show(page) {
  const fresh = page.querySelector("[data-division]");
  if (!fresh) throw new Error("no division in the answer");
  division.dataset.seen = fresh.dataset.seen;
  division.replaceChildren(...fresh.childNodes);
  prepare();
}

// All places of the round together, for they seldom fit on a screen; never where the mouse is.
function openTray({ round, startedAt }) {
  const tray = Object.assign(document.createElement("div"), { className: "tray" });
  tray.classList.toggle("tray--top", startedAt > innerHeight / 2);
  for (const group of round.querySelectorAll("[data-place]")) {
    const place = Object.assign(document.createElement("div"), { className: "tray__place" });
    place.dataset.place = group.dataset.place;
    const title = document.createElement("strong");
    title.append(...group.querySelector("h3").cloneNode(true).childNodes);
    place.append(title, Object.assign(document.createElement("span"), { className: "tray__cost" }));
    tray.append(place);
  }
  round.append(tray);
  return tray;
}

function showCosts(tray, page) {
  for (const place of tray.children) {
    const option = page.querySelector(`[data-to="${place.dataset.place}"]`);
    if (!option) continue;
    place.querySelector(".tray__cost").textContent = option.dataset.says;
    place.classList.toggle("tray__place--refused", "refused" in option.dataset);
  }
}

function point(place) {
  for (const one of dragged.round.querySelectorAll("[data-place]")) one.classList.toggle("is-pointed-at", one.dataset.place === place?.dataset.place);
}

function end() {
  if (!dragged) return;
  point(null);
  dragged.tray?.remove();
  dragged.row.classList.remove("is-dragged");
  dragged = null;
}

async function move({ link, asked }, to) {
  division.setAttribute("aria-busy", "true");
  try {
    const form = new FormData((await asked).querySelector("[name=workshop]").form);
    form.set("workshop", to);
    // Of what was looked at here; the page that was asked may know of more.
    form.set("seen", division.dataset.seen);
    const answer = await ask(link, { method: "POST", body: new URLSearchParams(form) });
    const refused = words(answer, "[data-error-summary] li");
    show(refused ? await ask(location.href) : answer);
    said.classList.toggle("division__said--refused", refused !== "");
    said.textContent = refused || words(answer, ".messages p");
  } catch {
    // The page itself says what is the matter.
    location.assign(link);
  }
  division.removeAttribute("aria-busy");
}

function start(row, startedAt) {
  const link = row.querySelector("a").href;
  const asked = ask(link);
  const drag = { row, link, asked, from: row.closest("[data-place]").dataset.place, round: row.closest("section"), startedAt };
  dragged = drag;
  row.classList.add("is-dragged");
  said.textContent = "";
  // A page that changes under the mouse at once makes some browsers give up.
  setTimeout(() => {
    if (dragged !== drag) return;
    drag.tray = openTray(drag);
    asked.then((page) => showCosts(drag.tray, page)).catch(() => {});
  });
}

function drop(place) {
  if (place && place.dataset.place !== dragged.from) move(dragged, place.dataset.place);
  end();
}

division.addEventListener("dragstart", (event) => {
  const row = event.target.closest?.("[draggable=true]");
  if (!row || division.hasAttribute("aria-busy")) return;
  // A finger that holds the handle of a row drags it already.
  if (dragged) return event.preventDefault();
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", row.querySelector("a").textContent);
  event.dataTransfer.setDragImage(row, 20, 20);
  start(row, event.clientY);
});
division.addEventListener("dragover", (event) => {
  const place = pointedAt(event);
  if (!place) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
  point(place);
});
division.addEventListener("drop", (event) => {
  const place = pointedAt(event);
  if (!place) return;
  event.preventDefault();
  drop(place);
});
division.addEventListener("dragend", end);

const underFinger = ({ clientX, clientY }) => pointedAt({ target: document.elementFromPoint(clientX, clientY) });
division.addEventListener("pointerdown", ({ target, pointerType, clientY }) => {
  const isByHandle = target.matches(".handle") && pointerType !== "mouse";
  if (isByHandle && !dragged && !division.hasAttribute("aria-busy")) start(target.closest("tr, li"), clientY);
});
division.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  point(underFinger(event));
  // Where there are many places, the rest comes along at the edge.
  const edges = dragged.tray?.getBoundingClientRect();
  if (event.clientY > edges?.bottom - EDGE) dragged.tray.scrollBy(0, EDGE / 2);
  if (event.clientY < edges?.top + EDGE) dragged.tray.scrollBy(0, -EDGE / 2);
});
division.addEventListener("pointerup", (event) => dragged && drop(underFinger(event)));
division.addEventListener("pointercancel", ({ pointerType }) => pointerType !== "mouse" && end());

if (hasMouse || hasTouch) prepare();
