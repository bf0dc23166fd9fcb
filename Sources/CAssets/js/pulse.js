/**
 * The page of a round: shows how things stand, and hands what was answered to the keeper. Fetching and sending is the errand of
 * every page (tickets.js); all of the cryptography, and all that is kept in this browser, is in blind-tickets.js.
 */
const { base64URL, sentence } = globalThis.BlindTickets;
const { keeper: opening, ways, manifest } = globalThis.TicketErrand;
const room = document.querySelector("pulse-round");
const { survey, segment } = room.dataset;
const part = (name) => room.querySelector(`[data-part="${name}"]`);

/** What the form holds, as the server reads it. What was left out is absent. */
async function answers(asked, keeper) {
  const given = {};
  const replyTo = {};
  for (const question of asked.querySelectorAll("[data-question]")) {
    const value = read(question);
    if (value === undefined) continue;
    given[question.dataset.question] = { [question.dataset.kind]: value };
    if (question.dataset.kind === "words" && asked.elements["may-reply"].checked) {
      replyTo[question.dataset.question] = base64URL(await keeper.replyAddress(survey, question.dataset.question));
    }
  }
  const tie = asked.elements["tie"];
  const pseudonym = tie?.checked ? base64URL(await keeper.pseudonym(survey)) : undefined;
  if (tie && !tie.checked) await keeper.untie(survey);
  return { pseudonym, answers: given, maySeeWords: asked.elements["may-see-words"]?.checked ?? false, replyTo };
}

function read(question) {
  const checked = [...question.querySelectorAll("input:checked")].map((input) => input.value);
  switch (question.dataset.kind) {
    case "point": return checked.length ? Number(checked[0]) : undefined;
    case "choice": return checked[0];
    case "several": return checked.length ? checked : undefined;
    case "dots": return dots([...question.querySelectorAll("select")]);
    case "ranking": return ranking([...question.querySelectorAll("select")]);
    default: return question.querySelector("textarea").value.trim() || undefined;
  }
}

function ranking(places) {
  if (places.some((place) => !place.value)) return undefined;
  return places.sort((one, other) => one.value - other.value).map((place) => place.dataset.option);
}

/** Nothing where no dot was given out. */
function dots(places) {
  const given = places.filter((place) => place.value !== "0").map((place) => [place.dataset.option, Number(place.value)]);
  return given.length ? Object.fromEntries(given) : undefined;
}

async function show(keeper) {
  const status = await keeper.status(survey);
  part("status").textContent = sentence(status);
  part("form").hidden = !["waiting", "ready"].includes(status.state);
  part("planned").hidden = status.state !== "planned";
  part("carry").hidden = status.state !== "ready";
}

async function start() {
  const keeper = await opening;
  if (!keeper) return (part("insecure").hidden = false);
  // Joined long ago or not: the rules have to be the same as ever.
  await keeper.join(await manifest(survey), { segment });
  const { tie } = part("form").querySelector("form").elements;
  if (tie) tie.checked = await keeper.isTied(survey);
  part("form").querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const atOnce = event.target.elements.when.value === "now";
    await attempt(async () => {
      const bytes = new TextEncoder().encode(JSON.stringify(await answers(event.target, keeper)));
      await keeper.answer(survey, bytes, { atOnce });
      if (atOnce) await keeper.run(ways);
      event.target.reset();
      if (tie) tie.checked = await keeper.isTied(survey);
      await show(keeper);
      part("status").focus();
    });
  });
  part("planned").querySelector("button").addEventListener("click", () => attempt(async () => {
    await keeper.withdraw(survey);
    await show(keeper);
  }));
  part("carry").querySelector("button").addEventListener("click", () => attempt(async () => {
    part("ticket").querySelector("textarea").value = await keeper.handOver(survey);
    part("ticket").hidden = false;
    await show(keeper);
    part("ticket").querySelector("textarea").focus();
  }));
  carryTie(keeper, tie);
  await show(keeper);
  document.addEventListener("tickets-changed", () => show(keeper));
}

/** What ties one's answers goes to another device by hand alone. */
function carryTie(keeper, tie) {
  const panel = part("tie");
  if (!panel) return;
  panel.hidden = false;
  const [shown, taken] = [panel.querySelector('[name="tie-shown"]'), panel.querySelector('[name="tie-taken"]')];
  panel.querySelector("[data-step=show]").addEventListener("click", () => attempt(async () => {
    shown.value = await keeper.tieLine(survey);
    shown.focus();
    shown.select();
  }));
  panel.querySelector("[data-step=take]").addEventListener("click", () => attempt(async () => {
    await keeper.takeTie(survey, taken.value);
    taken.value = "";
    tie.checked = true;
    panel.querySelector("[role=status]").textContent = "Taken over: answers from this browser are tied as there. Clear the clipboard.";
  }));
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
