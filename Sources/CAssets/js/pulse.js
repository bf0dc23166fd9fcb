/**
 * The page of a round: joins it, shows how things stand, and hands what was answered to the keeper, which sends it at its
 * moment. All of the cryptography, and all that is kept in this browser, is in blind-tickets.js.
 */
const { Keeper, TicketTrouble, base64URL, fromBase64URL, isSupported, sentence, submit } = globalThis.BlindTickets;
const room = document.querySelector("pulse-round");
const { survey, segment, owner, form } = room.dataset;
const part = (name) => room.querySelector(`[data-part="${name}"]`);

const ways = {
  async requestTicket(_, blinded) {
    const answer = await fetch(room.dataset.issue, {
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
  send: (_, envelope) => submit(room.dataset.answers, envelope),
};

/** What the form holds, as the server reads it. What was left out is absent. */
function answers(asked) {
  const given = {};
  for (const question of asked.querySelectorAll("[data-question]")) {
    const value = read(question);
    if (value !== undefined) given[question.dataset.question] = { [question.dataset.kind]: value };
  }
  return { answers: given, maySeeWords: asked.elements["may-see-words"]?.checked ?? false };
}

function read(question) {
  const checked = [...question.querySelectorAll("input:checked")].map((input) => input.value);
  switch (question.dataset.kind) {
    case "point": return checked.length ? Number(checked[0]) : undefined;
    case "choice": return checked[0];
    case "several": return checked.length ? checked : undefined;
    case "ranking": return ranking([...question.querySelectorAll("select")]);
    default: return question.querySelector("textarea").value.trim() || undefined;
  }
}

function ranking(places) {
  if (places.some((place) => !place.value)) return undefined;
  return places.sort((one, other) => one.value - other.value).map((place) => place.dataset.option);
}

async function show(keeper) {
  const status = await keeper.status(survey);
  part("status").textContent = sentence(status);
  part("form").hidden = !["waiting", "ready"].includes(status.state);
  part("planned").hidden = status.state !== "planned";
}

async function start() {
  if (!isSupported()) return (part("insecure").hidden = false);
  const keeper = await Keeper.open(owner);
  const manifest = await fetch(room.dataset.manifest).then((answer) => answer.arrayBuffer());
  await keeper.join(new Uint8Array(manifest), { segment });
  part("form").querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const bytes = new TextEncoder().encode(JSON.stringify(answers(event.target)));
    const atOnce = event.target.elements.when.value === "now";
    await attempt(async () => {
      await keeper.answer(survey, bytes, { atOnce });
      if (atOnce) await keeper.run(ways);
      event.target.reset();
      await show(keeper);
      part("status").focus();
    });
  });
  part("planned").querySelector("button").addEventListener("click", () => attempt(async () => {
    await keeper.withdraw(survey);
    await show(keeper);
  }));
  await show(keeper);
  keeper.start(ways, () => show(keeper));
}

async function attempt(step) {
  try {
    part("trouble").hidden = true;
    await step();
  } catch (trouble) {
    part("trouble").hidden = false;
    part("trouble").querySelector("p").textContent = trouble.message;
  }
}

attempt(start);
