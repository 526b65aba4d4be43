// What a telephone keeps of a door: the list of who is expected, the scans it knows, and those that are not sent yet.
// The scans hold no names; so they may wait here, also when the names are wiped.
const STORES = ["kept", "scans", "queue"];

export const CACHE = "deur";

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export async function openStore() {
  const opening = indexedDB.open("deur", 1);
  opening.onupgradeneeded = () => STORES.forEach((name) => opening.result.createObjectStore(name));
  const database = await done(opening);
  const change = (names, work) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(names, "readwrite", { durability: "strict" });
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
      work((name) => transaction.objectStore(name));
    });
  return {
    list: () => done(database.transaction("kept").objectStore("kept").get("list")),
    all: (name) => done(database.transaction(name).objectStore(name).getAll()),
    keepList: (list) => change(["kept"], (store) => store("kept").put(list, "list")),
    // A scan is safe here before anybody is told that it was done.
    write: (scans) =>
      change(["scans", "queue"], (store) =>
        scans.forEach((scan) => {
          store("scans").put(scan, nameOf(scan));
          store("queue").put(scan, nameOf(scan));
        }),
      ),
    learn: (scans) => change(["scans"], (store) => scans.forEach((scan) => store("scans").put(scan, nameOf(scan)))),
    sent: (scans, dropped) =>
      change(["scans", "queue"], (store) =>
        scans.forEach((scan) => {
          store("queue").delete(nameOf(scan));
          if (dropped.has(scan.key)) store("scans").delete(nameOf(scan));
        }),
      ),
    wipe: async ({ withQueue }) => {
      await change(STORES, (store) => (withQueue ? STORES : ["kept", "scans"]).forEach((name) => store(name).clear()));
      await caches.delete(CACHE);
    },
  };
}

export function nameOf(scan) {
  return [scan.key, scan.who, scan.door, scan.kind, scan.at, scan.back].join("\n");
}
