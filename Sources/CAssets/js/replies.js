/**
 * On the page of a result: opens the replies that were sealed for this browser, and seals what a lead writes back and what a writer
 * follows up with. The server has no text of either. Every reader's browser fetches every reply, so that asking says nothing about
 * who wrote what.
 */
const { base64URL, fromBase64URL, sealReply } = globalThis.BlindTickets;
const { keeper: opening, form, ways } = globalThis.TicketErrand;
const address = (survey) => `/api/v1/pulse/${survey}/replies`;

function note(text) {
  const note = document.createElement("p");
  note.className = "note";
  note.textContent = text;
  return note;
}

// ---- Who wrote the words -----------------------------------------------------------------------------------------

async function showReplies(box) {
  const keeper = await opening;
  if (!keeper) return;
  const { survey } = box.dataset;
  const answer = await fetch(address(survey), { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const { replies } = await answer.json();
  const opened = await keeper.replies(survey, replies.map(fromBase64URL));
  box.querySelectorAll("[data-part=reply]").forEach((shown) => shown.remove());
  opened.forEach((reply, place) => box.append(drawn(reply, place, box, keeper)));
}

function drawn({ text, permit, name, followUp }, place, box, keeper) {
  const shown = document.createElement("div");
  shown.dataset.part = "reply";
  shown.append(note(`Somebody who leads wrote back to you: ${text}`));
  if (!permit) return shown;
  const pattern = box.querySelector("template").content.cloneNode(true);
  // The pattern is drawn once for each reply, and every id has to stay one.
  for (const element of pattern.querySelectorAll("[id], [for], [aria-describedby]")) {
    for (const attribute of ["id", "for", "aria-describedby"]) {
      const value = element.getAttribute(attribute);
      if (value) element.setAttribute(attribute, `${value}-${place}`);
    }
  }
  const part = (wanted) => pattern.querySelector(`[data-part="${wanted}"]`);
  part("write").hidden = Boolean(followUp);
  part("withdraw").hidden = !followUp || followUp.isSent;
  part("status").textContent = standing(followUp);
  part("withdraw").querySelector("button").addEventListener("click", async () => {
    await keeper.withdrawFollowUp(box.dataset.survey, name);
    await showReplies(box);
  });
  const status = part("status");
  part("write").querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { elements } = event.target;
    const atOnce = elements.when.value === "now";
    try {
      await keeper.followUp(box.dataset.survey, permit, elements["follow-up"].value, { atOnce });
      if (atOnce) await keeper.run(ways);
      await showReplies(box);
    } catch (trouble) {
      status.textContent = trouble.message;
    }
  });
  shown.append(pattern);
  return shown;
}

function standing(followUp) {
  if (!followUp) return "";
  if (followUp.isSent) return "You followed up. It reaches whoever wrote to you from tomorrow on.";
  const moment = new Date(followUp.sendAt).toLocaleString();
  return `Your follow-up waits in this browser and is sent at a random time: ${moment}, or some minutes after you open Tutti here again.`;
}

// ---- Who leads ---------------------------------------------------------------------------------------------------

async function allowWriting(place) {
  const keeper = await opening;
  const { survey, words, key, followUps } = place.dataset;
  const notes = place.querySelector("[data-part=thread]");
  const status = place.querySelector("[role=status]");
  place.querySelector("form")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = event.target.elements.reply.value;
    const permit = await keeper.permit(survey, words);
    const bytes = await sealReply(text, fromBase64URL(key), survey, permit);
    const hash = base64URL(new Uint8Array(await crypto.subtle.digest("SHA-256", permit.secret)));
    const answer = await fetch(address(survey), {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ form, words, sealed: base64URL(bytes), permit: hash }),
    });
    status.textContent = answer.ok ? "Sent. Only the writer can open it." : (await answer.json()).detail;
    if (answer.ok) event.target.remove();
  });
  const sealed = followUps.split(" ").filter(Boolean).map(fromBase64URL);
  for (const text of await keeper.followUps(survey, words, sealed)) {
    notes.append(note(text === null
      ? "The writer followed up. Only where the reply was written can it be opened."
      : `The writer followed up: ${text}`));
  }
  // Last: a form that is sent before it is listened to would put the words into an address.
  place.hidden = false;
}

if (await opening) document.querySelectorAll("write-back").forEach(allowWriting);
document.querySelectorAll("reply-box").forEach(showReplies);
