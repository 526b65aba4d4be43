// Suggestions while typing, after the combobox pattern of ARIA. What is not in the list may still be typed.
// With data-suggestions-many there are several in the field, with commas between them; they go with the last.
const PAUSE = 180;

export function suggest(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions__list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? "");
  list.hidden = true;
  const place = document.createElement("div");
  place.className = "suggestions";
  input.before(place);
  place.append(input, list);
  input.autocomplete = "off";
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);

  let active = -1;
  let timer;
  let asked = 0;

  const show = (texts) => {
    list.replaceChildren(...texts.map((text, index) => Object.assign(document.createElement("li"), { id: `${list.id}-${index}`, className: "suggestions__option", role: "option", textContent: text })));
    list.hidden = texts.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    point(-1);
  };
  const point = (index) => {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  };
  const earlier = () => ("suggestionsMany" in input.dataset ? input.value.slice(0, input.value.lastIndexOf(",") + 1) : "");
  const choose = (option) => {
    input.value = `${earlier()}${earlier() && " "}${option.textContent}`;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    show([]);
  };
  const ask = async () => {
    const turn = ++asked;
    const query = input.value.slice(earlier().length).trim();
    const url = new URL(input.dataset.suggestionsUrl, location.href);
    url.searchParams.set("q", query);
    const texts = query.length < 2 ? [] : await fetch(url, { headers: { Accept: "application/json" } }).then((answer) => (answer.ok ? answer.json() : [])).catch(() => []);
    if (turn === asked && document.activeElement === input) show(texts.slice(0, 8));
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  input.addEventListener("blur", () => { asked += 1; show([]); });
  list.addEventListener("pointerdown", (event) => { event.preventDefault(); if (event.target.matches("li")) choose(event.target); });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && count) { event.preventDefault(); show([]); }
    if (event.key === "Enter" && active >= 0) { event.preventDefault(); choose(list.children[active]); }
    if (count && ["ArrowDown", "ArrowUp"].includes(event.key)) { event.preventDefault(); point((active + (event.key === "ArrowDown" ? 1 : count) + (active < 0 && event.key === "ArrowUp" ? 1 : 0)) % count); }
  });
}
