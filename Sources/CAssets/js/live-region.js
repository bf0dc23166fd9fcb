/**
 * Keeps a part of a page live: `<live-region src="/events/…" event="import">`.
 *
 * Every message of that name carries the HTML of the whole region, drawn by the server with the component that drew the page.
 * The page is complete without it; a message named `end` closes the stream, and `data-then` on the region says where to go next.
 */
class LiveRegion extends HTMLElement {
  #source = null;

  connectedCallback() {
    const address = this.getAttribute("src");
    if (!address || !("EventSource" in window)) return;
    this.#source = new EventSource(address);
    this.#source.addEventListener(this.getAttribute("event") ?? "message", this.#show);
    this.#source.addEventListener("end", this.#end);
    this.#source.addEventListener("error", this.#lost);
    this.#source.addEventListener("open", this.#found);
  }

  disconnectedCallback() {
    this.#source?.close();
    this.#source = null;
  }

  #show = (message) => {
    const focused = this.contains(document.activeElement) ? document.activeElement.id : "";
    this.innerHTML = message.data;
    if (focused) document.getElementById(focused)?.focus();
  };

  #end = (message) => {
    if (message.data) this.#show(message);
    this.disconnectedCallback();
    const next = this.dataset.then;
    if (next && new URL(next, location.href).origin === location.origin) location.assign(next);
  };

  // The browser reconnects by itself; until then the page says that what it shows may be old.
  #lost = () => this.setAttribute("data-stale", "");
  #found = () => this.removeAttribute("data-stale");
}

customElements.define("live-region", LiveRegion);
