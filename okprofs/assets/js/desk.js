// The keys of a desk: j and k go through the queue, ? shows the list of keys. A key typed in a field is only a letter.
export function desk() {
  const items = [...document.querySelectorAll("[data-queue-item]")];
  const shortcuts = document.querySelector("[data-shortcuts]");
  if (!items.length && !shortcuts) return;
  const current = items.findIndex((item) => item.getAttribute("aria-current"));
  items[current]?.scrollIntoView({ block: "nearest" });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const next = { j: items[current + 1], k: items[current - 1] }[event.key];
    if (next) location.assign(next.href);
    if (event.key === "?") shortcuts?.click();
  });
}
