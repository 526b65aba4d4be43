// Speaks with the site: sends what waits, hears what other doors scanned, fetches the list when it changed.
const MOST_AT_ONCE = 200;
const PATIENCE = 15000;

class Closed extends Error {}
class TokenGone extends Error {}

async function ask(url, options = {}) {
  const answer = await fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE), cache: "no-store" });
  const isOurs = answer.headers.get("Content-Type")?.includes("json");
  if (answer.status === 404 && isOurs && (await answer.json()).closed) throw new Closed();
  if (answer.status === 400) throw new TokenGone();
  if (!answer.ok || !isOurs) throw new Error(`answer ${answer.status}`);
  return answer.json();
}

// After the day: what still waits goes along, and nothing comes back.
export async function sendLate(store, token) {
  const waiting = (await store.all("queue")).slice(0, MOST_AT_ONCE);
  if (!waiting.length) return;
  const answer = await ask("/deur/scans", asked(token, { number: 0, scans: waiting }));
  await store.sent(waiting, new Set(answer.dropped));
  await sendLate(store, token);
}

function asked(token, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return { method: "POST", headers, body: JSON.stringify(body) };
}

export function makeLine({ store, onList, onScans, onDropped, onState, onClosed }) {
  let token = "";
  let mark = "";
  let number = 0;
  let running = false;
  let wantsMore = false;
  // How much our clock is ahead of this telephone's, in milliseconds.
  let ahead = 0;

  const setClock = (began, now) => {
    ahead = now - Math.round((began + Date.now()) / 2);
  };
  const fetchList = async () => {
    const began = Date.now();
    const list = await ask("/deur/lijst");
    setClock(began, list.now);
    ({ token, mark } = list);
    const { token: _token, now: _now, ...kept } = list;
    await store.keepList(kept);
    await onList(kept);
  };
  const exchange = async () => {
    const waiting = (await store.all("queue")).slice(0, MOST_AT_ONCE);
    const began = Date.now();
    const answer = await ask("/deur/scans", asked(token, { number, scans: waiting }));
    const dropped = new Set(answer.dropped);
    await store.sent(waiting, dropped);
    if (dropped.size) onDropped();
    if (answer.closed) throw new Closed();
    setClock(began, answer.now);
    const heard = answer.scans.map(([, key, who, door, kind, at, back]) => ({ key, who, door, kind, at, off: 0, back }));
    number = answer.scans.at(-1)?.[0] ?? number;
    await store.learn(heard);
    await onScans();
    if (answer.mark !== mark) await fetchList();
    return waiting.length === MOST_AT_ONCE || heard.length >= 2000;
  };
  const speak = async () => {
    if (!token) await fetchList();
    let goesOn = true;
    while (goesOn) {
      try {
        goesOn = await exchange();
      } catch (error) {
        if (!(error instanceof TokenGone)) throw error;
        await fetchList();
        goesOn = await exchange();
      }
    }
  };

  const sync = async () => {
    wantsMore = running;
    if (running) return;
    running = true;
    let isOnline = true;
    try {
      await speak();
    } catch (error) {
      if (error instanceof Closed) return onClosed();
      isOnline = false;
    } finally {
      running = false;
    }
    await onState(isOnline, (await store.all("queue")).length);
    if (wantsMore && isOnline) await sync();
  };
  return { sync, fetchList, now: () => Date.now() + ahead, secondsOff: () => Math.round(-ahead / 1000) };
}
