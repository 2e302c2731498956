/* What the pages do beyond HTMX: keys, panes, the panel, the upload field. Every page also works without this file.

   Keys are not listed here: an element says its own key, <a data-key="j">, and the key clicks it. */
"use strict";

(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const panel = one("#panel");
  document.documentElement.classList.add("js");

  /* Keys */
  const help = one("#keys");
  const helpButton = one("#keys-button");
  if (helpButton) {
    helpButton.hidden = false;
    helpButton.addEventListener("click", () => help.showModal());
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    const typing = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select");
    if (typing) {
      if (event.key === "Escape") typing.blur();
      return;
    }
    if (event.key === "?") {
      event.preventDefault();
      help.showModal();
      return;
    }
    if (!/^[a-z/]$|^Escape$/.test(event.key)) return;
    const target = one(`[data-key="${event.key}"]`) || (event.key === "j" && one("[data-open]"));
    if (!target) return;
    event.preventDefault();
    if (target.matches("input")) {
      target.focus();
      target.select();
      return;
    }
    target.click();
    if (target.matches("summary")) {
      const field = one("input:not([type=hidden]), select, textarea", target.parentElement);
      if (field && target.parentElement.open) {
        target.parentElement.scrollIntoView({ block: "start" });
        field.focus({ preventScroll: true });
      }
    }
  });

  /* Panes: which of rows, outline and findings is in view */
  const plan = one("main.plan");
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("a[data-pane]");
    if (!tab || !plan || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    showPane(tab.dataset.pane);
  });

  function showPane(name) {
    plan.dataset.pane = name;
    for (const tab of all("a[data-pane]")) mark(tab, tab.dataset.pane === name);
  }

  function mark(element, on) {
    if (on) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
  }

  /* The outline narrows the list through the form, so that the other filters stay as they are now */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-section]");
    const form = one("#filters");
    if (!link || !form || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    form.elements.section.value = link.dataset.section;
    form.elements.line.value = "";
    form.requestSubmit();
    for (const other of all("a[data-section]")) mark(other, other === link);
    if (plan.dataset.pane === "outline" && matchMedia("(max-width: 899px)").matches) showPane("rows");
  });

  for (const more of all(".filters-more")) {
    if (matchMedia("(max-width: 899px)").matches && !one("select.on", more)) more.open = false;
  }
  document.addEventListener("change", (event) => {
    if (event.target.matches(".choice select")) event.target.classList.toggle("on", event.target.value !== "");
  });

  /* A request that failed is told: HTMX itself would say nothing */
  const notice = one("#notice");
  const tell = (text) => {
    notice.textContent = text;
    notice.hidden = false;
  };
  document.addEventListener("htmx:responseError", () => tell(document.body.dataset.failed));
  document.addEventListener("htmx:sendError", () => tell(document.body.dataset.unreachable));
  document.addEventListener("htmx:beforeRequest", () => {
    notice.hidden = true;
  });

  /* What is marked or chosen may lie beyond the edge of a box that scrolls */
  function showMark() {
    const found = one("blockquote mark");
    if (found) found.parentElement.scrollTop = found.offsetTop - found.parentElement.clientHeight / 2;
  }
  showMark();

  const kind = one(".segments input:checked");
  if (kind) {
    const segments = kind.closest(".segments");
    segments.scrollLeft = kind.parentElement.offsetLeft - segments.clientWidth / 2;
  }

  /* The panel beside the list */
  document.addEventListener("htmx:afterSwap", (event) => {
    const opened = event.detail.target.id === "panel" && panel;
    if (opened) {
      panel.scrollTop = 0;
      showMark();
      panel.focus({ preventScroll: true });
      const error = one("[aria-invalid=true]", panel);
      if (error) error.focus();
    }
    markRow(opened);
  });

  function markRow(show) {
    const open = panel && one("[data-row]", panel);
    for (const row of all("tr[data-row]")) {
      const current = Boolean(open) && row.dataset.row === open.dataset.row;
      mark(row, current);
      if (current && show) row.scrollIntoView({ block: "nearest" });
    }
  }

  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (!close || !plan || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const open = one("[data-row]", panel).dataset.row;
    panel.replaceChildren();
    markRow();
    history.pushState({}, "", close.href);
    const row = one(`tr[data-row="${open}"] [data-open]`);
    if (row) row.focus({ preventScroll: true });
  });
  if (plan) addEventListener("popstate", () => location.reload());

  /* A single file: its name beside the button */
  for (const picker of document.querySelectorAll("form:not(.upload) .picked")) {
    const field = one("input[type=file]", picker.parentElement);
    field.addEventListener("change", () => {
      if (field.files.length) one("output", picker).textContent = field.files[0].name;
    });
  }

  /* Upload: drop files anywhere on the form; say at once when they are too large */
  const upload = one("form.upload");
  if (upload) {
    const files = one("input[type=file]", upload);
    const problem = one("#upload-problem");
    const tooLarge = () => [...files.files].reduce((sum, file) => sum + file.size, 0) > Number(upload.dataset.limit);
    const chosen = one("output", upload);
    const check = () => {
      const [first, second] = files.files;
      if (!first) chosen.textContent = chosen.dataset.none;
      else chosen.textContent = second ? chosen.dataset.some.replace("#", files.files.length) : first.name;
      problem.hidden = !tooLarge();
      problem.textContent = problem.hidden ? "" : upload.dataset.tooLarge;
      return problem.hidden;
    };
    files.addEventListener("change", check);
    check();
    upload.addEventListener("submit", (event) => {
      if (!check()) event.preventDefault();
    });
    for (const name of ["dragover", "dragleave", "drop"]) {
      upload.addEventListener(name, (event) => {
        event.preventDefault();
        upload.classList.toggle("over", name === "dragover");
        if (name === "drop" && event.dataTransfer.files.length) {
          files.files = event.dataTransfer.files;
          check();
        }
      });
    }
  }
})();
