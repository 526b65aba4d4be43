// What is wrong is said first: the summary gets the focus, and its links go to the control itself.
export function focusErrors() {
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const control = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!control) return;
    event.preventDefault();
    (control.closest(".field, fieldset") ?? control).scrollIntoView({ block: "start" });
    control.focus({ preventScroll: true });
  });
}
