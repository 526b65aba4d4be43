// The page of a door, with scripts: it scans, goes on without connection, and sends what waits when there is one again.
import { arrivals } from "./door/arrival.js";
import { makeLine, sendLate } from "./door/line.js";
import { digestOf, readCodes } from "./door/reading.js";
import { CACHE, openStore } from "./door/store.js";

const SHELL = "/deur/scannen";
const EVERY = 8000;
const MOST_SHOWN = 20;
const CLOCK = new Intl.DateTimeFormat("nl-NL", { timeZone: "Europe/Amsterdam", hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" });

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const clock = (at) => (document.documentElement.lang === "en" ? CLOCK.format(at) : `${CLOCK.format(at).replace(":", ".")} uur`);

async function receive(root) {
  const part = (name) => root.querySelector(`[data-door-${name}]`);
  const text = (name, values = {}) =>
    root.getAttribute(`data-text-${name}`).replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
  const store = await openStore();
  const search = part("search");
  const told = new Set();
  let list = await store.list();
  let inside = new Map();
  let isClosed = false;

  const people = () => list?.people ?? [];
  const personOf = (who) => people().find(([id]) => id === who);
  const values = ([who, name]) => {
    const arrival = inside.get(who);
    return { name, time: arrival ? clock(arrival.at) : "", door: arrival ? (list.doors[arrival.door] ?? "") : "" };
  };

  const say = (sentence, tone, actions = []) => {
    const line = Object.assign(document.createElement("p"), { textContent: sentence });
    const said = part("said");
    said.className = `door__said door__said--${tone}`;
    said.replaceChildren(line, ...actions);
    navigator.vibrate?.(tone === "ok" ? 60 : [80, 60, 80]);
  };
  const button = (label, name, kind, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: `nl-button nl-button--${kind}` });
    made.append(Object.assign(document.createElement("span"), { className: "nl-button__label", textContent: label }));
    made.setAttribute("aria-label", `${label}: ${name}`);
    made.addEventListener("click", act);
    return made;
  };
  const badge = (textContent, tone) => {
    const mark = { className: `utrecht-status-badge utrecht-status-badge--${tone}`, textContent };
    return [document.createElement("br"), Object.assign(document.createElement("span"), mark)];
  };

  const showCounts = () => {
    root.querySelectorAll(".door-counts__one").forEach((line, place) => {
      const ofKind = people().filter(([, , kind]) => kind === place);
      line.querySelector("[data-door-inside]").textContent = ofKind.filter(([who]) => inside.has(who)).length;
      line.querySelector("[data-door-expected]").textContent = ofKind.length;
    });
  };
  const showFound = () => {
    const words = folded(search.elements.q.value).split(/\s+/).filter(Boolean);
    const found = words.length ? people().filter(([, name]) => words.every((word) => folded(name).includes(word))) : [];
    const lines = found.slice(0, MOST_SHOWN).map((person) => {
      const [who, name, kind, , hasLapsed] = person;
      const line = Object.assign(document.createElement("li"), { className: "door__person" });
      const about = document.createElement("div");
      about.append(Object.assign(document.createElement("strong"), { textContent: name }), document.createElement("br"));
      about.append(Object.assign(document.createElement("span"), { className: "muted", lang: "nl", textContent: list.kinds[kind] }));
      if (hasLapsed) about.append(...badge(text("lapsed"), "warning"));
      if (inside.has(who)) about.append(...badge(text("since", values(person)), "success"));
      line.append(
        about,
        inside.has(who)
          ? button(text("take-back"), name, "secondary", () => takeBack(person))
          : button(text("let-in"), name, "primary", () => letIn(person)),
      );
      return line;
    });
    if (words.length && !found.length) {
      lines.push(Object.assign(document.createElement("li"), { className: "door__nobody", textContent: text("nobody") }));
    }
    part("found").replaceChildren(...lines);
  };
  const showDoubles = () => {
    const doubles = [...inside].filter(([who, arrival]) => arrival.keys.length > 1 && personOf(who));
    const lines = doubles.map(([who]) => {
      told.add(who);
      return Object.assign(document.createElement("li"), { textContent: text("double", values(personOf(who))) });
    });
    part("doubles").hidden = !lines.length;
    part("doubles").replaceChildren(...lines);
  };
  const show = async () => {
    inside = arrivals(await store.all("scans"));
    showCounts();
    showDoubles();
    if (search.elements.q.value || part("found").childElementCount) showFound();
  };
  const showState = async (isOnline, waiting) => {
    const waits = waiting === 1 ? text("waits") : text("wait", { number: waiting });
    part("line").textContent = waiting ? waits : text(isOnline ? "online" : "offline");
    part("line").dataset.state = isOnline ? "online" : "offline";
    part("online").hidden = !isOnline;
  };
  const close = async () => {
    isClosed = true;
    list = undefined;
    await store.wipe({ withQueue: false });
    root.replaceChildren();
    root.append(Object.assign(document.createElement("p"), { className: "utrecht-paragraph", textContent: text("closed") }));
  };

  const line = makeLine({
    store,
    onList: async (fresh) => {
      list = fresh;
      await show();
    },
    onScans: show,
    onDropped: () => say(text("dropped"), "no"),
    onState: showState,
    onClosed: close,
  });
  const write = async (who, kind, back = "") => {
    const [key, at, off] = [crypto.randomUUID(), line.now(), line.secondsOff()];
    return { key, who, door: list.door, kind, at, off, back };
  };
  const keep = async (scans) => {
    await store.write(scans);
    await show();
    const waiting = (await store.all("queue")).length;
    await showState(navigator.onLine, waiting);
    line.sync();
  };
  const letIn = async (person) => {
    const [who, name, kind, , hasLapsed] = person;
    const undo = button(text("take-back"), name, "secondary", () => takeBack(person));
    if (inside.has(who)) return say(text("earlier", values(person)), "look", [undo]);
    await keep([await write(who, "in")]);
    const ticket = hasLapsed ? `${list.kinds[kind]} · ${text("lapsed")}` : list.kinds[kind];
    say(`${text("in", { name })} ${ticket}`, hasLapsed ? "look" : "ok", [undo]);
  };
  const takeBack = async (person) => {
    const [who, name] = person;
    const keys = inside.get(who)?.keys ?? [];
    await keep(await Promise.all(keys.map((key) => write(who, "taken_back", key))));
    say(text("back", { name }), "look");
  };
  const onCode = async (code) => {
    const digest = await digestOf(code);
    const find = () => people().find(([, , , kept]) => kept === digest);
    if (!find()) await line.fetchList().catch(() => undefined);
    const person = find();
    if (person) await letIn(person);
    else say(text("unknown"), "no");
  };

  const isOver = () => (list ? list.day : root.dataset.day) < DAY.format(line.now());
  const look = async () => {
    if (isClosed) {
      // The page of a door that is over takes along what still waits.
      if (navigator.onLine && isOver() && (await store.all("queue")).length) location.reload();
    } else if (isOver()) {
      await close();
    } else if (!document.hidden) {
      await line.sync();
    }
  };

  if (list && (list.event !== root.dataset.door || list.day !== root.dataset.day)) {
    await store.wipe({ withQueue: list.event !== root.dataset.door });
    list = undefined;
  }
  readCodes({
    video: part("video"),
    start: part("start"),
    stop: part("stop"),
    photo: part("photo"),
    decoder: root.dataset.decoder,
    onCode,
    onUnreadable: () => say(text("unreadable"), "no"),
    onNoCamera: () => say(text("no-camera"), "no"),
  });
  part("camera").hidden = false;
  search.addEventListener("input", () => list && showFound());
  search.addEventListener("submit", (event) => {
    if (!list) return;
    event.preventDefault();
    showFound();
  });
  part("leave").addEventListener("submit", async (event) => {
    event.preventDefault();
    if ((await store.all("queue")).length) return say(text("unsent"), "no");
    await store.wipe({ withQueue: true });
    event.target.submit();
  });
  addEventListener("online", look);
  addEventListener("offline", async () => showState(false, (await store.all("queue")).length));
  document.addEventListener("visibilitychange", look);
  if (list) await show();
  await look();
  setInterval(look, EVERY);
  if (!isClosed) await keepShell(root).catch((error) => console.warn(error));
  root.dataset.ready = "";
}

// What the page is made of, so that it opens without connection: no names stand in it.
async function keepShell(root) {
  await navigator.serviceWorker.register("/deur/werker.js", { scope: "/deur/" });
  await navigator.serviceWorker.ready;
  const used = performance.getEntriesByType("resource").map((entry) => entry.name);
  const named = [root.dataset.decoder, root.dataset.stylesheet, root.dataset.icons, import.meta.url];
  const built = [...used, ...named].map((name) => new URL(name, location)).filter(isBuilt);
  const cache = await caches.open(CACHE);
  // Without connection it stays as it was.
  if (navigator.onLine) await cache.addAll([...new Set([...built.map((url) => url.pathname), SHELL])]);
}

const isBuilt = (url) => url.origin === location.origin && url.pathname.startsWith("/static/");

async function leave(closed) {
  const store = await openStore();
  await store.wipe({ withQueue: false });
  if (closed.dataset.token) await sendLate(store, closed.dataset.token);
}

const root = document.querySelector("[data-door]");
const closed = document.querySelector("[data-door-closed]");
const isAble = isSecureContext && "serviceWorker" in navigator && "indexedDB" in globalThis;
if (root && isAble) receive(root);
if (closed && isAble) leave(closed).catch(() => undefined);
