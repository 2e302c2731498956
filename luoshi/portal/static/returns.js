/* The form of a return: Enter and the arrows move between the values, a chosen file is sent at once. */
"use strict";

(() => {
  const form = document.querySelector("#fill");

  document.addEventListener("keydown", (event) => {
    if (!event.target.matches("input.cell") || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const cells = [...form.querySelectorAll("input.cell")];
    const next = cells[cells.indexOf(event.target) + step];
    if (next) {
      next.focus();
      next.select();
    } else event.target.dispatchEvent(new Event("change", { bubbles: true }));
  });

  /* Enter in a note must not file the return or send the whole form: the change is saved as it leaves the field */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !form || !form.contains(event.target)) return;
    if (event.target.matches("input:not(.cell)")) {
      event.preventDefault();
      event.target.blur();
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file][data-submit]") && event.target.files.length) event.target.form.requestSubmit();
  });
})();
