// The inbox by keyboard. Everything it does can be done by links and forms, too; handlers sit on the document, so that pages
// that come by enhanced navigation need nothing.
const moves = { j: 1, k: -1 };

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const list = document.querySelector(".inbox-list");
  if (!list) return;
  if (event.key in moves) {
    const rows = [...list.querySelectorAll("li")];
    const at = rows.findIndex(row => row.getAttribute("aria-current") === "true");
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + moves[event.key]))];
    if (next && next !== rows[at]) next.querySelector(".t a").click();
  } else if (event.key === "?") {
    const keys = list.querySelector("details.keys");
    keys.open = !keys.open;
    if (keys.open) keys.scrollIntoView({ block: "nearest" });
  } else {
    const target = /^[ltmrec/]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
    if (!target) return;
    if (target.tagName === "SUMMARY") {
      target.parentElement.open = true;
      (target.parentElement.querySelector("form input:not([type=hidden]), form textarea, form select") ?? target).focus();
    } else target.focus();
    target.scrollIntoView({ block: "nearest" });
  }
  event.preventDefault();
});
