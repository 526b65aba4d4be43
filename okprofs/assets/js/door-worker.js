// Lets the page of a door open without connection. It keeps nothing itself: the page puts in the cache what it needs.
import { CACHE } from "./door/store.js";

const SHELL = "/deur/scannen";
const PATIENCE = 4000;

const kept = async (request) => (await caches.open(CACHE)).match(request, { ignoreSearch: true, ignoreVary: true });

async function page(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status < 500) return answer;
    return (await kept(SHELL)) ?? answer;
  } catch {
    return (await kept(SHELL)) ?? Response.error();
  }
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" && url.pathname === SHELL) event.respondWith(page(event.request));
  else if (url.pathname.startsWith("/static/")) {
    event.respondWith(kept(event.request).then((found) => found ?? fetch(event.request)));
  }
});
