// Files that are too large are named before they go: the server would refuse the whole form, with what was typed.
export function checkSize(input) {
  const isTooLarge = () => [...input.files].reduce((sum, file) => sum + file.size, 0) > Number(input.dataset.mostBytes);
  const tell = () => {
    input.setCustomValidity(isTooLarge() ? input.dataset.tooLarge : "");
    return input.reportValidity();
  };
  input.addEventListener("change", tell);
  input.form.addEventListener("submit", (event) => {
    if (tell()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
}
