// Adds and removes entries of a list in a form, such as the people of an order. Without it the same buttons are sent to the server.
export function editEntries(place) {
  const { minimum, maximum } = place.dataset;
  const entries = () => [...place.querySelectorAll("[data-entry]")];
  const add = place.querySelector("[data-add-entry]");

  const refresh = () => {
    entries().forEach((entry, index, all) => {
      entry.querySelector("[data-entry-number]").textContent = String(index + 1);
      const remove = entry.querySelector("[data-remove-entry]");
      if (remove) remove.hidden = all.length <= Number(minimum);
      remove?.setAttribute("aria-label", `${remove.textContent.trim()} ${entry.querySelector("legend").textContent.replace(/\s+/g, " ").trim()}`);
    });
    if (add) add.hidden = entries().length >= Number(maximum);
  };

  const copy = (entry) => {
    const from = entry.id;
    const highest = Math.max(...entries().map((one) => Number(one.id.match(/\d+$/)[0])));
    const to = from.replace(/\d+$/, String(highest + 1));
    const fresh = entry.cloneNode(true);
    for (const element of [fresh, ...fresh.querySelectorAll("*")]) {
      for (const attribute of [...element.attributes]) {
        if (["id", "name", "for", "value", "aria-describedby", "aria-controls"].includes(attribute.name) && attribute.value.includes(from)) element.setAttribute(attribute.name, attribute.value.replaceAll(from, to));
      }
      if (element.matches("input:not([type=radio], [type=checkbox], [type=hidden]), textarea")) element.value = "";
      if (element.matches("[type=checkbox], [type=radio]")) element.checked = false;
      if (element.matches("select")) element.selectedIndex = 0;
      element.removeAttribute("aria-invalid");
      element.classList.remove(...[...element.classList].filter((name) => name.endsWith("--invalid")));
    }
    // What has but one answer is answered, as the server does it.
    for (const group of fresh.querySelectorAll("[role=radiogroup]")) {
      const open = group.querySelectorAll("[type=radio]:enabled");
      if (open.length === 1) open[0].checked = true;
    }
    fresh.querySelectorAll("input[type=hidden]").forEach((hidden) => { hidden.value = ""; });
    fresh.querySelectorAll(".utrecht-form-field-error-message").forEach((message) => message.remove());
    return fresh;
  };

  place.addEventListener("click", (event) => {
    const remove = event.target.closest("[data-remove-entry]");
    // A first entry without a remove button has none to copy; then the server adds one.
    const model = entries().find((entry) => entry.querySelector("[data-remove-entry]"));
    if (event.target.closest("[data-add-entry]") && model) {
      event.preventDefault();
      const fresh = copy(model);
      entries().at(-1).after(fresh);
      refresh();
      fresh.querySelector("input:not([type=hidden]), select, textarea").focus();
    } else if (remove) {
      event.preventDefault();
      remove.closest("[data-entry]").remove();
      refresh();
      (add && !add.hidden ? add : place).focus();
    }
  });
}
