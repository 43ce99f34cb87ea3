// A code that came behind the # never reaches a server by itself: put into the form, sent, and taken out of the address.
function take() {
  const code = document.getElementById("code");
  const sent = location.hash.slice(1);
  if (!code || !/^[0-9A-Za-z-]{26,40}$/.test(sent)) return;
  code.value = sent;
  history.replaceState(null, "", location.pathname + location.search);
  code.form.requestSubmit();
}
addEventListener("hashchange", take);
take();
