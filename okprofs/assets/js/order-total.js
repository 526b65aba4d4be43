// Keeps the total of an order up to date while one chooses. Without it a button asks the server.
export function countTotal(form) {
  const prices = JSON.parse(form.dataset.prices);
  const total = form.querySelector("[data-total]");
  const money = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en-GB" : "nl-NL", { style: "currency", currency: "EUR" });

  const refresh = () => {
    const comesAlong = form.elements.namedItem("comes_along").checked;
    const cents = [...form.querySelectorAll("[type=radio]:checked")].map((choice) => {
      const [own, others] = prices[choice.value];
      if (choice.name.startsWith("own-")) return comesAlong ? own : 0;
      return others;
    });
    total.value = money.format(cents.reduce((sum, one) => sum + one, 0) / 100);
  };

  form.querySelector("[data-count-total]").hidden = true;
  form.addEventListener("change", refresh);
  // After the entries themselves have been added or removed.
  form.addEventListener("click", () => setTimeout(refresh));
  refresh();
}
