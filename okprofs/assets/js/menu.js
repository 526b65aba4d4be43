// The navigation of beheer can be wider than a phone: what is current is brought into sight.
export function showCurrent() {
  document.querySelector(".office__link[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

// The browser opens and closes the menu of a phone by itself. It is closed too when the focus leaves it, and when a
// screen grows wide enough to show it always.
export function closeMenu() {
  const menu = document.getElementById("menu");
  if (!menu?.hidePopover) return;
  const close = () => menu.matches(":popover-open") && menu.hidePopover();
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  matchMedia("(min-width: 68rem)").addEventListener("change", close);
}
