// A button that opens the form of a board in a frame. Put it on a page of your own:
//   <script src="https://DUET/duet-feedback.js" data-board="BOARD" async></script>
// It reads nothing of the page, keeps nothing, and sends nothing until somebody writes.
// data-label changes the word on the button; any element with data-duet-feedback opens the form too.
(() => {
  const script = document.currentScript;
  const board = script?.dataset.board;
  if (!board) return;
  const address = new URL(`/embed/feedback/${encodeURIComponent(board)}`, script.src).href;
  const host = document.createElement('duet-feedback');
  // Styles of the page do not reach in here, and ours do not reach out.
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    button { font: 500 15px/1.3 system-ui, sans-serif; cursor: pointer; border: 0; border-radius: 999px; padding: 11px 18px; color: #fff; background: #6246c4; }
    button:focus-visible { outline: 3px solid #a994f5; outline-offset: 2px; }
    .open { position: fixed; right: 18px; bottom: 18px; z-index: 2147483000; box-shadow: 0 4px 16px #0003; }
    dialog { width: min(440px, calc(100vw - 24px)); height: min(660px, calc(100vh - 24px)); padding: 0; border: 0; border-radius: 12px; overflow: hidden; background: #fff; box-shadow: 0 12px 48px #0005; }
    dialog::backdrop { background: #0006; }
    iframe { width: 100%; height: calc(100% - 52px); border: 0; display: block; }
    .bar { height: 52px; display: flex; align-items: center; justify-content: flex-end; padding: 0 10px; background: #f2f1f7; box-sizing: border-box; }
    .bar button { padding: 7px 14px; color: #1b1d22; background: #fff; border: 1px solid #cfd4dc; }`);
  root.adoptedStyleSheets = [sheet];
  const label = script.dataset.label || 'Feedback';
  const button = document.createElement('button');
  button.className = 'open';
  button.type = 'button';
  button.textContent = label;
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-label', label);
  const bar = document.createElement('div');
  bar.className = 'bar';
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = script.dataset.close || 'Close';
  bar.append(close);
  dialog.append(bar);
  root.append(button, dialog);

  const open = () => {
    // Loaded when it is asked for: a page that nobody writes on has no frame.
    const frame = document.createElement('iframe');
    frame.src = address;
    frame.title = label;
    frame.referrerPolicy = 'no-referrer';
    dialog.querySelector('iframe')?.remove();
    dialog.append(frame);
    dialog.showModal();
  };
  button.addEventListener('click', open);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.querySelector('iframe')?.remove());
  document.addEventListener('click', event => {
    if (event.target instanceof Element && event.target.closest('[data-duet-feedback]')) { event.preventDefault(); open(); }
  });
  const put = () => document.body.append(host);
  document.body ? put() : addEventListener('DOMContentLoaded', put);
})();
