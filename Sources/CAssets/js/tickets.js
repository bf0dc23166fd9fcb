/**
 * On every page of somebody whom an open round asks: has this browser fetch its ticket at a random time, whether they will
 * answer or not, and send an answer that waits at its moment. So neither a ticket nor an answer leaves because the round's page
 * is open. On everybody's pages while replies of the last weeks may be followed up: a follow-up leaves in the same way. All of
 * the cryptography, and all that is kept in this browser, is in blind-tickets.js.
 *
 * Pages of people whom nothing asks have no errand, and ask the server for nothing.
 */
const { Keeper, TicketTrouble, base64URL, fromBase64URL, isSupported, submit } = globalThis.BlindTickets;
const { owner, form, rounds } = JSON.parse(document.querySelector('meta[name="ticket-errand"]').content);
const address = (survey, what) => `/api/v1/pulse/${survey}/${what}`;

const ways = {
  async requestTicket(survey, blinded) {
    const answer = await fetch(address(survey, "ticket"), {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ form, blinded: base64URL(blinded) }),
    });
    const body = await answer.json();
    if (answer.ok) return fromBase64URL(body.signature);
    // What is refused for good is a trouble; anything else is asked again.
    if (answer.status === 403 || answer.status === 409) throw new TicketTrouble(body.detail);
    throw new Error(body.detail);
  },
  send: (_, envelope) => submit("/api/v1/pulse/answers", envelope),
  sendFollowUp: (body) => submit("/api/v1/pulse/follow-ups", body),
};

/** The rules as they are published. */
async function manifest(survey) {
  const answer = await fetch(address(survey, "manifest"));
  if (!answer.ok) throw new Error(`The rules cannot be read now: ${answer.status}.`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Begins what was not begun yet. The page of a round says what went wrong; other pages try again at the next visit. */
async function join(keeper, { survey, segment }) {
  if ((await keeper.status(survey)).state !== "none") return;
  try {
    await keeper.join(await manifest(survey), { segment });
  } catch {
    return;
  }
}

async function begin() {
  if (!isSupported()) return null;
  const keeper = await Keeper.open(owner);
  for (const round of rounds) await join(keeper, round);
  keeper.start(ways, () => document.dispatchEvent(new Event("tickets-changed")));
  return keeper;
}

/** For the page of a round: the keeper, or null where the browser cannot do it; and how it reaches the server. */
globalThis.TicketErrand = Object.freeze({ keeper: begin(), ways, manifest, form });
