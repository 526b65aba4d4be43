// Shows the answer of a search while it is being asked: the results, the filters with their counts, and the address, so
// that it can be shared. The lines marked data-count are read aloud.
const PAUSE = 300;

export function searchLive(form) {
  const id = form.dataset.liveSearch;
  const status = Object.assign(document.createElement("p"), { className: "visually-hidden", role: "status" });
  form.after(status);
  let timer;
  let running;

  const show = async (url) => {
    running?.abort();
    running = new AbortController();
    const place = document.getElementById(id);
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal: running.signal, headers: { Accept: "text/html" } });
      const answered = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || !answered.getElementById(id)) throw new Error("no results in the answer");
      const focused = document.activeElement.id;
      const folded = (inside) => [...document.querySelectorAll(`#filters details${inside}`)];
      const unfolded = folded("[open]").map((group) => group.firstElementChild.textContent);
      for (const part of [id, "filters", "filters-count"]) {
        const shown = document.getElementById(part);
        shown?.replaceChildren(...(answered.getElementById(part)?.childNodes ?? []));
      }
      // What someone unfolded stays so, also when nothing is chosen there any more.
      for (const group of folded("")) group.open ||= unfolded.includes(group.firstElementChild.textContent);
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      place.removeAttribute("aria-busy");
      const said = [...place.querySelectorAll("[data-count]")];
      status.textContent = said.map((line) => line.textContent.replace(/\s+/g, " ").trim()).join(" ");
      history.replaceState(null, "", url);
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url);
    }
  };
  const address = () => {
    const url = new URL(form.action);
    url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== "")).toString();
    return url;
  };

  form.addEventListener("input", (event) => {
    if (!event.target.matches("input[type=search]")) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(address()), PAUSE);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("input[type=search]")) return;
    clearTimeout(timer);
    show(address());
  });
}
