// On every page: bring what the server reports to the reader's attention.
const summary = document.querySelector("[data-autofocus]");
if (summary) {
  document.title = interpolate(gettext("Error: %s"), [document.title]);
  summary.focus();
}
